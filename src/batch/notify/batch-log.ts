import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Counters } from '../model/status/counters.js';
import type { KindName } from '../model/kinds/kind.js';
import type { LifecycleEvent } from '../model/status/lifecycle-event.js';
import type { BatchStatus } from '../model/status/batch-status.js';

/** The fields of a batch that log lines contain: ids, counts and times, never an input. */
export interface LoggedBatch extends Counters {
  /** Internal key; the engine's log lines carry it as `batch`. */
  readonly id: number;
  readonly publicId: string;
  readonly kind: KindName;
  readonly ownerId: number;
  readonly status: BatchStatus;
  readonly atomic: boolean;
  /** Milliseconds in processing so far, without the time in the queue and the time paused. */
  readonly durationMs: number;
  /** Milliseconds since the submission. */
  readonly ageMs: number;
}

/** A submission that stored nothing: a dry run or a replayed answer. */
interface LoggedSubmission {
  readonly kind: KindName;
  readonly ownerId: number;
}

/** `cancelled` logs `batch ended` like the other final states, so that one search finds every end. */
const MESSAGE: Readonly<Record<LifecycleEvent, string>> = {
  submitted: 'batch submitted',
  started: 'batch started',
  paused: 'batch paused',
  resumed: 'batch resumed',
  retried: 'batch retried',
  completed: 'batch ended',
  partial: 'batch ended',
  failed: 'batch ended',
  cancelled: 'batch ended',
};

/**
 * Writes the log lines about batches, for every kind and for both executors. Callers log after the commit, so a change
 * that was rolled back is never logged.
 */
@Injectable()
export class BatchLog {
  constructor(private readonly log: AppLogger) {}

  /** Logs `batch submitted`, `batch started`, `batch ended` and so on, with the state of the batch at the commit. */
  lifecycle(event: LifecycleEvent, batch: LoggedBatch): void {
    const { total, succeeded, failed, cancelled } = batch;
    const ids = { batch_id: batch.publicId, batch: batch.id, kind: batch.kind, user_id: batch.ownerId };
    const times = { duration_ms: Math.round(batch.durationMs), age_ms: Math.round(batch.ageMs) };
    const message = MESSAGE[event];
    if (message === 'batch ended')
      this.log.info(message, {
        ...ids,
        status: batch.status,
        ...(batch.atomic ? { atomic: true } : {}),
        total,
        succeeded,
        failed,
        cancelled,
        ...times,
      });
    else if (event === 'submitted') this.log.info(message, { ...ids, total });
    else if (event === 'started') this.log.info(message, { ...ids, total, age_ms: times.age_ms });
    else this.log.info(message, { ...ids, total, pending: batch.pending, succeeded, failed, cancelled, ...times });
  }

  /** Logs a dry run; `counts` are the results that the batch would have had. */
  dryRun({ kind, ownerId }: LoggedSubmission, counts: Pick<Counters, 'total'> & Partial<Counters>): void {
    this.log.info('dry run ended, nothing stored', {
      kind,
      user_id: ownerId,
      total: counts.total,
      ...(counts.succeeded === undefined ? {} : { succeeded: counts.succeeded, failed: counts.failed }),
    });
  }

  /** Logs that the stored answer of an earlier request with the same Idempotency-Key was sent. */
  replayed({ kind, ownerId }: LoggedSubmission, batch: number | null): void {
    this.log.info('batch replayed', { kind, user_id: ownerId, batch });
  }
}
