import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { BatchControl } from '../../batch/control/batch-control.js';
import { readBatchId } from '../../batch/request/batch-id.js';
import { readRetry } from '../../batch/request/read-retry.js';
import { RetryDto } from '../../batch/request/retry.dto.js';
import { Route } from '../../platform/http/route-policy.js';
import { CompanyExtractionService } from './company-extraction.service.js';
import { enveloped, envelopedError } from './company-envelope.js';
import { checkCompany } from '../input/check-company.js';
import { CompanyRetriedEnvelopeDto, CompanyStatusEnvelopeDto } from './company-view.dto.js';
import { BodyExample } from '../../platform/http/body-example.js';

const POLICY = { scope: 'company:write', errorFormat: envelopedError('batch_control') } as const;

/** Cancels, pauses, resumes and retries batches of companies. */
@ApiTags('Company extraction')
@Controller('api/v1/company/batch/:id')
export class CompanyControlController {
  constructor(
    private readonly batches: CompanyExtractionService,
    private readonly control: BatchControl,
  ) {}

  /** Cancels the queued and running companies of a batch; finished results are kept. */
  @Post('cancel')
  @HttpCode(200)
  @Route(POLICY)
  @ApiOkResponse({ type: CompanyStatusEnvelopeDto })
  cancelCompanyBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<CompanyStatusEnvelopeDto> {
    return this.report(request, id, (key) => this.control.cancel(key));
  }

  /** Pauses a batch: no further company starts, running ones finish. */
  @Post('pause')
  @HttpCode(200)
  @Route(POLICY)
  @ApiOkResponse({ type: CompanyStatusEnvelopeDto })
  pauseCompanyBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<CompanyStatusEnvelopeDto> {
    return this.report(request, id, (key) => this.control.pause(key));
  }

  /** Resumes a paused batch. */
  @Post('resume')
  @HttpCode(200)
  @Route(POLICY)
  @ApiOkResponse({ type: CompanyStatusEnvelopeDto })
  resumeCompanyBatch(@Req() request: FastifyRequest, @Param('id') id: string): Promise<CompanyStatusEnvelopeDto> {
    return this.report(request, id, (key) => this.control.resume(key));
  }

  /** Extracts ended companies again; by default the failed and cancelled ones. `inputs` corrects names and domains. */
  @Post('retry')
  @HttpCode(200)
  @Route(POLICY)
  @ApiBody({ type: RetryDto, required: false })
  @ApiOkResponse({ type: CompanyRetriedEnvelopeDto })
  @BodyExample({ statuses: ['failed', 'cancelled'] })
  async retryCompanyBatch(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
    @Body() body?: RetryDto,
  ): Promise<CompanyRetriedEnvelopeDto> {
    const actor = actorOf(request);
    const { key, publicId } = await this.batches.find(actor, readBatchId(id));
    const retried = await this.control.retry(key, readRetry(body ?? {}, checkCompany), actor);
    const status = await this.batches.status(actor, publicId);
    return enveloped('batch_control', request, { ...status, retried });
  }

  private async report(
    request: FastifyRequest,
    id: string,
    change: (batchKey: number) => Promise<void>,
  ): Promise<CompanyStatusEnvelopeDto> {
    const actor = actorOf(request);
    const { key, publicId } = await this.batches.find(actor, readBatchId(id));
    await change(key);
    return enveloped('batch_control', request, await this.batches.status(actor, publicId));
  }
}
