import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchMetrics } from '../model/status/batch-metrics.js';
import { type EndedItem, type ItemResult, SAVE_FAILED, type StartedItem } from '../model/items/item.js';
import { type CommitTally, givesUpLease, hasWorkForOthers, roomOf } from './commit-decisions.js';
import type { Lease } from './lease.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { isOutage } from '../model/items/outage.js';
import type { AnyBackground } from '../model/handlers/handler-registry.js';
import { type HeldBatch, type RecordedAndStarted, ExecutionStore } from './execution-store.js';
import type { WhenIdle } from './execution-state.js';
import { saveOneByOne } from './save-one-by-one.js';
import { terminalStatus } from '../model/status/batch-status.js';

/** The input of a group commit. */
export interface GroupCommitRequest {
  readonly lease: Lease;
  readonly ownerId: number;
  readonly handler: AnyBackground;
  /** Attempts that have ended since the last commit. */
  readonly finished: readonly ItemResult[];
  readonly steps: readonly { readonly index: number; readonly step: string }[];
  /** Most items that the worker could start, depending on the state of the batch; the batch may have room for fewer. */
  readonly limit: (held: HeldBatch) => number;
  /** Which items start: ordinary ones, or a crash suspect, which runs alone in its process. */
  readonly starts: 'ordinary' | 'suspects';
  /** Number of items that the worker still runs, without the finished ones. */
  readonly running: number;
  /**
   * Indexes of the worker's items, given when a failed commit may have started others that the worker does not know.
   */
  readonly known?: readonly number[] | undefined;
  /** Milliseconds from now by which the lease is extended; not extended when undefined. */
  readonly extendMs?: number | undefined;
  /** What happens to the lease when nothing runs and nothing was started. */
  readonly whenIdle: WhenIdle;
  /** Whether a further worker may be invited to join, when there are more items to run than this one could start. */
  readonly mayInvite: boolean;
}

/** The result of a group commit. */
export interface GroupCommitResult {
  readonly held: HeldBatch;
  readonly started: readonly StartedItem[];
  /** Number of pending items after the commit. */
  readonly pending: number;
  /** How many more items of the batch may run at once, over all its workers. */
  readonly room: number;
  /** Whether items that may start have not been looked at yet: the next commit goes on with them. */
  readonly looksOn: boolean;
  /** Whether a further worker is invited to join: one may, which was not so before. */
  readonly invites: boolean;
  /** Number of items recorded as succeeded, and as failed. */
  readonly succeeded: number;
  readonly failed: number;
  /** Set when the lease was released: the batch has ended, is paused, yielded, or no item can run now. */
  readonly released: { readonly wakeMs: number | null } | undefined;
}

/**
 * The group commit of the engine: checks the lease, records finished attempts, stores the feature's rows, starts the
 * next items, and commits. Notifications are sent after the commit only.
 */
