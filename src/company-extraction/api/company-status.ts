import type { BatchRow } from '../../batch/read/batch-queries.js';
import { percentage } from '../../batch/model/counters.js';
import { type BatchStatus, isTerminal } from '../../batch/model/batch-status.js';
import type { Running } from './company-batch-queries.js';
import type { CompanyOptions } from '../input/company-options.js';
import type { CompanyStatusDto } from './company-view.dto.js';

/** The seed's word for each of ours (S3-24): its `completed` says that the batch ended, not that all went well. */
const STATUS: Readonly<Record<BatchStatus, CompanyStatusDto['status']>> = {
  pending: 'queued',
  processing: 'processing',
  paused: 'paused',
  completed: 'completed',
  partial: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

export const publicStatus = (status: BatchStatus): CompanyStatusDto['status'] => STATUS[status];

/** Seconds with one decimal. */
export const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** The options as they were stored when the batch was submitted. */
export const optionsOf = (row: Pick<BatchRow, 'options'>): CompanyOptions => row.options as unknown as CompanyOptions;

/** A batch in the seed's words (S3-21 to S3-30). */
export function toStatus(row: BatchRow, running: Running, now: Date): CompanyStatusDto {
  const { extraction_mode, export_format } = optionsOf(row);
  const { total, succeeded, failed, cancelled, pending, running: active } = row;
  return {
    batch_id: row.publicId,
    status: STATUS[row.status],
    progress: {
      total_companies: total,
      completed: succeeded,
      failed,
      cancelled,
      remaining: pending + active,
      completion_percentage: percentage(succeeded + failed, total, 1),
      current_phase: phaseOf(row, running),
    },
    processing_time: seconds(running.processingMs),
    created_at: row.createdAt.toISOString(),
    started_at: row.status === 'pending' ? null : (row.startedAt?.toISOString() ?? null),
    estimated_completion: estimate(row, running, now),
    last_update: row.updatedAt.toISOString(),
    priority: row.priority,
    extraction_mode,
    export_format,
  };
}

/** S3-26. Files are written while they are downloaded, so no batch is ever in a phase `export`. */
function phaseOf({ status }: BatchRow, { step }: Running): CompanyStatusDto['progress']['current_phase'] {
  if (status === 'pending') return 'queued';
  if (isTerminal(status)) return 'done';
  return step === 'search' || step === 'aggregation' ? step : 'extraction';
}

/** As fast as until now; null when unknown, paused or over (S3-28). */
function estimate(row: BatchRow, { processingMs }: Running, now: Date): string | null {
  const ended = row.succeeded + row.failed;
  if (row.status !== 'processing' || ended === 0) return null;
  const left = (processingMs / ended) * (row.total - ended - row.cancelled);
  return new Date(now.getTime() + left).toISOString();
}
