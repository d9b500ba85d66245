import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BoundedCache } from '../../platform/cache/bounded-cache.js';
import { run, type Statement } from '../../platform/database/statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { ERRORS, type ItemError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { ExcusedAttempts } from '../model/items/outage.js';
import { MAX_RECOVERIES } from './lease.js';
import { takeBackTry } from './take-back-try.js';

/** An item that is tried by itself, its try counted already; `isOver` when it has been tried often enough. */
export interface CountedItem {
  readonly index: number;
  readonly isOver: boolean;
}

/** Tries of an item by itself; that of its chunk, after which it is tried alone, was the first. */
const TRIES_ALONE = MAX_RECOVERIES - 1;

/** Items of which a process remembers that they took too long, and for how many milliseconds. */
const SLOW_ITEMS = { max: 1000, ttlMs: 3_600_000 } as const;

/** The error of an item that has been tried often enough, by what ended its tries. */
const TRIED_TOO_OFTEN: Readonly<Record<'crashed' | 'slow', ItemError>> = {
  crashed: { code: 'WORKER_CRASHED', message: ERRORS.WORKER_CRASHED.meaning },
  slow: {
    code: 'TIMEOUT',
    message: `The item could not be applied in one transaction, tried ${MAX_RECOVERIES} times.`,
  },
};

const COUNT: Statement = {
  name: 'count_item_try',
  text: `
    UPDATE batch_items SET recoveries = recoveries + 1
     WHERE batch_id = $1 AND index = $2 AND status = 'pending' AND recoveries < ${TRIES_ALONE}`,
};

const TAKE_BACK: Statement = {
  name: 'take_back_item_try',
  text: `
    UPDATE batch_items SET recoveries = recoveries - 1
     WHERE batch_id = $1 AND index = $2 AND status = 'pending' AND recoveries > 0`,
};

/**
 * Counts the tries of single items of a transactional batch whose items together ended their process or took too long:
 * nothing says which of them did. An item counts as tried from before it begins until its outcome is recorded.
 */
@Injectable()
export class ItemTries {
  /** Items whose last try in this process took too long. */
  private readonly slow = new BoundedCache<true>(SLOW_ITEMS);
  private readonly excused = new ExcusedAttempts();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly log: AppLogger,
  ) {}

  /** Counts a try of the item, unless it has been tried often enough. */
  async count(batchId: number, index: number, tx: EntityManager): Promise<CountedItem> {
    const { count } = await run(COUNT, [batchId, index], tx);
    return { index, isOver: count === 0 };
  }

  /** Takes back the try in the transaction that records the item's outcome, which keeps those before. */
  async ends(batchId: number, { index, isOver }: CountedItem, tx: EntityManager): Promise<void> {
    if (!isOver) await run(TAKE_BACK, [batchId, index], tx);
  }

  /** Keeps a try counted that took too long. */
  tookTooLong(batchId: number, { index }: CountedItem, err: unknown): void {
    this.slow.set(`${batchId} ${index}`, true);
    this.log.warn('an item took too long', { batch: batchId, index, err });
  }

  /** Why an item fails that has been tried too often. */
  errorOf(batchId: number, { index }: CountedItem): ItemError {
    return TRIED_TOO_OFTEN[this.slow.get(`${batchId} ${index}`) === true ? 'slow' : 'crashed'];
  }

  /** Takes back a try that ended for no fault of the item, as soon as the database answers. */
  takeBack(batchId: number, { index, isOver }: CountedItem, isStopping: () => boolean): Promise<void> {
    // An item may itself be the reason why the database goes away each time.
    if (isOver || !this.excused.excuse(batchId, index)) return Promise.resolve();
    return takeBackTry(this.unitOfWork, {
      work: (tx) => run(TAKE_BACK, [batchId, index], tx),
      isStopping,
      onFailure: (err) => this.log.warn('a try of an item could not be taken back yet', { batch: batchId, index, err }),
    });
  }
}