@Injectable()
export class GroupCommit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ExecutionStore,
    private readonly lifecycle: Lifecycle,
    private readonly metrics: BatchMetrics,
    private readonly log: AppLogger,
  ) {}

  /** Returns undefined when the lease is lost; nothing was written then. */
  async commit(request: GroupCommitRequest): Promise<GroupCommitResult | undefined> {
    const result = await this.commitRepeating(request);
    crashPoint('group_commit.after_commit');
    if (result?.released !== undefined) crashPoint('release.after_commit');
    if (result === undefined) this.metrics.countStale(request.finished.length);
    else this.count(request, result);
    return result;
  }

  private count({ handler }: GroupCommitRequest, { succeeded, failed }: GroupCommitResult): void {
    this.metrics.countEnded(handler.kind.name, 'succeeded', succeeded);
    this.metrics.countEnded(handler.kind.name, 'failed', failed);
  }

  private async commitRepeating(request: GroupCommitRequest): Promise<GroupCommitResult | undefined> {
    const { handler } = request;
    try {
      return await this.unitOfWork.run((tx) =>
        this.once(request, (ended) => saving(handler.save(ended, tx).then(() => NONE)), tx),
      );
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      this.log.error('save failed, repeating item by item', {
        kind: handler.kind.name,
        error: String(error.cause),
      });
    }
    return this.unitOfWork.run((tx) => this.once(request, (ended) => this.saveOneByOne(request, ended, tx), tx));
  }

  private async once(
    request: GroupCommitRequest,
    save: (ended: readonly EndedItem<object, object>[]) => Promise<ReadonlySet<number>>,
    tx: EntityManager,
  ): Promise<GroupCommitResult | undefined> {
    const { lease } = request;
    const held = await this.store.hold(lease, tx);
    if (held === undefined) return undefined;
    if (request.extendMs !== undefined) await this.store.extend(lease, request.extendMs, tx);
    const unknown = held.mine.filter((index) => request.known?.includes(index) === false);
    const takenBack = unknown.length === 0 ? 0 : await this.store.takeBack(lease, unknown, tx);
    if (request.steps.length > 0) await this.store.writeSteps(lease.batchId, request.steps, tx);
    // A result of an item that this lease does not run is an old one: its commit had seemed to fail.
    const mine = new Set(held.mine);
    const finished = request.finished.filter(({ index }) => mine.has(index));
    const room = roomOf(held, takenBack + finished.length);
    const left = new Set([...unknown, ...finished.map(({ index }) => index)]);
    const next = {
      limit: Math.min(room, request.limit(held)),
      starts: request.starts,
      nextIndex: held.nextIndex,
      goesOn: held.mine.filter((index) => !left.has(index)),
    };
    const {
      recorded,
      started,
      looksOn: isMore,
    } = finished.length === 0 && next.limit === 0
      ? NOTHING
      : await this.store.recordAndStart(lease, finished, next, tx);
    const ended = toEnded(request, recorded);
    crashPoint('group_commit.before_save');
    const refused = ended.length > 0 ? await save(ended) : NONE;
    const returned = finished.filter(({ index, end }) => recorded.has(index) && end.status === 'pending').length;
    const pending = held.pending + takenBack - started.length + returned;
    const looksOn = isMore && pending > 0;
    const running = held.running - takenBack - recorded.size + started.length;
    const isOver = pending + running === 0 && !held.isOpen;
    const failed = ended
      .filter(({ index, outcome }) => outcome.status === 'failed' || refused.has(index))
      .map(({ index }) => index);
    const succeeded = ended.length - failed.length;
    await this.lifecycle.recordItems(lease.batchId, held, { count: ended.length, failed, isOver }, tx);
    if (isOver && ended.length > 0) await this.recordEnd(lease.batchId, held, succeeded, tx);
    const tally = { started: started.length, pending, limit: next.limit, room: room - started.length, looksOn };
    const invites = await this.setRoom(request, held, tally, tx);
    const released = await this.release(request, tally, tx);
    crashPoint('group_commit.before_commit');
    const ends = { succeeded, failed: failed.length };
    return { held, started, pending, room: tally.room, looksOn, invites, released, ...ends };
  }

  /**
   * Lets a further worker join when this one has started as many items as it could and the batch may run more. Returns
   * whether that is new.
   */
  private async setRoom(
    request: GroupCommitRequest,
    held: HeldBatch,
    tally: CommitTally,
    tx: EntityManager,
  ): Promise<boolean> {
    const mayBeMore = hasWorkForOthers(tally);
    if (mayBeMore === held.hasRoom || (mayBeMore && !request.mayInvite)) return false;
    return this.store.setRoom(request.lease.batchId, mayBeMore, tx);
  }

  private recordEnd(batchId: number, held: HeldBatch, succeeded: number, tx: EntityManager): Promise<void> {
    return this.lifecycle.record(batchId, terminalStatus(held.total, held.succeeded + succeeded), tx, held);
  }

  /** Releases the lease when the worker runs no item and can start none. */
  private async release(
    request: GroupCommitRequest,
    tally: CommitTally,
    tx: EntityManager,
  ): Promise<GroupCommitResult['released']> {
    if (!givesUpLease(tally, request)) return undefined;
    const { lease, whenIdle } = request;
    if (tally.pending > 0) return this.store.release(lease, whenIdle === 'yield', tx);
    await this.store.releaseEnded(lease, tx);
    return { wakeMs: null };
  }

  /** Fails items whose feature rows are refused with SAVE_FAILED. Returns their indexes. */
  private async saveOneByOne(
    { handler }: GroupCommitRequest,
    ended: readonly EndedItem<object, object>[],
    tx: EntityManager,
  ): Promise<ReadonlySet<number>> {
    const logRefused = ({ batchId, index }: EndedItem<object, object>, error: unknown): void =>
      this.log.error('the result of an item could not be stored', { batch: batchId, index, error: String(error) });
    const refused = await saveOneByOne(handler, ended, logRefused, tx);
    for (const { batchId, index } of ended)
      if (refused.has(index)) await this.store.failRecorded(batchId, index, SAVE_FAILED, tx);
    return refused;
  }
}

const NONE: ReadonlySet<number> = new Set();
const NOTHING: RecordedAndStarted = { recorded: NONE, started: [], looksOn: false };

/** An error of the handler's `save`, as opposed to one of the engine's own statements. */
class SaveError extends Error {}

async function saving<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isOutage(error)) throw error;
    throw new SaveError('save failed', { cause: error });
  }
}

/** The items that ended with this commit, as `save` gets them. */
function toEnded(
  { lease: { batchId }, ownerId, finished }: GroupCommitRequest,
  recorded: ReadonlySet<number>,
): readonly EndedItem<object, object>[] {
  return finished.flatMap(({ index, input, end, warnings }) =>
    recorded.has(index) && end.status !== 'pending' ? [{ batchId, ownerId, index, input, outcome: end, warnings }] : [],
  );
}
