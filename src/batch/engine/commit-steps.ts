import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { terminalStatus } from '../model/status/batch-status.js';
import type { EndedItem, ItemResult, StartedItem } from '../model/items/item.js';
import { Lifecycle } from '../notify/lifecycle.js';
import { type CommitTally, givesUpLease, hasWorkForOthers, roomOf } from './commit-decisions.js';
import { ExecutionStore, type HeldBatch, type RecordedAndStarted } from './execution-store.js';
import type { GroupCommitRequest, GroupCommitResult } from './commit-request.js';

/** What a group commit has written of one batch before the feature's rows are stored. */
export interface RecordedGroup {
  readonly held: HeldBatch;
  /** Items that were taken back, because the worker does not know them. */
  readonly takenBack: number;
  /** The attempts of the request that ran under the lease. */
  readonly finished: readonly ItemResult[];
  /** Indexes of those whose end was written. */
  readonly recorded: ReadonlySet<number>;
  /** The items among them that have their outcome, as the feature's `save` gets them. */
  readonly ended: readonly EndedItem<object, object>[];
  readonly started: readonly StartedItem[];
  /** Most items that could start. */
  readonly limit: number;
  /** How many the batch allowed to start. */
  readonly room: number;
  /** Whether not all items that may have to begin were looked at. */
  readonly isMore: boolean;
}

/** What a group commit does with one batch, in order: `hold`, `record`, the feature's `save`, `finish`. */
@Injectable()
export class CommitSteps {
  constructor(
    private readonly store: ExecutionStore,
    private readonly lifecycle: Lifecycle,
  ) {}

  /**
   * Locks the batch and the lease. Returns undefined when the lease is lost, or, with `skipsLocked`, when another
   * transaction has locked one of them.
   */
  hold({ lease }: GroupCommitRequest, skipsLocked: boolean, tx: EntityManager): Promise<HeldBatch | undefined> {
    return skipsLocked ? this.store.holdUnlessLocked(lease, tx) : this.store.hold(lease, tx);
  }

  /** Extends the lease, takes back unknown items, records what has ended, and starts the next items. */
  async record(request: GroupCommitRequest, held: HeldBatch, tx: EntityManager): Promise<RecordedGroup> {
    const { lease } = request;
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
    return { held, takenBack, finished, recorded, ended, started, limit: next.limit, room, isMore };
  }

  /**
   * Records what has happened to the batch, and releases the lease of one that cannot run on now. `refused` are the
   * indexes of items whose rows the feature could not store.
   */
  async finish(
    request: GroupCommitRequest,
    group: RecordedGroup,
    refused: ReadonlySet<number>,
    tx: EntityManager,
  ): Promise<GroupCommitResult> {
    const { lease } = request;
    const { held, takenBack, finished, recorded, ended, started, limit, room, isMore } = group;
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
    const tally = { started: started.length, pending, limit, room: room - started.length, looksOn };
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
}

const NOTHING: RecordedAndStarted = { recorded: new Set(), started: [], looksOn: false };

/** The items that ended with this commit, as `save` gets them. */
function toEnded(
  { lease: { batchId }, ownerId, finished }: GroupCommitRequest,
  recorded: ReadonlySet<number>,
): readonly EndedItem<object, object>[] {
  return finished.flatMap(({ index, input, end, warnings }) =>
    recorded.has(index) && end.status !== 'pending' ? [{ batchId, ownerId, index, input, outcome: end, warnings }] : [],
  );
}
