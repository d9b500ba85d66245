import { PROCESSING_MS } from '../model/status/processing-time.js';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCommit } from '../../platform/database/after-commit.js';
import { sendWithoutWaiting, type Statement } from '../../platform/database/statement.js';
import { BatchLog, type LoggedBatch } from './batch-log.js';
import { COUNTER_COLUMNS, type Counters } from '../model/status/counters.js';
import type { LifecycleEvent } from '../model/status/lifecycle-event.js';
import { EVENT_OF } from '../webhooks/webhook-event.js';
import { WebhookOutbox } from '../webhooks/webhook-outbox.js';

/** Inserts the event and returns the batch as the log shows it, so that the log line needs no statement of its own. */
const RECORD_EVENT: Statement = {
  name: 'record_batch_event',
  text: `
    WITH recorded AS (INSERT INTO batch_events (batch_id, type) VALUES ($1, $2))
    SELECT b.id, b.public_id AS "publicId", b.kind, b.owner_id AS "ownerId", b.status, b.is_atomic AS atomic,
           ${COUNTER_COLUMNS}, ${PROCESSING_MS} AS "durationMs",
           (extract(epoch FROM coalesce(b.completed_at, clock_timestamp()) - b.created_at) * 1000)::double precision AS "ageMs"
      FROM batches b WHERE b.id = $1`,
};

/** The event `batch.progress` is sent once for each step of this many per cent. */
const STEP = 10;

/**
 * Records the events of batches and writes their webhooks to the outbox, in the transaction that makes the change; logs
 * them after the commit.
 */
@Injectable()
export class Lifecycle {
  constructor(
    private readonly outbox: WebhookOutbox,
    /** For submissions without a row of their own: dry runs and replayed answers. */
    readonly log: BatchLog,
  ) {}

  /** Pass `listens: false` when the caller has just read that the owner has no webhooks; saves the outbox statement. */
  async record(
    batchId: number,
    event: LifecycleEvent,
    tx: EntityManager,
    { listens }: { readonly listens: boolean } = { listens: true },
  ): Promise<void> {
    const webhookEvent = listens ? EVENT_OF[event] : undefined;
    await sendWithoutWaiting<LoggedBatch & Record<string, unknown>>(RECORD_EVENT, [batchId, event], tx, ([batch]) => {
      if (batch !== undefined) afterCommit(tx, () => this.log.lifecycle(event, batch));
    });
    if (webhookEvent !== undefined) await this.outbox.write(batchId, webhookEvent, tx);
  }

  /**
   * Writes `batch.items_failed` and `batch.progress` after items of an open batch have ended. `before` holds the
   * counters before they ended, `ended.failed` the indexes of the failed ones. The end of the batch itself is recorded
   * by `record`. Sends no statement when the batch has no webhooks.
   */
  async recordItems(
    batchId: number,
    before: Counters & { readonly listens: boolean },
    ended: { readonly count: number; readonly failed: readonly number[]; readonly isOver: boolean },
    tx: EntityManager,
  ): Promise<void> {
    if (!before.listens) return;
    if (ended.failed.length > 0)
      await this.outbox.write(batchId, 'batch.items_failed', tx, { newlyFailed: ended.failed });
    const endedBefore = before.succeeded + before.failed + before.cancelled;
    const crossed = steps(endedBefore + ended.count, before.total) > steps(endedBefore, before.total);
    if (crossed && !ended.isOver) await this.outbox.write(batchId, 'batch.progress', tx);
  }
}

const steps = (ended: number, total: number): number => (total === 0 ? 0 : Math.floor((ended * 100) / total / STEP));
