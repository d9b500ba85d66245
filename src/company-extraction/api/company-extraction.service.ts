import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import type { BatchRow } from '../../batch/read/batch-queries.js';
import { BatchReader } from '../../batch/read/batch-reader.js';
import { BatchSubmitter } from '../../batch/submit/batch-submitter.js';
import { ItemQueries } from '../../batch/read/item-queries.js';
import { percentage } from '../../batch/model/status/counters.js';
import { type ItemStatus, isTerminal } from '../../batch/model/status/batch-status.js';
import type { Submission } from '../../batch/model/items/submission.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CompanyBatchQueries } from '../store/company-batch-queries.js';
import { CompanyExtractionHandler } from '../kind/company-extraction.handler.js';
import type { CompanyItem } from '../input/check-company.js';
import type { CompanyOptions } from '../input/company-options.js';
import type { ResultsQueryDto } from './company-request.dto.js';
import { toResultRow } from '../kind/company-result.js';
import { publicStatus, optionsOf, seconds, toStatus } from './render-company-batch.js';
import type {
  CompanyResultsDto,
  CompanySpendingDto,
  CompanyStatusDto,
  CompanySubmittedDto,
  CompanyVerdictDto,
} from './company-view.dto.js';
import { CompanySpending } from './company-spending.js';
import { estimateSeconds } from './estimate.js';

/** A submission with the figures that the advice and the time estimate are computed from. */
export interface AdvisedSubmission extends Submission<CompanyItem, CompanyOptions> {
  /** Companies extracted concurrently. */
  readonly maxConcurrent: number;
  /** Time limit in milliseconds for one company. */
  readonly timeoutMs: number;
  readonly warnings: readonly string[];
}

interface Submitted {
  readonly replayed: boolean;
  readonly data: CompanySubmittedDto;
}

/** Dry-run result for each company; a batch with an invalid company is rejected as a whole. */
const verdicts = (items: AdvisedSubmission['items']): CompanyVerdictDto[] =>
  items.map(({ input }, index) => ({ index, company_name: input.name, valid: true }));

/** Submits batches of companies and renders them as the companies API publishes them. */
@Injectable()
export class CompanyExtractionService {
  constructor(
    private readonly submitter: BatchSubmitter,
    private readonly handler: CompanyExtractionHandler,
    private readonly reader: BatchReader,
    private readonly items: ItemQueries,
    private readonly queries: CompanyBatchQueries,
    private readonly spending: CompanySpending,
  ) {}

  async submit({ warnings, maxConcurrent, timeoutMs, ...submission }: AdvisedSubmission): Promise<Submitted> {
    const { options, items, priority = 'normal', validateOnly } = submission;
    const accepted = await this.submitter.submit(this.handler, submission, { maxConcurrent, timeoutMs });
    const estimated = estimateSeconds({
      companies: items.length,
      mode: options.extraction_mode,
      maxConcurrent,
      medianSeconds: await this.queries.medianSeconds(options.extraction_mode),
    });
    return {
      replayed: accepted.replayed,
      data: {
        batch_id: validateOnly ? null : accepted.publicId,
        status: validateOnly ? 'valid' : 'queued',
        message: validateOnly ? 'The batch is valid; nothing was stored' : 'Batch submitted successfully',
        total_companies: items.length,
        estimated_processing_time: estimated,
        priority,
        created_at: accepted.createdAt.toISOString(),
        warnings: [...warnings],
        ...(validateOnly
          ? {
              validate_only: true as const,
              spending_preview: this.spending.preview(options, items.length),
              valid: verdicts(items),
            }
          : {}),
      },
    };
  }

  /** Throws NOT_FOUND, also for a batch of another kind. */
  async find(actor: Actor, publicId: string): Promise<BatchRow> {
    const row = await this.reader.get(actor, publicId);
    if (row.kind !== this.handler.kind.name) throw new AppError('NOT_FOUND', `There is no batch ${publicId}.`);
    return row;
  }

  async status(actor: Actor, publicId: string): Promise<CompanyStatusDto> {
    const row = await this.find(actor, publicId);
    return toStatus(row, await this.queries.running(row.key), new Date());
  }

  /** Paid questions of the batch so far. Throws NOT_FOUND. */
  async spendingOf(actor: Actor, publicId: string): Promise<CompanySpendingDto> {
    const row = await this.find(actor, publicId);
    return { batch_id: row.publicId, spending: await this.spending.of(row.key, optionsOf(row)) };
  }

  /**
   * Finds a batch whose results may be shown. Throws BATCH_NOT_COMPLETED while it is queued, paused or running, unless
   * `partial` is set.
   */
  async findReadable(actor: Actor, publicId: string, partial: boolean): Promise<BatchRow> {
    const row = await this.find(actor, publicId);
    if (partial || isTerminal(row.status) || row.status === 'paused') return row;
    const progress = percentage(row.succeeded + row.failed, row.total, 1);
    throw new AppError('BATCH_NOT_COMPLETED', undefined, {
      details: { batch_id: publicId, status: publicStatus(row.status), completion_percentage: progress },
    });
  }

  /** A page of results in the order submitted, with totals and summary over the whole batch. */
  async results(actor: Actor, publicId: string, query: ResultsQueryDto): Promise<CompanyResultsDto> {
    const row = await this.findReadable(actor, publicId, query.partial);
    const filter = { statuses: this.shownStatuses(row, query.include_failed), code: null };
    const page = await this.items.answerPage(row.key, filter, query.cursor ?? -1, query.limit);
    const { processingMs } = await this.queries.running(row.key);
    return {
      batch_id: row.publicId,
      status: publicStatus(row.status),
      total_companies: row.total,
      successful_extractions: row.succeeded,
      failed_extractions: row.failed,
      processing_time: seconds(processingMs),
      completed_at: row.completedAt?.toISOString() ?? null,
      results: page.rows.map((item) => toResultRow(item, query.include === 'provenance')),
      summary: await this.queries.summary(row.key),
      export_url: `/api/v1/company/batch/${row.publicId}/download`,
      ...(isTerminal(row.status) ? {} : { partial: true }),
      next_cursor: page.nextCursor,
    };
  }

  /** Item statuses to show: `include_failed` of the query, else `include_failed_results` of the submission. */
  shownStatuses(row: BatchRow, includeFailed: boolean | undefined): readonly ItemStatus[] {
    const withFailed = includeFailed ?? optionsOf(row).include_failed_results;
    return withFailed ? ['succeeded', 'failed', 'cancelled'] : ['succeeded'];
  }
}
