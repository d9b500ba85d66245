import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { post, type Statement } from '../platform/database/statement.js';
import type { Counters } from './counters.js';
import type { LifecycleEvent } from './lifecycle-event.js';
import { EVENT_OF } from './webhooks/webhook-event.js';
import { WebhookOutbox } from './webhooks/webhook-outbox.js';

const NOTE: Statement = {
  name: 'note_batch_event',
  text: 'INSERT INTO batch_events (batch_id, type) VALUES ($1, $2)',
};

/** Webhooks tell of a batch's progress every so many per cent. */
const STEP = 10;

/** Notes what happens to batches, and writes what is to be told of it, in the transaction that makes it happen. */
@Injectable()
export class Lifecycle {
  constructor(private readonly outbox: WebhookOutbox) {}

  /** `listens: false`: the caller has just read that the owner has no webhooks. */
  async note(
    batchId: number,
    event: LifecycleEvent,
    tx: EntityManager,
    { listens }: { readonly listens: boolean } = { listens: true },
  ): Promise<void> {
    const told = listens ? EVENT_OF[event] : undefined;
    if (told === undefined) await post(NOTE, [batchId, event], tx);
    else await this.outbox.write(batchId, told, tx, { note: event });
  }

  /**
   * Items of an open batch have ended, `failed` names those that failed: the counters stood like this before them. The end of the batch itself is told by
   * `note`; nothing is asked of the database when nobody listens.
   */
  async noteItems(
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
