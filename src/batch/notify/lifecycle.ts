import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { afterCommit } from '../../platform/database/after-commit.js';
import { sendWithoutWaiting, type Statement } from '../../platform/database/statement.js';
import { BatchLog, type LoggedBatch } from './batch-log.js';
import { PROCESSING_MS } from '../read/batch-queries.js';
import type { Counters } from '../model/counters.js';
import type { LifecycleEvent } from '../model/lifecycle-event.js';
import { EVENT_OF } from '../webhooks/webhook-event.js';
import { WebhookOutbox } from '../webhooks/webhook-outbox.js';

/** Answers the batch as the log shows it, so that the line costs no statement of its own. */
const NOTE: Statement = {
  name: 'note_batch_event',
  text: `
    WITH noted AS (INSERT INTO batch_events (batch_id, type) VALUES ($1, $2))
    SELECT b.id, b.public_id AS "publicId", b.kind, b.owner_id AS "ownerId", b.status, b.is_atomic AS atomic,
           b.total_count AS total, b.pending_count AS pending, b.running_count AS running, b.succeeded_count AS succeeded,
           b.failed_count AS failed, b.cancelled_count AS cancelled, ${PROCESSING_MS} AS "durationMs",
           (extract(epoch FROM coalesce(b.completed_at, clock_timestamp()) - b.created_at) * 1000)::double precision AS "ageMs"
      FROM batches b WHERE b.id = $1`,
};

/** Webhooks tell of a batch's progress every so many per cent. */
const STEP = 10;

/** Records what happens to batches, and writes the webhooks for it, in the transaction that makes it happen; logs it after the commit. */
@Injectable()
export class Lifecycle {
  constructor(
    private readonly outbox: WebhookOutbox,
    /** For what has no row of its own: dry runs and replayed answers. */
    readonly log: BatchLog,
  ) {}

  /** `listens: false`: the caller has just read that the owner has no webhooks. */
  async record(
    batchId: number,
    event: LifecycleEvent,
    tx: EntityManager,
    { listens }: { readonly listens: boolean } = { listens: true },
  ): Promise<void> {
    const told = listens ? EVENT_OF[event] : undefined;
    await sendWithoutWaiting<LoggedBatch & Record<string, unknown>>(NOTE, [batchId, event], tx, ([batch]) => {
      if (batch !== undefined) afterCommit(tx, () => this.log.lifecycle(event, batch));
    });
    if (told !== undefined) await this.outbox.write(batchId, told, tx);
  }

  /**
   * Items of an open batch have ended, `failed` names those that failed: the counters stood like this before them. The end of the batch itself is told by
   * `note`; nothing is asked of the database when nobody listens.
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
