import type { BatchRow } from '../../batch/read/batch-queries.js';
import { percentage } from '../../batch/model/status/counters.js';
import { type BatchStatus, isTerminal } from '../../batch/model/status/batch-status.js';
import type { Running } from '../store/company-batch-queries.js';
import type { CompanyOptions } from '../input/company-options.js';
import type { CompanyStatusDto } from './company-view.dto.js';

/**
 * Published name for each batch status. Its `completed` means that the batch ended, not that every company succeeded.
 */
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

/** Milliseconds as seconds with one decimal. */
export const seconds = (ms: number): number => Math.round(ms / 100) / 10;

/** Options as stored with the batch at submission. */
export const optionsOf = (row: Pick<BatchRow, 'options'>): CompanyOptions => row.options as unknown as CompanyOptions;

/** Renders a batch as the companies API publishes it. */
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

/** Phase of a batch. Files are written while they are downloaded, so no batch is ever in the phase `export`. */
function phaseOf({ status }: BatchRow, { step }: Running): CompanyStatusDto['progress']['current_phase'] {
  if (status === 'pending') return 'queued';
  if (isTerminal(status)) return 'done';
  return step === 'search' || step === 'aggregation' ? step : 'extraction';
}

/** Estimated completion at the speed so far; null when unknown, paused or ended. */
function estimate(row: BatchRow, { processingMs }: Running, now: Date): string | null {
  const ended = row.succeeded + row.failed;
  if (row.status !== 'processing' || ended === 0) return null;
  const left = (processingMs / ended) * (row.total - ended - row.cancelled);
  return new Date(now.getTime() + left).toISOString();
}
