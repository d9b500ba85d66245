import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ERRORS, type ItemError } from '../platform/errors/app-error.js';
import { AppLogger } from '../platform/observability/app-logger.js';
import { failed, type Item } from './model/item.js';
import { Lifecycle } from './notify/lifecycle.js';
import { type AnyBackground, HandlerRegistry, isBackground } from './model/handler-registry.js';
import { type ClaimedBatch, type Lease, ExecutionStore } from './engine/execution-store.js';
import { saveOneByOne, trySave } from './save-one-by-one.js';
import { terminalStatus } from './model/batch-status.js';

const WORKER_CRASHED: ItemError = { code: 'WORKER_CRASHED', message: ERRORS.WORKER_CRASHED.meaning };

/** What becomes of items that run by the rows when their batch gets another worker. */
@Injectable()
export class Recovery {
  constructor(
    private readonly store: ExecutionStore,
    private readonly lifecycle: Lifecycle,
    private readonly registry: HandlerRegistry,
    private readonly log: AppLogger,
  ) {}

  /** Makes a batch that was just claimed ready to run. */
  async begin(batch: ClaimedBatch, lease: Lease, tx: EntityManager): Promise<void> {
    if (batch.isFirst) await this.lifecycle.record(batch.id, 'started', tx, batch);
    else if (batch.isMassExpiry) await this.store.takeBack(batch.id, [], tx);
    else await this.recover(batch, lease, tx);
  }

  /** Takes back what a dead worker left running; an item that keeps killing its worker has failed. */
  async recover(batch: ClaimedBatch, lease: Lease, tx: EntityManager): Promise<void> {
    const given = await this.store.recover(batch.id, WORKER_CRASHED, tx);
    if (given.length === 0) return;
    const handler = this.registry.get(batch.kind);
    if (isBackground(handler)) await this.saveGivenUp(handler, batch, given, tx);
    const held = await this.store.hold(lease, tx);
    if (held === undefined) return;
    const isOver = held.pending === 0;
    const before = { ...held, failed: held.failed - given.length };
    const indexes = given.map(({ index }) => index);
    await this.lifecycle.recordItems(batch.id, before, { count: given.length, failed: indexes, isOver }, tx);
    if (isOver) await this.lifecycle.record(batch.id, terminalStatus(held.total, held.succeeded), tx, held);
  }

  /** An item whose rows are refused has failed all the same: otherwise every claim would find it again, for ever. */
  private async saveGivenUp(
    handler: AnyBackground,
    { id: batchId, ownerId }: ClaimedBatch,
    given: readonly Item<object>[],
    tx: EntityManager,
  ): Promise<void> {
    const outcome = failed(WORKER_CRASHED);
    const ended = given.map(({ index, input }) => ({ index, input, batchId, ownerId, outcome, warnings: [] }));
    if ((await trySave(handler, ended, tx)) === undefined) return;
    const note = ({ index }: { readonly index: number }, error: unknown): void =>
      this.log.error('the end of a crashed item could not be stored', { batch: batchId, index, error: String(error) });
    await saveOneByOne(handler, ended, note, tx);
  }
}
