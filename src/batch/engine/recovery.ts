import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ERRORS, type ItemError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { failed, type Item } from '../model/items/item.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { type AnyBackground, HandlerRegistry, isBackground } from '../model/handlers/handler-registry.js';
import { ExecutionStore } from './execution-store.js';
import type { Lease } from './lease.js';
import { type ClaimedBatch, type DeadLease, LeaseStore } from './lease-store.js';
import { saveOneByOne, trySave } from './save-one-by-one.js';
import { terminalStatus } from '../model/status/batch-status.js';

const WORKER_CRASHED: ItemError = { code: 'WORKER_CRASHED', message: ERRORS.WORKER_CRASHED.meaning };

/** Handles items that are recorded as running and that no worker runs any more. */
@Injectable()
export class Recovery {
  constructor(
    private readonly store: ExecutionStore,
    private readonly leaseStore: LeaseStore,
    private readonly lifecycle: Lifecycle,
    private readonly registry: HandlerRegistry,
    private readonly log: AppLogger,
  ) {}

  /** Prepares a batch that was just claimed: records its start, or takes over what former workers left. */
  async begin(batch: ClaimedBatch, lease: Lease, dead: readonly DeadLease[], tx: EntityManager): Promise<void> {
    if (batch.isFirst) await this.lifecycle.record(batch.id, 'started', tx, batch);
    else if (batch.workers === 0 || dead.length > 0) await this.takeOver(batch, lease, dead, tx);
  }

  /**
   * Takes over what former workers of the batch left, whose row the caller has locked: `dead` are their leases. Items
   * of an excused one return to pending as if they had not been started; those of the others have crashed.
   */
  async takeOver(batch: ClaimedBatch, lease: Lease, dead: readonly DeadLease[], tx: EntityManager): Promise<void> {
    const excused = dead.filter(({ isExcused }) => isExcused);
    if (excused.length > 0) {
      const indexes = excused.flatMap(({ running }) => running);
      await this.store.takeBack(lease, indexes, tx);
      await this.leaseStore.countExcused(batch.id, tx);
    }
    if (dead.some(({ isMassExpiry }) => isMassExpiry)) await this.leaseStore.removeExpired(tx);
    const crashed = dead.filter(({ isExcused }) => !isExcused).flatMap(({ running }) => running);
    await this.recover(batch, lease, crashed, tx);
  }

  /**
   * Returns items left running by crashed workers to pending: those named, and all that stand in no lease. After
   * MAX_RECOVERIES crashes an item fails with WORKER_CRASHED.
   */
  async recover(batch: ClaimedBatch, lease: Lease, indexes: readonly number[], tx: EntityManager): Promise<void> {
    const crashed = await this.store.recover(batch.id, WORKER_CRASHED, indexes, tx);
    if (crashed.length === 0) return;
    const handler = this.registry.get(batch.kind);
    if (isBackground(handler)) await this.saveCrashed(handler, batch, crashed, tx);
    const held = await this.store.hold(lease, tx);
    if (held === undefined) return;
    const isOver = held.pending + held.running === 0 && !held.isOpen;
    const before = { ...held, failed: held.failed - crashed.length };
    const failedIndexes = crashed.map(({ index }) => index);
    await this.lifecycle.recordItems(batch.id, before, { count: crashed.length, failed: failedIndexes, isOver }, tx);
    if (isOver) await this.lifecycle.record(batch.id, terminalStatus(held.total, held.succeeded), tx, held);
  }

  /**
   * Stores the feature's rows of crashed items. An item whose rows are refused fails too, or every claim would find it
   * again.
   */
  private async saveCrashed(
    handler: AnyBackground,
    { id: batchId, ownerId }: ClaimedBatch,
    crashed: readonly Item<object>[],
    tx: EntityManager,
  ): Promise<void> {
    const outcome = failed(WORKER_CRASHED);
    const ended = crashed.map(({ index, input }) => ({ index, input, batchId, ownerId, outcome, warnings: [] }));
    if ((await trySave(handler, ended, tx)) === undefined) return;
    const logRefused = ({ index }: { readonly index: number }, error: unknown): void =>
      this.log.error('the failure of a crashed item could not be stored', {
        batch: batchId,
        index,
        error: String(error),
      });
    await saveOneByOne(handler, ended, logRefused, tx);
  }
}
