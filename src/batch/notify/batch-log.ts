import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Counters } from '../model/counters.js';
import type { KindName } from '../model/kind.js';
import type { LifecycleEvent } from '../model/lifecycle-event.js';
import type { BatchStatus } from '../model/batch-status.js';

/** A batch as a log line shows it: ids, counts and times, never an input. */
export interface LoggedBatch extends Counters {
  /** Internal key; the engine's other lines carry it as `batch`. */
  readonly id: number;
  readonly publicId: string;
  readonly kind: KindName;
  readonly ownerId: number;
  readonly status: BatchStatus;
  readonly atomic: boolean;
  /** Milliseconds in processing so far; time in the queue and paused is not in it. */
  readonly durationMs: number;
  /** Milliseconds since the submission. */
  readonly ageMs: number;
}

/** A submission that stored nothing new. */
export interface LoggedSubmission {
  readonly kind: KindName;
  readonly ownerId: number;
}

/** `cancelled` is an end like the others, so one search finds every end. */
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
 * The log lines about batches, for every kind and for both ways to run one. Callers write them after the commit: what was
 * rolled back is never logged as done.
 */
@Injectable()
export class BatchLog {
  constructor(private readonly log: AppLogger) {}

  /** `batch submitted`, `batch started`, `batch ended` and so on, with the batch as it was at the commit. */
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

  /** A dry run: the counts are what would have happened. */
  dryRun({ kind, ownerId }: LoggedSubmission, counts: Pick<Counters, 'total'> & Partial<Counters>): void {
    this.log.info('dry run ended, nothing stored', {
      kind,
      user_id: ownerId,
      total: counts.total,
      ...(counts.succeeded === undefined ? {} : { succeeded: counts.succeeded, failed: counts.failed }),
    });
  }

  /** The answer of an earlier request with the same Idempotency-Key. */
  replayed({ kind, ownerId }: LoggedSubmission, batch: number | null): void {
    this.log.info('batch replayed', { kind, user_id: ownerId, batch });
  }
}
