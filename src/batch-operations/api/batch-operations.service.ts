import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { type Accepted, BatchSubmitter } from '../../batch/submit/batch-submitter.js';
import type { Answer, TransactionalResult, Submission } from '../../batch/model/items/submission.js';
import { TransactionalInRequest } from '../../batch/transactional/transactional-in-request.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Language } from '../labels/labels.js';
import { renderStats } from './operation-stats.js';
import { OperationsQueries } from '../store/operations-queries.js';
import type {
  OperationBatchStatusDto,
  OperationHistoryDto,
  OperationHistoryQueryDto,
  OperationStatsDto,
} from './batch-operations.dto.js';
import type { OperationOptions } from '../input/operation-options.js';
import { BatchOperationsHandler } from '../kind/batch-operations.handler.js';
import type { RawOperation } from '../../marketplace/rules/read-operation.js';
import { renderHistoryEntry, renderStatus, renderSubmission } from './render-operations.js';
import type { OperationOutput } from '../../marketplace/rules/apply-operations.js';

const HISTORY_LIMIT = 100;

/** Submits batches of operations and renders their results. */
@Injectable()
export class BatchOperationsService {
  constructor(
    private readonly runner: TransactionalInRequest,
    private readonly submitter: BatchSubmitter,
    private readonly handler: BatchOperationsHandler,
    private readonly history: OperationsQueries,
    private readonly log: AppLogger,
  ) {}

  /**
   * Runs the batch. The response is 200 whatever the results of its operations, also for an atomic batch that was
   * rolled back; the results state it. Throws FORBIDDEN when the batch deletes and the key lacks the scope for that.
   */
  async submit(submission: Submission<RawOperation, OperationOptions>, language: Language): Promise<Answer> {
    const { operation_type: type } = submission.options;
    let result: TransactionalResult<RawOperation, OperationOutput> | undefined;
    const answer = await this.runner.submit(this.handler, submission, (recorded) => {
      result = recorded;
      return { status: 200, body: renderSubmission(recorded, language) };
    });
    if (result !== undefined && !result.validateOnly) this.logSubmission(result, type);
    return answer;
  }

  /** Accepts the batch for a worker to run. Throws FORBIDDEN like `submit`. */
  async accept(submission: Submission<RawOperation, OperationOptions>): Promise<Accepted> {
    return this.submitter.submit(this.handler, submission);
  }

  /** Throws NOT_FOUND for a batch that does not exist or belongs to another owner. */
  async status(id: string, actor: Actor, language: Language): Promise<OperationBatchStatusDto> {
    const found = await this.history.find(id, actor);
    if (found === undefined) throw new AppError('NOT_FOUND', 'There is no such batch.');
    return renderStatus(found.batch, found.outcomes, language, new Date());
  }

  async list(query: OperationHistoryQueryDto, actor: Actor, language: Language): Promise<OperationHistoryDto> {
    const limit = Math.min(query.limit, HISTORY_LIMIT);
    const { offset, status, operation_type: operationType } = query;
    const { count, batches } = await this.history.list(actor.userId, { limit, offset, status, operationType });
    const now = new Date();
    return { count, limit, offset, results: batches.map((batch) => renderHistoryEntry(batch, language, now)) };
  }

  async stats(days: number, actor: Actor): Promise<OperationStatsDto> {
    return renderStats(await this.history.summarise(actor.userId, days), days);
  }

  /**
   * Logs failed operations as a warning by code, after the commit. Unexpected errors were already logged with their
   * cause.
   */
  private logSubmission({ batch, items }: TransactionalResult<RawOperation, OperationOutput>, type: string): void {
    if (batch.counters.failed === 0) return;
    const fields = { batch_id: batch.publicId, operation_type: type, size: items.length, ok: batch.counters.succeeded };
    const codes: Record<string, number> = {};
    for (const { outcome } of items)
      if (outcome.status === 'failed') codes[outcome.error.code] = (codes[outcome.error.code] ?? 0) + 1;
    this.log.warn('operations failed', { ...fields, failed: batch.counters.failed, codes });
  }
}
