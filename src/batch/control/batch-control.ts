import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/actor.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { ControlStore, type PendingControl, type RetryChoice, type StoredChoice, toStored } from './control-store.js';
import type { Reopened } from '../model/handler.js';
import type { Item } from '../model/item.js';
import type { KindName } from '../model/kind.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { HandlerRegistry, isBackground } from '../model/handler-registry.js';
import { Notifier } from '../notify/notifier.js';
import { type BatchStatus, isTerminal, type Priority } from '../model/batch-status.js';

/** Pause, resume, cancel, retry and adjust: guarded updates of the batch row; workers are notified after the commit. */
@Injectable()
export class BatchControl {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ControlStore,
    private readonly lifecycle: Lifecycle,
    private readonly notifier: Notifier,
    private readonly handlers: HandlerRegistry,
  ) {}

  /** Starts no further items; running ones continue. Pausing a paused batch does nothing. Throws BATCH_TERMINAL. */
  pause(batchId: number): Promise<void> {
    return this.change(batchId, 'BATCH_TERMINAL', async (status, tx) => {
      if (status === 'paused') return;
      await this.store.pause(batchId, tx);
      await this.lifecycle.record(batchId, 'paused', tx);
    });
  }

  /** Continues a paused batch. Resuming a batch that is not paused does nothing. Throws BATCH_TERMINAL. */
  async resume(batchId: number): Promise<void> {
    await this.change(batchId, 'BATCH_TERMINAL', async (status, tx) => {
      if (status !== 'paused') return;
      await this.store.resume(batchId, tx);
      await this.lifecycle.record(batchId, 'resumed', tx);
    });
    this.notifier.wakeUp(batchId);
  }

  /**
   * Waiting and running items become cancelled, finished results stay, nothing succeeds after it. Cancelling again changes
   * nothing. Of a large batch the status comes first and the items follow in pieces; resolves when all are cancelled. Throws
   * BATCH_NOT_CANCELLABLE once the batch has ended otherwise.
   */
  async cancel(batchId: number): Promise<void> {
    await this.change(batchId, 'BATCH_NOT_CANCELLABLE', async (status, tx) => {
      if (status === 'cancelled') return;
      await this.store.cancel(batchId, tx);
      await this.cancelPiece(batchId, tx);
      crashPoint('cancel.before_commit');
    });
    crashPoint('cancel.after_commit');
    await this.finish(batchId);
  }

  /**
   * Ended items again, in the same batch, with their attempts; successes are untouched unless their indexes are named. A large
   * batch is opened in pieces and runs when all are; resolves then. Answers how many items. Throws BATCH_NOT_RETRYABLE when
   * none fits. With corrected inputs the batch runs with the rights of the key that sent them: those of the key that submitted
   * it were never given to these inputs. An admin who corrects another owner's batch has every right, so that one keeps its
   * owner's key.
   */
  async retry(batchId: number, choice: RetryChoice, actor: Actor): Promise<number> {
    const first = await this.unitOfWork.run(async (tx) => {
      const batch = await this.store.lock(batchId, tx);
      if (batch.control !== null) throw underWay(batch.control);
      if (choice.inputs !== undefined) await this.store.setKey(batchId, actor, tx);
      const begun = { do: 'retry', choice: toStored(choice), after: -1, count: 0 } as const;
      const count = await this.reopenPiece(batchId, batch.kind, begun, tx);
      if (count === 0) throw new AppError('BATCH_NOT_RETRYABLE');
      return count;
    });
    crashPoint('retry.after_piece');
    const count = Math.max(first, await this.finish(batchId));
    this.notifier.changed(batchId);
    this.notifier.wakeUp(batchId);
    return count;
  }

  /**
   * Deletes a batch with its items; the caller has seen that it may. A large one goes in pieces; resolves when all is gone.
   * Answers false when the batch has not ended.
   */
  async delete(batchId: number): Promise<boolean> {
    const isDeleted = await this.unitOfWork.run(async (tx) => {
      const batch = await this.store.find(batchId, tx);
      if (batch === undefined) return true;
      if (!isTerminal(batch.status)) return false;
      await this.deletePiece(batchId, tx);
      return true;
    });
    crashPoint('delete.after_piece');
    await this.finish(batchId);
    return isDeleted;
  }

  /** Goes on with controls whose process has ended; called now and then by every process. */
  async finishStale(isStopping: () => boolean): Promise<void> {
    for (const batchId of await this.unitOfWork.run((tx) => this.store.findStaleControls(this.handlers.kinds(), tx))) {
      await this.finish(batchId, isStopping);
      this.notifier.wakeUp(batchId);
    }
  }

  /** Works off what is left of a control, piece by piece, each in its own transaction. Answers how many items a retry opened. */
  private async finish(batchId: number, isStopping = (): boolean => false): Promise<number> {
    let count = 0;
    while (!isStopping()) {
      const piece = await this.unitOfWork.run(async (tx) => {
        const batch = await this.store.find(batchId, tx);
        if (batch === undefined || batch.control === null) return undefined;
        return this.piece(batchId, batch.kind, batch.control, tx);
      });
      if (piece === undefined) break;
      count = piece;
      this.notifier.changed(batchId);
      // The embedded database answers within the same turn of the event loop: others are served in between.
      await nextTurn();
    }
    return count;
  }

  private async piece(batchId: number, kind: KindName, control: PendingControl, tx: EntityManager): Promise<number> {
    if (control.do === 'retry') return this.reopenPiece(batchId, kind, control, tx);
    await (control.do === 'cancel' ? this.cancelPiece(batchId, tx) : this.deletePiece(batchId, tx));
    return 0;
  }

  private async cancelPiece(batchId: number, tx: EntityManager): Promise<void> {
    if (await this.store.cancelItems(batchId, tx)) return this.store.keepControl(batchId, { do: 'cancel' }, tx);
    await this.store.endControl(batchId, tx);
    await this.lifecycle.record(batchId, 'cancelled', tx);
  }

  private async deletePiece(batchId: number, tx: EntityManager): Promise<void> {
    if (await this.store.deleteItems(batchId, tx)) await this.store.keepControl(batchId, { do: 'delete' }, tx);
  }

  /** Answers how many items the retry has opened so far. */
  private async reopenPiece(
    batchId: number,
    kind: KindName,
    control: Extract<PendingControl, { readonly do: 'retry' }>,
    tx: EntityManager,
  ): Promise<number> {
    const indexes = await this.store.reopen(batchId, control.choice, control.after, tx);
    const count = control.count + indexes.length;
    if (count === 0) return 0;
    await this.notifyFeature(kind, batchId, { indexes, corrected: correctedItems(control.choice, indexes) }, tx);
    const last = indexes.at(-1);
    if (last !== undefined && this.store.isFull(indexes))
      await this.store.keepControl(batchId, { ...control, after: last, count }, tx);
    else {
      await this.store.endControl(batchId, tx);
      await this.lifecycle.record(batchId, 'retried', tx);
    }
    return count;
  }

  /** Changes priority or concurrency while the batch is open; running workers follow. Throws BATCH_TERMINAL. */
  async adjust(
    batchId: number,
    change: { readonly priority?: Priority; readonly maxConcurrent?: number },
  ): Promise<void> {
    await this.change(batchId, 'BATCH_TERMINAL', (_status, tx) => this.store.adjust(batchId, change, tx));
    this.notifier.wakeUp(batchId);
  }

  private async notifyFeature(
    kind: KindName,
    batchId: number,
    reopened: Reopened<object>,
    tx: EntityManager,
  ): Promise<void> {
    const handler = this.handlers.get(kind);
    if (isBackground(handler)) await handler.reopened?.({ id: batchId }, reopened, tx);
  }

  /**
   * Runs `work` with the lock of an open batch. `work` must do nothing when the batch already has the requested state.
   */
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
    this.notifier.changed(batchId);
  }
}

const underWay = (control: PendingControl): AppError =>
  new AppError('BATCH_NOT_RETRYABLE', `A ${control.do} of the batch is still under way; try again when it is done.`);

function correctedItems({ inputs }: StoredChoice, indexes: readonly number[]): readonly Item<object>[] {
  if (inputs.length === 0) return [];
  const opened = new Set(indexes);
  return inputs.filter(({ index }) => opened.has(index));
}
