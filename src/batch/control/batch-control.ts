import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { flushStatements } from '../../platform/database/statement.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import {
  ControlStore,
  type LockedBatch,
  OF_FILE,
  type PendingControl,
  type RetryChoice,
  type StoredChoice,
  toStored,
} from './control-store.js';
import { type FoundItems, type ReopenedItem, RetryStore } from './retry-store.js';
import type { Item } from '../model/items/item.js';
import type { Correction } from '../model/items/submission.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { HandlerRegistry, isBackground } from '../model/handlers/handler-registry.js';
import { Notifier } from '../notify/notifier.js';
import { type BatchStatus, isTerminal, type Priority } from '../model/status/batch-status.js';

/** Longest duration of a transaction that takes a file of corrections, in milliseconds. */
const STAGING_DEADLINE_MS = 60_000;

/** Before the first index. */
const FIRST = -1;

/**
 * What happens in the transaction that changes a batch, so that both are stored or neither: by default nothing. When a
 * control is done in pieces, it comes with the first one.
 */
export type Also = (tx: EntityManager) => Promise<void>;
type PendingRetry = Extract<PendingControl, { readonly do: 'retry' }>;

/** What the first piece of a retry does besides: before items are sought, and once some were found. */
interface Beginning {
  readonly stage?: Also;
  readonly also: Also;
  readonly deadlineMs?: number;
}

const NOTHING: Also = () => Promise.resolve();
const NEVER = (): boolean => false;

