import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ERRORS, type ItemError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { failed, type Item } from '../model/item.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { type AnyBackground, HandlerRegistry, isBackground } from '../model/handler-registry.js';
import { type Lease, ExecutionStore } from './execution-store.js';
import type { ClaimedBatch } from './lease-store.js';
import { saveOneByOne, trySave } from './save-one-by-one.js';
import { terminalStatus } from '../model/batch-status.js';

const WORKER_CRASHED: ItemError = { code: 'WORKER_CRASHED', message: ERRORS.WORKER_CRASHED.meaning };

/** Handles items that are recorded as running when another worker claims their batch. */
@Injectable()
export class Recovery {
  constructor(
    private readonly store: ExecutionStore,
    private readonly lifecycle: Lifecycle,
    private readonly registry: HandlerRegistry,
    private readonly log: AppLogger,
  ) {}

  /** Prepares a batch that was just claimed: records its start, or recovers the items of its former worker. */
  async begin(batch: ClaimedBatch, lease: Lease, tx: EntityManager): Promise<void> {
    if (batch.isFirst) await this.lifecycle.record(batch.id, 'started', tx, batch);
    else if (batch.isExcused) await this.store.takeBack(batch.id, [], tx);
    else await this.recover(batch, lease, tx);
  }

  /**
   * Returns items left running by a crashed worker to pending; after MAX_RECOVERIES crashes an item fails with
   * WORKER_CRASHED.
   */
  async recover(batch: ClaimedBatch, lease: Lease, tx: EntityManager): Promise<void> {
    const crashed = await this.store.recover(batch.id, WORKER_CRASHED, tx);
    if (crashed.length === 0) return;
    const handler = this.registry.get(batch.kind);
    if (isBackground(handler)) await this.saveCrashed(handler, batch, crashed, tx);
    const held = await this.store.hold(lease, tx);
    if (held === undefined) return;
    const isOver = held.pending === 0;
    const before = { ...held, failed: held.failed - crashed.length };
    const indexes = crashed.map(({ index }) => index);
    await this.lifecycle.recordItems(batch.id, before, { count: crashed.length, failed: indexes, isOver }, tx);
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
