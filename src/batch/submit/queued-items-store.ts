import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { MAX_BATCH_ITEMS } from '../model/items/item.js';
import { run, type Statement } from '../../platform/database/statement.js';

/** Shortest time for which a sum is used, in milliseconds, and its multiple of the time that it took to read. */
const USED_MS = 1000;
const USED_FACTOR = 50;

/**
 * Waiting items of all open batches. Those of paused ones do not count, nor of those that wait for their seal, since
 * one key could otherwise block all others with batches that it never resumes. One batch counts as many as one request
 * can bring, however large it has grown in parts.
 */
const SUM: Statement = {
  name: 'sum_queued_items',
  text: `
    SELECT coalesce(sum(least(pending_count, ${MAX_BATCH_ITEMS})), 0)::bigint AS queued
      FROM batches WHERE status IN ('pending', 'processing') AND (seal_by IS NULL OR starts_at_once)`,
};

/**
 * How many items wait, for the limit of all items. Reading it takes the longer the more batches are open, so that a sum
 * is used for a while, with what this process has submitted since; but nothing is refused without a new one.
 */
@Injectable()
export class QueuedItems {
  private queued = 0;
  private usedUntil = -Infinity;

  /** Whether as many items wait as the limit, or more. */
  async reach(limit: number, tx: EntityManager): Promise<boolean> {
    if (performance.now() < this.usedUntil && this.queued < limit) return false;
    const startedAt = performance.now();
    // Who submits meanwhile uses the former sum, unless there is none.
    if (this.usedUntil > -Infinity) this.usedUntil = startedAt + USED_MS;
    const { rows } = await run<{ queued: number }>(SUM, [], tx);
    this.queued = rows[0]?.queued ?? 0;
    const now = performance.now();
    this.usedUntil = now + Math.max(USED_MS, USED_FACTOR * (now - startedAt));
    return this.queued >= limit;
  }

  /** Counts items that this process has submitted. */
  add(items: number): void {
    this.queued += items;
  }
}
