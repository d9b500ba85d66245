import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AppError, type ErrorCode } from '../platform/http/error.js';
import { crashPoint } from '../platform/fault/crash-point.js';
import { ControlStore, type RetryChoice } from './control-store.js';
import type { Item } from './item.js';
import type { KindName } from './kind.js';
import { Lifecycle } from './lifecycle.js';
import { HandlerRegistry, isBackground } from './registry.js';
import { Signals } from './signals.js';
import { type BatchStatus, isTerminal, type Priority } from './state.js';

/** Pause, resume, cancel, retry and live changes: guarded updates of the batch row, told to the workers after the commit. */
@Injectable()
export class BatchControl {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ControlStore,
    private readonly lifecycle: Lifecycle,
    private readonly signals: Signals,
    private readonly handlers: HandlerRegistry,
  ) {}

  /** No item starts any more; running ones end. Pausing a paused batch changes nothing. Throws BATCH_TERMINAL. */
  pause(batchId: number): Promise<void> {
    return this.change(batchId, 'BATCH_TERMINAL', async (status, tx) => {
      if (status === 'paused') return;
      await this.store.pause(batchId, tx);
      await this.lifecycle.note(batchId, 'paused', tx);
    });
  }

  /** The batch goes on where it was. Resuming a batch that is not paused changes nothing. Throws BATCH_TERMINAL. */
  async resume(batchId: number): Promise<void> {
    await this.change(batchId, 'BATCH_TERMINAL', async (status, tx) => {
      if (status !== 'paused') return;
      await this.store.resume(batchId, tx);
      await this.lifecycle.note(batchId, 'resumed', tx);
    });
    this.signals.ring(batchId);
  }

  /**
   * Waiting and running items become cancelled at once, finished results stay, nothing succeeds after it. Cancelling again
   * changes nothing. Throws BATCH_NOT_CANCELLABLE once the batch has ended otherwise.
   */
  async cancel(batchId: number): Promise<void> {
    await this.change(batchId, 'BATCH_NOT_CANCELLABLE', async (status, tx) => {
      if (status === 'cancelled') return;
      await this.store.cancel(batchId, tx);
      await this.lifecycle.note(batchId, 'cancelled', tx);
      crashPoint('cancel.before_commit');
    });
    crashPoint('cancel.after_commit');
  }

  /**
   * Ended items again, in the same batch, with their attempts; successes are untouched unless their indexes are named.
   * Answers how many. Throws BATCH_NOT_RETRYABLE when none fits. With corrected inputs the batch runs with the rights of the
   * key that sent them: those of the key that submitted it were never given to these inputs. An admin who corrects another
   * owner's batch has every right, so that one keeps its owner's key.
   */
  async retry(batchId: number, choice: RetryChoice, actor: Actor): Promise<number> {
    const count = await this.unitOfWork.run(async (tx) => {
      const { kind } = await this.store.lock(batchId, tx);
      if (choice.inputs !== undefined) await this.store.setKey(batchId, actor, tx);
      const reopened = await this.store.reopen(batchId, choice, tx);
      if (reopened.count === 0) throw new AppError('BATCH_NOT_RETRYABLE');
      await this.tellFeature(kind, batchId, correctedItems(choice, reopened.corrected), tx);
      await this.lifecycle.note(batchId, 'retried', tx);
      return reopened.count;
    });
    this.signals.changed(batchId);
    this.signals.ring(batchId);
    return count;
  }

  /** Changes priority or concurrency while the batch is open; running workers follow. Throws BATCH_TERMINAL. */
  async adjust(
    batchId: number,
    change: { readonly priority?: Priority; readonly maxConcurrent?: number },
  ): Promise<void> {
    await this.change(batchId, 'BATCH_TERMINAL', (_status, tx) => this.store.adjust(batchId, change, tx));
    this.signals.ring(batchId);
  }

  private async tellFeature(
    kind: KindName,
    batchId: number,
    corrected: readonly Item<object>[],
    tx: EntityManager,
  ): Promise<void> {
    const handler = this.handlers.get(kind);
    if (isBackground(handler)) await handler.reopened?.({ id: batchId }, corrected, tx);
  }

  /** Changes an open batch under its lock; what asks for the state it already has is the work's to leave alone. */
  private async change(
    batchId: number,
    refusal: ErrorCode,
    work: (status: BatchStatus, tx: EntityManager) => Promise<void>,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { status } = await this.store.lock(batchId, tx);
      const isRepeatedCancel = refusal === 'BATCH_NOT_CANCELLABLE' && status === 'cancelled';
      if (isTerminal(status) && !isRepeatedCancel)
        throw new AppError(refusal, `The batch has already ended: it is ${status}.`, { details: { status } });
      await work(status, tx);
    });
    this.signals.changed(batchId);
  }
}

const correctedItems = ({ inputs }: RetryChoice, indexes: readonly number[]): readonly Item<object>[] =>
  indexes.flatMap((index) => {
    const input = inputs?.get(index);
    return input === undefined ? [] : [{ index, input }];
  });
