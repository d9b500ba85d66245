import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConflictResponse,
  ApiExtraModels,
  ApiOkResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { BatchReader } from '../../batch/read/batch-reader.js';
import { FORMATS } from '../../batch/export/formats.js';
import { readBatchId } from '../../batch/request/batch-id.js';
import { readIdempotency, Submission } from '../../batch/request/idempotency-header.js';
import { queryFlag } from '../../batch/request/query-flag.js';
import { Route } from '../../platform/http/route-policy.js';
import { CompanyExtractionService } from './company-extraction.service.js';
import { enveloped, envelopedError } from './company-envelope.js';
import { CompanyExport, type CompanyDownload } from './company-export.js';
import { CompanyBatchDto, DownloadQueryDto, ResultsQueryDto } from './company-request.dto.js';
import { CompanySources } from '../extraction/company-sources.js';
import {
  CompanyDeletedEnvelopeDto,
  CompanyResultDto,
  CompanyResultsEnvelopeDto,
  CompanySpendingEnvelopeDto,
  CompanyStatusEnvelopeDto,
  CompanySubmittedEnvelopeDto,
} from './company-view.dto.js';
import { readCompanyBatch } from './read-company-batch.js';
import { BodyExample } from '../../platform/http/body-example.js';
import { definedOnly } from '../../platform/objects/defined-only.js';

const FILE = { schema: { type: 'string', format: 'binary' } } as const;
/** Media type without parameters, as the OpenAPI document lists it. */
const typeOf = (format: keyof typeof FORMATS): string => FORMATS[format].mediaType;
const ROWS = { type: 'array', items: { $ref: getSchemaPath(CompanyResultDto) } } as const;
const TABLES = { [typeOf('csv')]: FILE, [typeOf('xlsx')]: FILE };
const NOT_ENDED = {
  description: 'BATCH_NOT_COMPLETED: the batch waits or runs; `partial=true` gives what there is.',
  schema: { type: 'object', additionalProperties: true },
} as const;

/** Batches of the companies API. */
@ApiTags('Company extraction')
@ApiExtraModels(CompanyResultDto, CompanyResultsEnvelopeDto)
@Controller('api/v1/company/batch')
export class CompanyExtractionController {
  constructor(
    private readonly batches: CompanyExtractionService,
    private readonly reader: BatchReader,
    private readonly exports: CompanyExport,
    private readonly sources: CompanySources,
  ) {}

  /** Accepts up to 100 companies for extraction by a background worker. */
  @Post('submit')
  @HttpCode(202)
  @Route({ scope: 'company:write', errorFormat: envelopedError('batch_submit') })
  @ApiBody({ type: CompanyBatchDto })
  @Submission()
  @ApiAcceptedResponse({ type: CompanySubmittedEnvelopeDto })
  @ApiOkResponse({ type: CompanySubmittedEnvelopeDto, description: 'A dry run.' })
  @BodyExample({ company_names: ['OpenAI', 'Microsoft'], extraction_mode: 'basic', priority: 'urgent' })
  async submitCompanies(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() raw: unknown,
    @Query('validate_only') flag: unknown,
  ): Promise<void> {
    const validateOnly = queryFlag('validate_only', flag);
    const submission = readCompanyBatch(raw, actorOf(request), validateOnly);
    const idempotency = readIdempotency(request);
    const { data, replayed } = await this.batches.submit({
      ...submission,
      warnings: [...submission.warnings, ...this.sources.warnings()],
      ...definedOnly({ idempotency }),
    });
    if (replayed) void reply.header('Idempotency-Replayed', 'true');
    if (data.batch_id !== null) void reply.header('Location', `/api/v1/company/batch/${data.batch_id}/status`);
    await reply.status(validateOnly ? 200 : 202).send(enveloped('batch_submit', request, data));
  }

  /** Progress of a batch: status, counters and the estimated completion. */
  @Get(':id/status')
  @Route({
    scope: 'company:read',
    errorFormat: envelopedError('batch_status'),
    errorsBelow: '/api/v1/company/batch',
  })
  @ApiOkResponse({ type: CompanyStatusEnvelopeDto })
  async getCompanyBatchStatus(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
  ): Promise<CompanyStatusEnvelopeDto> {
    return enveloped('batch_status', request, await this.batches.status(actorOf(request), readBatchId(id)));
  }

  /** Paid questions of a batch so far, to providers and to the language model, with its limits. */
  @Get(':id/spending')
  @Route({ scope: 'company:read', errorFormat: envelopedError('batch_spending') })
  @ApiOkResponse({ type: CompanySpendingEnvelopeDto })
  async getCompanyBatchSpending(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
  ): Promise<CompanySpendingEnvelopeDto> {
    return enveloped('batch_spending', request, await this.batches.spendingOf(actorOf(request), readBatchId(id)));
  }

  /** Results of a batch in the order submitted; as a table with `format=csv` or `format=excel`. */
  @Get(':id/results')
  @Route({ scope: 'company:read', errorFormat: envelopedError('batch_results') })
  @ApiOkResponse({
    content: {
      'application/json': { schema: { oneOf: [{ $ref: getSchemaPath(CompanyResultsEnvelopeDto) }, ROWS] } },
      ...TABLES,
    },
  })
  @ApiConflictResponse(NOT_ENDED)
  async getCompanyBatchResults(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() query: ResultsQueryDto,
  ): Promise<void> {
    const batchId = readBatchId(id);
    const { format, download, partial, include_failed: includeFailed } = query;
    if (!download && (format ?? 'json') === 'json') {
      const data = await this.batches.results(actorOf(request), batchId, query);
      const body: CompanyResultsEnvelopeDto = enveloped('batch_results', request, data);
      return void (await reply.send(body));
    }
    const file = await this.exports.open(actorOf(request), batchId, { format, includeFailed, partial });
    await send(reply, file, download);
  }

  /** Streams the results as a file, in the format the batch was submitted with unless `format` is given. */
  @Get(':id/download')
  @Route({ scope: 'company:read', errorFormat: envelopedError('batch_download') })
  @ApiOkResponse({ content: { [typeOf('json')]: { schema: ROWS }, ...TABLES } })
  @ApiConflictResponse(NOT_ENDED)
  async downloadCompanyBatch(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('id') id: string,
    @Query() { format, partial, include_failed: includeFailed }: DownloadQueryDto,
  ): Promise<void> {
    const choice = { format, includeFailed, partial };
    await send(reply, await this.exports.open(actorOf(request), readBatchId(id), choice), true);
  }

  /** Deletes a batch that has ended. The stored companies are not deleted. */
  @Delete(':id')
  @Route({ scope: 'company:write', errorFormat: envelopedError('batch_delete') })
  @ApiOkResponse({ type: CompanyDeletedEnvelopeDto })
  async deleteCompanyBatch(
    @Req() request: FastifyRequest,
    @Param('id') id: string,
  ): Promise<CompanyDeletedEnvelopeDto> {
    const { publicId } = await this.batches.find(actorOf(request), readBatchId(id));
    await this.reader.delete(actorOf(request), publicId);
    return enveloped('batch_delete', request, { batch_id: publicId, deleted: true as const });
  }
}

async function send(reply: FastifyReply, file: CompanyDownload, asAttachment: boolean): Promise<void> {
  void reply.header('Content-Type', file.contentType);
  if (asAttachment) void reply.header('Content-Disposition', `attachment; filename="${file.fileName}"`);
  await reply.send(file.body);
}
