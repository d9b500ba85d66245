import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchMetrics } from '../model/status/batch-metrics.js';
import { type EndedItem, SAVE_FAILED } from '../model/items/item.js';
import { allAtOnce, blame, FailedPart, oneByOne, Progress, saveInTurn } from './common-commit.js';
import { CommitSteps } from './commit-steps.js';
import { isOutage } from '../model/items/outage.js';
import { isPipelined } from '../../platform/database/statement.js';
import { ExecutionStore } from './execution-store.js';
import type { GroupCommitRequest, GroupCommitResult } from './commit-request.js';
import { saveOneByOne } from './save-one-by-one.js';

/** Longest duration of a transaction of several batches, in milliseconds; those that it has locked wait for its end. */
const TOGETHER_MS = 3000;

/**
 * The group commit of the engine: checks the lease, records finished attempts, stores the feature's rows, starts the
 * next items, and commits. Notifications are sent after the commit only.
 */
@Injectable()
export class GroupCommit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ExecutionStore,
    private readonly steps: CommitSteps,
    private readonly metrics: BatchMetrics,
    private readonly log: AppLogger,
  ) {}

  /**
   * Returns undefined when the lease is lost; nothing was written then. Throws a conflict, or a lock waited for in
   * vain, at once: the lease must be extended before it is tried again, which the lock on it prevents meanwhile.
   */
  async commit(request: GroupCommitRequest): Promise<GroupCommitResult | undefined> {
    const result = await this.commitRepeating(request);
    if (result === undefined) this.metrics.countStale(request.finished.length);
    this.committed([request], [result]);
    return result;
  }

  /**
   * Commits several batches of this process in one transaction, which costs less than one for each: BEGIN, COMMIT and
   * most packets are shared. Leaves out, with undefined, a batch that another transaction has locked or whose lease is
   * lost. Waits briefly for any lock. Throws a `FailedPart` when the part of one batch fails or takes too long: nothing
   * was written then. After another error each batch has to find out what was.
   */
  async commitTogether(requests: readonly GroupCommitRequest[]): Promise<readonly (GroupCommitResult | undefined)[]> {
    const progress = new Progress();
    try {
      const results = await this.unitOfWork.tryOnce((tx) => this.together(requests, progress, tx), TOGETHER_MS);
      crashPoint('common_commit.after_commit');
      this.committed(requests, results);
      return results;
    } catch (error) {
      const failure = blame(error, progress);
      this.log.warn('a common commit failed, each batch goes alone', {
        batches: requests.map(({ lease }) => lease.batchId),
        failed: failure instanceof FailedPart ? requests[failure.nth]?.lease.batchId : undefined,
        error: String(failure instanceof FailedPart ? failure.reason : failure),
      });
      throw failure;
    }
  }

  private committed(
    requests: readonly GroupCommitRequest[],
    results: readonly (GroupCommitResult | undefined)[],
  ): void {
    crashPoint('group_commit.after_commit');
    if (results.some((result) => result?.released !== undefined)) crashPoint('release.after_commit');
    requests.forEach(({ handler }, n) => {
      this.metrics.countEnded(handler.kind.name, 'succeeded', results[n]?.succeeded ?? 0);
      this.metrics.countEnded(handler.kind.name, 'failed', results[n]?.failed ?? 0);
    });
  }

  /** Each step with all batches at once, so that their statements share packets; only the features save in turn. */
  private async together(
    requests: readonly GroupCommitRequest[],
    progress: Progress,
    tx: EntityManager,
  ): Promise<readonly (GroupCommitResult | undefined)[]> {
    const ofEach = (await isPipelined(tx)) ? allAtOnce : oneByOne;
    await this.store.waitBriefly(TOGETHER_MS, tx);
    const held = await ofEach(requests, (request) => this.steps.hold(request, true, tx));
    const groups = await ofEach(requests, async (request, n) => {
      const batch = held[n];
      return batch === undefined ? undefined : this.steps.record(request, batch, tx);
    });
    crashPoint('group_commit.before_save');
    await saveInTurn(requests, groups, progress, tx);
    const results = await ofEach(requests, async (request, n) => {
      const group = groups[n];
      return group === undefined ? undefined : this.steps.finish(request, group, NONE, tx);
    });
    crashPoint('common_commit.before_commit');
    return results;
  }

  private async commitRepeating(request: GroupCommitRequest): Promise<GroupCommitResult | undefined> {
    const { handler } = request;
    try {
      return await this.unitOfWork.tryOnce((tx) =>
        this.once(request, (ended) => saving(handler.save(ended, tx).then(() => NONE)), tx),
      );
    } catch (error) {
      if (!(error instanceof SaveError)) throw error;
      this.log.error('save failed, repeating item by item', {
        kind: handler.kind.name,
        error: String(error.cause),
      });
    }
    return this.unitOfWork.tryOnce((tx) => this.once(request, (ended) => this.saveOneByOne(request, ended, tx), tx));
  }

  private async once(
    request: GroupCommitRequest,
    save: (ended: readonly EndedItem<object, object>[]) => Promise<ReadonlySet<number>>,
    tx: EntityManager,
  ): Promise<GroupCommitResult | undefined> {
    const held = await this.steps.hold(request, false, tx);
    if (held === undefined) return undefined;
    const group = await this.steps.record(request, held, tx);
    crashPoint('group_commit.before_save');
    const refused = group.ended.length > 0 ? await save(group.ended) : NONE;
    return this.steps.finish(request, group, refused, tx);
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
