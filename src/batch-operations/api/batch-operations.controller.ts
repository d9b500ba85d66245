import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { actorOf } from '../../accounts/rights/request-actor.js';
import { toExtras } from '../../batch/request/batch-extras.dto.js';
import { checkEntries, readEnvelope } from '../../batch/request/envelope.js';
import { readIdempotency, Submission } from '../../batch/request/idempotency-header.js';
import { extrasFaults, readExtras } from '../../batch/request/item-extras.js';
import { queryFlag } from '../../batch/request/query-flag.js';
import { AcceptedBatchDto } from '../../batch/request/accepted-batch.dto.js';
import { asyncIdempotency, sendAccepted, wantsAsync, TakesPrefer } from '../../batch/request/respond-async.js';
import { sendReply } from '../../batch/request/send-reply.js';
import { isInteger } from '../../batch/model/kinds/public-id.js';
import type { SubmittedItem } from '../../batch/model/items/submission.js';
import { AppError } from '../../platform/errors/app-error.js';
import { BATCH_BODY_LIMIT } from '../../platform/http/json-body.js';
import { Route } from '../../platform/http/route-policy.js';
import {
  OperationBatchDto,
  OperationBatchResultDto,
  OperationBatchStatusDto,
  OperationEnvelopeDto,
  OperationHistoryDto,
  OperationHistoryQueryDto,
  OperationStatsDto,
  OperationStatsQueryDto,
} from './batch-operations.dto.js';
import { checkOperation } from '../input/check-operation.js';
import { BatchOperationsService } from './batch-operations.service.js';
import type { RawOperation } from '../../marketplace/rules/read-operation.js';
import { negotiateLanguage, TakesLanguage } from './negotiate-language.js';
import { BodyExample } from '../../platform/http/body-example.js';

const OPERATIONS = { field: 'operations', min: 1, max: 50, tooLong: 'BATCH_TOO_LARGE' } as const;
const READ = { scope: 'operations:read', validationStatus: 400 } as const;

/** Routes of the operations API. */
@ApiTags('Operations')
@Controller('api/v1/batch')
export class BatchOperationsController {
  constructor(private readonly operations: BatchOperationsService) {}

  /** Applies up to 50 operations in order and returns the result of each. */
  @Post()
  @HttpCode(200)
  @Route({ scope: 'operations:write', bodyLimit: BATCH_BODY_LIMIT, validationStatus: 400 })
  @ApiBody({ type: OperationBatchDto })
  @Submission()
  @TakesPrefer()
  @TakesLanguage()
  @ApiOkResponse({ type: OperationBatchResultDto })
  @ApiAcceptedResponse({ type: AcceptedBatchDto })
  @BodyExample({
    operation_type: 'user_update',
    operations: [{ method: 'PATCH', resource_id: 1, data: { phone: '+351 210 000 000' } }],
  })
  async submitOperations(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Body() raw: unknown,
    @Query('validate_only') validateOnly: unknown,
  ): Promise<void> {
    const { envelope, entries } = readEnvelope(OperationEnvelopeDto, raw, OPERATIONS);
    const operations = checkEntries(entries, OPERATIONS.field, checkOperation);
    const isAsync = wantsAsync(request) && !queryFlag('validate_only', validateOnly);
    const idempotency = readIdempotency(request);
    const submission = {
      ...toExtras(envelope),
      actor: actorOf(request),
      items: operations.map(toItem),
      options: { operation_type: envelope.operation_type },
      validateOnly: queryFlag('validate_only', validateOnly),
      ...(idempotency && { idempotency: isAsync ? asyncIdempotency(idempotency) : idempotency }),
    };
    const language = negotiateLanguage(request, reply);
    if (!isAsync) {
      sendReply(reply, await this.operations.submit(submission, language));
      return;
    }
    const accepted = await this.operations.accept(submission);
    sendAccepted(reply, accepted, {
      batchId: Number(accepted.publicId),
      statusUrl: `/api/v1/batch/${accepted.publicId}/`,
      total: operations.length,
    });
  }

  /** The caller's own batches, newest first. */
  @Get('history')
  @Route(READ)
  @TakesLanguage()
  listOperationBatches(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Query() query: OperationHistoryQueryDto,
  ): Promise<OperationHistoryDto> {
    return this.operations.list(query, actorOf(request), negotiateLanguage(request, reply));
  }

  /** Statistics of the caller's own batches. */
  @Get('stats')
  @Route(READ)
  getOperationStats(
    @Req() request: FastifyRequest,
    @Query() { days }: OperationStatsQueryDto,
  ): Promise<OperationStatsDto> {
    return this.operations.stats(days, actorOf(request));
  }

  /** Status and results of one batch. */
  @Get(':batch_id')
  @Route(READ)
  @TakesLanguage()
  getOperationBatch(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @Param('batch_id') id: string,
  ): Promise<OperationBatchStatusDto> {
    if (!isInteger(id)) throw new AppError('NOT_FOUND', 'There is no such batch.');
    return this.operations.status(id, actorOf(request), negotiateLanguage(request, reply));
  }
}

/**
 * Stores `ref` and `metadata` next to the operation when they are valid; otherwise the operation fails with the reason.
 */
function toItem(raw: RawOperation): SubmittedItem<RawOperation> {
  const hasExtras = raw['ref'] !== undefined || raw['metadata'] !== undefined;
  if (!hasExtras || extrasFaults(raw).length > 0) return { input: raw };
  const input = Object.fromEntries(Object.entries(raw).filter(([key]) => key !== 'ref' && key !== 'metadata'));
  return { input, ...readExtras(raw) };
}
