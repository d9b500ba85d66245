import { Injectable } from '@nestjs/common';
import { isTooLong } from '../../platform/database/sqlstate.js';
import { run, type Statement } from '../../platform/database/statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { ExecutionStore } from './execution-store.js';
import { ItemTries } from './item-tries.js';
import type { Lease } from './lease.js';
import { terminalStatus } from '../model/status/batch-status.js';
import { takeBackTry } from './take-back-try.js';

/** Tries of an atomic batch that took too long or ended with their process, before it is given up. */
const MAX_TRIES = 3;
/** A database that answers within so long (milliseconds) was not why a transaction took too long. */
const ALIVE_MS = 5000;

const TOO_LONG: ItemError = {
  code: 'BATCH_DEADLINE',
  message: `The atomic batch could not be done in one transaction, tried ${MAX_TRIES} times; nothing was written. Submit fewer items, or without atomic.`,
};

const COUNT: Statement = {
  name: 'count_transaction_try',
  text: 'UPDATE batches SET transaction_tries = transaction_tries + 1 WHERE id = $1 RETURNING transaction_tries AS tries',
};

const TAKE_BACK: Statement = {
  name: 'take_back_transaction_try',
  text: 'UPDATE batches SET transaction_tries = transaction_tries - 1 WHERE id = $1 AND transaction_tries > 0',
};

const GIVE_UP: Statement = {
  name: 'give_up_atomic_batch',
  text: `
    UPDATE batch_items
       SET status = 'failed', error = $2, attempts = attempts + 1, started_at = now(), ended_at = clock_timestamp(), run_at = NULL
     WHERE batch_id = $1 AND status = 'pending' RETURNING index`,
};

/**
 * Counts the tries of atomic batches in a worker: such a batch is one transaction, and one that never ends within its
 * deadline, or that ends its process, would be tried for ever.
 */
@Injectable()
export class AtomicTries {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ExecutionStore,
    private readonly lifecycle: Lifecycle,
    private readonly log: AppLogger,
    /** The tries of single items of batches that are not atomic. */
    readonly ofItems: ItemTries,
  ) {}

  /**
   * Counts a try before it begins, so that one that ends its process counts, too. After the last one the batch fails
   * with the reason, and this answers false.
   */
  begin(lease: Lease, leaseMs: number): Promise<boolean> {
    return this.unitOfWork.run(async (tx) => {
      const held = await this.store.hold(lease, tx);
      if (held?.status !== 'processing' || held.pending === 0) return true;
      await this.store.extend(lease, leaseMs, tx);
      const { rows } = await run<{ tries: number }>(COUNT, [lease.batchId], tx);
      if ((rows[0]?.tries ?? 0) <= MAX_TRIES) return true;
      const { rows: failedRows } = await run<{ index: number }>(GIVE_UP, [lease.batchId, JSON.stringify(TOO_LONG)], tx);
      const failed = failedRows.map(({ index }) => index);
      await this.lifecycle.recordItems(lease.batchId, held, { count: failed.length, failed, isOver: true }, tx);
      await this.lifecycle.record(lease.batchId, terminalStatus(held.total, held.succeeded), tx, held);
      await this.store.release(lease, false, tx);
      return false;
    });
  }

  /** Whether a try that ended with the error stays counted: it took too long, and not because the database hangs. */
  async isCharged(error: unknown): Promise<boolean> {
    if (!isTooLong(error)) return false;
    return this.unitOfWork
      .run((tx) => tx.query('SELECT 1'), ALIVE_MS)
      .then(
        () => true,
        () => false,
      );
  }

  /** Takes back that a try was counted, as soon as the database answers. */
  takeBack(batchId: number, isStopping: () => boolean): Promise<void> {
    return takeBackTry(this.unitOfWork, {
      work: (tx) => run(TAKE_BACK, [batchId], tx),
      isStopping,
      onFailure: (err) =>
        this.log.warn('a try of an atomic batch could not be taken back yet', { batch: batchId, err }),
    });
  }
}
