import { percentage } from '../../batch/model/status/counters.js';
import { BATCH_STATUSES } from '../../batch/model/status/batch-status.js';
import { OPERATION_TYPES } from '../../marketplace/rules/operation-type.js';
import type { StatsRow } from '../store/operations-queries.js';
import type { OperationStatsDto } from './batch-operations.dto.js';

/** Renders statistics of a user's batches, from one row per status and type. */
export function renderStats(rows: readonly StatsRow[], days: number): OperationStatsDto {
  const total = (pick: (row: StatsRow) => number, of: readonly StatsRow[] = rows): number =>
    of.reduce((sum, row) => sum + pick(row), 0);
  const batches = (row: StatsRow): number => row.batches;
  const completed = total((row) => row.succeeded);
  const failed = total((row) => row.failed);
  const ended = total((row) => row.ended);
  const last = Math.max(...rows.map(({ lastAt }) => lastAt.getTime()));
  return {
    days,
    total_batches: total(batches),
    batches_by_status: Object.fromEntries(
      BATCH_STATUSES.map((status) => [
        status,
        total(
          batches,
          rows.filter((row) => row.status === status),
        ),
      ]),
    ),
    batches_by_operation_type: Object.fromEntries(
      OPERATION_TYPES.map((type) => [
        type,
        total(
          batches,
          rows.filter((row) => row.operationType === type),
        ),
      ]),
    ),
    total_operations: total((row) => row.operations),
    completed_operations: completed,
    failed_operations: failed,
    success_rate: percentage(completed, completed + failed, 2),
    average_duration_seconds: ended === 0 ? null : Math.round((total((row) => row.seconds) / ended) * 1000) / 1000,
    last_batch_at: rows.length === 0 ? null : new Date(last).toISOString(),
  };
}
