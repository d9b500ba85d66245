import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchMetrics } from '../model/status/batch-metrics.js';
import { type EndedItem, SAVE_FAILED } from '../model/items/item.js';
import { isFailedTransaction } from '../../platform/database/sqlstate.js';
import { CommitSteps } from './commit-steps.js';
import { isOutage } from '../model/items/outage.js';
import { ExecutionStore } from './execution-store.js';
import type { GroupCommitRequest, GroupCommitResult } from './commit-request.js';
import { saveOneByOne } from './save-one-by-one.js';

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

  /** Returns undefined when the lease is lost; nothing was written then. */
  async commit(request: GroupCommitRequest): Promise<GroupCommitResult | undefined> {
    const result = await this.commitRepeating(request);
    if (result === undefined) this.metrics.countStale(request.finished.length);
    this.committed([request], [result]);
    return result;
  }

  /**
   * Commits several batches of this process in one transaction, which costs less than one for each: BEGIN, COMMIT and
   * most packets are shared. Leaves out, with undefined, a batch that another transaction has locked or whose lease is
   * lost. Throws a `FailedPart` when the part of one batch fails, and what an outage throws; nothing was written then.
   */
  async commitTogether(requests: readonly GroupCommitRequest[]): Promise<readonly (GroupCommitResult | undefined)[]> {
    const results = await this.unitOfWork.run((tx) => this.together(requests, tx));
    this.committed(requests, results);
    return results;
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
    tx: EntityManager,
  ): Promise<readonly (GroupCommitResult | undefined)[]> {
    const held = await ofEach(requests, (request) => this.steps.hold(request, true, tx));
    const groups = await ofEach(requests, async (request, n) => {
      const batch = held[n];
      return batch === undefined ? undefined : this.steps.record(request, batch, tx);
    });
    crashPoint('group_commit.before_save');
    for (const [n, { handler }] of requests.entries()) {
      const ended = groups[n]?.ended ?? [];
      if (ended.length > 0) await ofOne(n, handler.save(ended, tx));
    }
    return ofEach(requests, async (request, n) => {
      const group = groups[n];
      return group === undefined ? undefined : this.steps.finish(request, group, NONE, tx);
    });
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

/** The part of the `nth` batch of a common transaction has failed, which was rolled back. */
export class FailedPart extends Error {
  constructor(
    readonly nth: number,
    cause: unknown,
  ) {
    super('The part of one batch failed.', { cause });
  }
}

const failedPart = (nth: number, error: unknown): unknown => (isOutage(error) ? error : new FailedPart(nth, error));

async function ofOne<T>(nth: number, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw failedPart(nth, error);
  }
}

/** The results, once all have settled. Throws the failure that broke the transaction, not what followed from it. */
async function ofEach<T, R>(all: readonly T[], work: (one: T, nth: number) => Promise<R>): Promise<readonly R[]> {
  const settled = await Promise.allSettled(all.map(work));
  const failures = settled.flatMap((one, nth) =>
    one.status === 'rejected' ? [{ nth, reason: one.reason as unknown }] : [],
  );
  const cause = failures.find(({ reason }) => !isFailedTransaction(reason));
  if (cause !== undefined) throw failedPart(cause.nth, cause.reason);
  if (failures[0] !== undefined) throw failures[0].reason;
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

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
