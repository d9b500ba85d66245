import { progress, successRate } from '../../batch/model/status/counters.js';
import type { TransactionalResult } from '../../batch/model/items/submission.js';
import { type ItemError, specOf } from '../../platform/errors/app-error.js';
import { LABELS, type Language } from '../labels/labels.js';
import type {
  OperationBatchResultDto,
  OperationBatchStatusDto,
  OperationErrorDto,
  OperationHistoryEntryDto,
  OperationHistoryRowDto,
  OperationResultDto,
} from './batch-operations.dto.js';
import type { RawOperation } from '../../marketplace/rules/read-operation.js';
import type { StoredBatch, StoredOutcome } from '../store/operations-queries.js';
import type { OperationOutput } from '../../marketplace/rules/apply-operations.js';

/** Decimals of the percentages of the operations API, as in 66.67. */
const DECIMALS = 2;

type OperationsResult = TransactionalResult<RawOperation, OperationOutput>;

/** Renders the response to a submission. */
export function renderSubmission(result: OperationsResult, language: Language): OperationBatchResultDto {
  const { batch, items, validateOnly } = result;
  return {
    batch_id: validateOnly ? null : Number(batch.publicId),
    total_operations: batch.counters.total,
    results: items.map(renderResult),
    summary: {
      completed: batch.counters.succeeded,
      failed: batch.counters.failed,
      success_rate: successRate(batch.counters, DECIMALS),
      progress: progress(batch.counters, DECIMALS),
    },
    status: LABELS[language].status[batch.status],
    created_at: batch.createdAt.toISOString(),
    completed_at: batch.completedAt?.toISOString() ?? null,
  };
}

function renderResult({ index, outcome, ref, metadata }: OperationsResult['items'][number]): OperationResultDto {
  const result: OperationResultDto =
    outcome.status === 'succeeded'
      ? { index, status: 200, success: true, data: outcome.output }
      : { index, status: statusOf(outcome.error), success: false, error: renderError(outcome.error) };
  if (ref !== undefined) result.ref = ref;
  if (metadata !== undefined) result.metadata = metadata;
  return result;
}

/**
 * HTTP status of a failed operation. The operations API publishes 400 for validation errors where all other routes use
 * 422.
 */
const statusOf = ({ code }: ItemError): number => (code === 'VALIDATION_ERROR' ? 400 : specOf(code).status);

/** Error as published by the operations API: code, message, and a class name for debugging. */
const renderError = ({ code, message }: ItemError): OperationErrorDto => ({ code, message, type: specOf(code).type });

/** Renders the status of one batch. */
export function renderStatus(
  batch: StoredBatch,
  outcomes: readonly StoredOutcome[],
  language: Language,
  now: Date,
): OperationBatchStatusDto {
  const results: Record<string, unknown> = {};
  const errors: Record<string, OperationErrorDto> = {};
  for (const { index, output, error } of outcomes) {
    if (output !== null) results[index] = output;
    if (error !== null) errors[index] = renderError(error);
  }
  const { status_code, operation_type_code, ...row } = renderRow(batch, language, now);
  return { ...row, result_data: results, error_details: errors, status_code, operation_type_code };
}

export const renderHistoryEntry = (batch: StoredBatch, language: Language, now: Date): OperationHistoryEntryDto => ({
  ...renderRow(batch, language, now),
  created_at: batch.createdAt.toISOString(),
  completed_at: batch.completedAt?.toISOString() ?? null,
});

function renderRow(batch: StoredBatch, language: Language, now: Date): OperationHistoryRowDto {
  const { counters } = batch;
  const labels = LABELS[language];
  return {
    batch_id: Number(batch.publicId),
    operation_type: labels.operationType[batch.operationType],
    status: labels.status[batch.status],
    total_operations: counters.total,
    completed_operations: counters.succeeded,
    failed_operations: counters.failed,
    progress: progress(counters, DECIMALS),
    success_rate: successRate(counters, DECIMALS),
    duration_seconds: durationSeconds(batch, now),
    status_code: batch.status,
    operation_type_code: batch.operationType,
  };
}

/** Seconds from start to end with three decimals; the time so far while the batch runs, null before it starts. */
export function durationSeconds(batch: Pick<StoredBatch, 'startedAt' | 'completedAt'>, now: Date): number | null {
  if (batch.startedAt === null) return null;
  return Math.max(0, (batch.completedAt ?? now).getTime() - batch.startedAt.getTime()) / 1000;
}