/** Pause, resume, cancel, retry and adjust: guarded updates of the batch row; workers are notified after the commit. */
@Injectable()
export class BatchControl implements OnModuleDestroy {
  private isStopping = false;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ControlStore,
    private readonly lifecycle: Lifecycle,
    private readonly notifier: Notifier,
    private readonly handlers: HandlerRegistry,
    private readonly retries: RetryStore,
  ) {}

  /**
   * What is left of controls is kept with their batches, and another process goes on with it: a shutdown waits for one
   * piece.
   */
  onModuleDestroy(): void {
    this.isStopping = true;
  }

  /** Starts no further items; running ones continue. Pausing a paused batch does nothing. Throws BATCH_TERMINAL. */
  pause(batchId: number, also = NOTHING): Promise<void> {
    return this.change(batchId, 'BATCH_TERMINAL', also, async (status, tx) => {
      if (status === 'paused') return;
      await this.store.pause(batchId, tx);
      await this.lifecycle.record(batchId, 'paused', tx);
    });
  }

  /** Continues a paused batch. Resuming a batch that is not paused does nothing. Throws BATCH_TERMINAL. */
  async resume(batchId: number, also = NOTHING): Promise<void> {
    await this.change(batchId, 'BATCH_TERMINAL', also, async (status, tx) => {
      if (status !== 'paused') return;
      await this.store.resume(batchId, tx);
      await this.lifecycle.record(batchId, 'resumed', tx);
    });
    this.notifier.wakeUp(batchId);
  }

  /**
   * Waiting and running items become cancelled, finished results stay, nothing succeeds after it. Cancelling again
   * changes nothing. Of a large batch the status comes first and the items follow in pieces; resolves when all are
   * cancelled, or when the process stops, after which another one goes on. Throws BATCH_NOT_CANCELLABLE once the batch
   * has ended otherwise.
   */
  async cancel(batchId: number, also = NOTHING): Promise<void> {
    await this.change(batchId, 'BATCH_NOT_CANCELLABLE', also, async (status, tx) => {
      if (status === 'cancelled') return;
      await this.store.cancel(batchId, null, tx);
      await this.cancelPiece(batchId, FIRST, tx);
      crashPoint('cancel.before_commit');
    });
    crashPoint('cancel.after_commit');
    await this.finish(batchId);
  }

  /**
   * Ended items again, in the same batch, with their attempts; successes are untouched unless their indexes are named.
   * A large batch is opened in pieces and runs when all are; resolves then, or when the process stops, after which
   * another one goes on. Answers how many items were opened by then. Throws BATCH_NOT_RETRYABLE when none fits. With
   * corrected inputs the batch runs with the rights of the key that sent them: those of the key that submitted it were
   * never given to these inputs. An admin who corrects another owner's batch has every right, so that one keeps its
   * owner's key.
   */
  async retry(batchId: number, choice: RetryChoice, actor: Actor, also = NOTHING): Promise<number> {
    const withKey: Also = async (tx) => {
      if (choice.inputs !== undefined) await this.store.setKey(batchId, actor, tx);
      await also(tx);
    };
    return this.begin(batchId, toStored(choice), { also: withKey });
  }

  /** Like `retry`, for the failed and cancelled items among those that a file corrects. */
  async retryOfFile(
    batchId: number,
    corrections: () => AsyncIterable<readonly Correction[]>,
    actor: Actor,
  ): Promise<number> {
    const stage: Also = async (tx) => {
      // Of another file, whose retry was cancelled since: else they would be taken with this one's.
      while ((await this.retries.clearCorrections(batchId, tx)) > 0);
      for await (const some of corrections()) {
        await flushStatements(tx);
        await this.retries.stageCorrections(batchId, some, tx);
      }
    };
    const also: Also = (tx) => this.store.setKey(batchId, actor, tx);
    await this.clearCorrections(batchId);
    return this.begin(batchId, OF_FILE, { stage, also, deadlineMs: STAGING_DEADLINE_MS });
  }

  /** Removes what a retry that was cancelled has left, piece by piece. */
  private async clearCorrections(batchId: number): Promise<void> {
    const clear = (tx: EntityManager): Promise<number> => this.retries.clearCorrections(batchId, tx);
    while ((await this.unitOfWork.run((tx) => this.unlessUnderWay(batchId, tx, () => clear(tx)))) > 0) await nextTurn();
  }

  private async begin(batchId: number, choice: StoredChoice, beginning: Beginning): Promise<number> {
    let first = await this.beginPiece(batchId, choice, FIRST, beginning);
    for (; 'upTo' in first; first = await this.beginPiece(batchId, choice, first.upTo, beginning)) {
      // Nothing is kept of a retry that has not found any item yet: a shutdown does not wait for its search.
      if (this.isStopping) throw new AppError('SHUTTING_DOWN');
      await nextTurn();
    }
    crashPoint('retry.after_piece');
    const count = Math.max(first.count, await this.finish(batchId));
    this.notifier.changed(batchId);
    this.notifier.wakeUp(batchId);
    return count;
  }

  /**
   * Begins a retry with the first items that fit, if some are among the next ones: answers how many. Else changes
   * nothing, and answers how far it has looked. Throws BATCH_NOT_RETRYABLE when none follow.
   */
  private beginPiece(
    batchId: number,
    choice: StoredChoice,
    after: number,
    { stage, also, deadlineMs }: Beginning,
  ): Promise<{ readonly count: number } | { readonly upTo: number }> {
    return this.unitOfWork.run(
      (tx) =>
        this.unlessUnderWay(batchId, tx, async (batch) => {
          await stage?.(tx);
          const found = await this.retries.find(batchId, choice, after, tx);
          if (found.indexes.length === 0 && found.upTo !== null) return { upTo: found.upTo };
          if (found.indexes.length === 0) throw new AppError('BATCH_NOT_RETRYABLE');
          await also(tx);
          const control = { do: 'retry', choice, after, count: 0 } as const;
          return { count: await this.reopenFound(batchId, batch, control, found, tx) };
        }),
      deadlineMs,
    );
  }

  /** Locks the batch. Throws BATCH_NOT_RETRYABLE while a control of it is under way. */
  private async unlessUnderWay<Result>(
    batchId: number,
    tx: EntityManager,
    work: (batch: LockedBatch) => Promise<Result>,
  ): Promise<Result> {
    const batch = await this.store.lock(batchId, tx);
    if (batch.control !== null) throw underWay(batch.control);
    return work(batch);
  }

  /**
   * Deletes a batch with its items; the caller has seen that it may. A large one goes in pieces; resolves when all is
   * gone, or when the process or the caller stops, after which another one goes on. Answers false when the batch has
   * not ended; one that still gets items is cancelled first.
   */
  async delete(batchId: number, also = NOTHING, isStopping = NEVER): Promise<boolean> {
    const outcome = await this.unitOfWork.run(async (tx) => {
      const batch = await this.store.find(batchId, tx);
      if (batch?.isOpen === true) {
        // Here, where it is seen: once it is sealed, it may be deleted only when it has ended.
        await this.store.cancel(batchId, null, tx);
        await this.cancelPiece(batchId, FIRST, tx);
        return 'open';
      }
      if (batch !== undefined && !isTerminal(batch.status)) return 'running';
      if (batch !== undefined) await this.deletePiece(batchId, goneUpTo(batch.control), tx);
      await also(tx);
      return 'deleted';
    });
    if (outcome === 'open') {
      await this.finish(batchId, isStopping);
      this.notifier.changed(batchId);
      return this.delete(batchId, also, isStopping);
    }
    crashPoint('delete.after_piece');
    await this.finish(batchId, isStopping);
    return outcome === 'deleted';
  }

  /** Cancels a batch that was not sealed in time; nothing when it was, or has ended. */
  async endUnsealed(batchId: number, isStopping: () => boolean): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const batch = await this.store.find(batchId, tx);
      if (batch?.isOverdue !== true) return;
      await this.store.cancel(batchId, 'The batch was not sealed in time.', tx);
      await this.cancelPiece(batchId, FIRST, tx);
    });
    await this.finish(batchId, isStopping);
    this.notifier.changed(batchId);
  }

  /**
   * Works off what is left of a control, piece by piece, each in its own transaction, until the process stops. Answers
   * how many items a retry opened.
   */
  async finish(batchId: number, isStopping = NEVER): Promise<number> {
    let count = 0;
    while (!this.isStopping && !isStopping()) {
      const piece = await this.unitOfWork.run(async (tx) => {
        const batch = await this.store.find(batchId, tx);
        if (batch === undefined || batch.control === null) return undefined;
        return this.piece(batchId, batch, batch.control, tx);
      });
      if (piece === undefined) break;
      count = piece;
      this.notifier.changed(batchId);
      // The embedded database answers within the same turn of the event loop: others are served in between.
      await nextTurn();
    }
    return count;
  }

  private async piece(
    batchId: number,
    batch: LockedBatch,
    control: PendingControl,
    tx: EntityManager,
  ): Promise<number> {
    if (control.do === 'retry') return this.reopenPiece(batchId, batch, control, tx);
    await (control.do === 'cancel'
      ? this.cancelPiece(batchId, control.after ?? FIRST, tx)
      : this.deletePiece(batchId, goneUpTo(control), tx));
    return 0;
  }

  private async cancelPiece(batchId: number, after: number, tx: EntityManager): Promise<void> {
    const upTo = await this.store.cancelItems(batchId, after, tx);
    if (upTo !== null) return this.store.keepControl(batchId, { do: 'cancel', after: upTo }, tx);
    await this.store.endControl(batchId, tx);
    await this.lifecycle.record(batchId, 'cancelled', tx);
  }

  private async deletePiece(batchId: number, after: number, tx: EntityManager): Promise<void> {
    const upTo = await this.store.deleteItems(batchId, after, tx);
    if (upTo !== null) await this.store.keepControl(batchId, { do: 'delete', after: upTo }, tx);
  }

  /** Answers how many items the retry has opened so far. */
  private async reopenPiece(
    batchId: number,
    batch: LockedBatch,
    control: PendingRetry,
    tx: EntityManager,
  ): Promise<number> {
    const found = await this.retries.find(batchId, control.choice, control.after, tx);
    return this.reopenFound(batchId, batch, control, found, tx);
  }

  private async reopenFound(
    batchId: number,
    batch: LockedBatch,
    control: PendingRetry,
    found: FoundItems,
    tx: EntityManager,
  ): Promise<number> {
    let { count } = control;
    if (found.indexes.length > 0) {
      await this.store.reopenBatch(batchId, tx);
      const items = await this.retries.reopen(batchId, found, control.choice, tx);
      count += items.length;
      const corrected = correctedOf(items);
      if (corrected.length > 0) await this.store.addWords(batchId, corrected, tx);
      await this.notifyFeature(batchId, batch, items, tx);
    }
    if (found.upTo !== null) await this.store.keepControl(batchId, { ...control, after: found.upTo, count }, tx);
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
    also = NOTHING,
  ): Promise<void> {
    await this.change(batchId, 'BATCH_TERMINAL', also, (_status, tx) => this.store.adjust(batchId, change, tx));
    this.notifier.wakeUp(batchId);
  }

  /** Rows of a file that become valid items now are submitted only now. */
  private async notifyFeature(
    batchId: number,
    { kind, ownerId, options }: LockedBatch,
    items: readonly ReopenedItem[],
    tx: EntityManager,
  ): Promise<void> {
    const handler = this.handlers.get(kind);
    if (!isBackground(handler)) return;
    const added = items.filter(({ isNew }) => isNew);
    if (added.length > 0) await handler.submitted?.({ id: batchId, ownerId }, correctedOf(added), options, tx);
    const former = items.filter(({ isNew }) => !isNew);
    if (former.length === 0) return;
    const indexes = former.map(({ index }) => index);
    await handler.reopened?.({ id: batchId }, { indexes, corrected: correctedOf(former) }, tx);
  }

  /**
   * Runs `work` with the lock of an open batch. `work` must do nothing when the batch already has the requested state.
   */
  private async change(
    batchId: number,
    refusal: ErrorCode,
    also: Also,
    work: (status: BatchStatus, tx: EntityManager) => Promise<void>,
  ): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const { status } = await this.store.lock(batchId, tx);
      const isRepeatedCancel = refusal === 'BATCH_NOT_CANCELLABLE' && status === 'cancelled';
      if (isTerminal(status) && !isRepeatedCancel)
        throw new AppError(refusal, `The batch has already ended: it is ${status}.`, { details: { status } });
      await work(status, tx);
      await also(tx);
    });
    this.notifier.changed(batchId);
  }
}

/** The index up to which a deletion that is under way has removed the items. */
const goneUpTo = (control: PendingControl | null): number =>
  control?.do === 'delete' ? (control.after ?? FIRST) : FIRST;

const underWay = (control: PendingControl): AppError =>
  new AppError('BATCH_NOT_RETRYABLE', `A ${control.do} of the batch is still under way; try again when it is done.`);

/** The inputs that a retry has corrected. */
const correctedOf = (items: readonly ReopenedItem[]): readonly Item<object>[] =>
  items.flatMap(({ index, input }) => (input === null ? [] : [{ index, input }]));
