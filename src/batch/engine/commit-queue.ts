import { BoundedCache } from '../../platform/cache/bounded-cache.js';
import type { GroupCommitRequest, GroupCommitResult } from './commit-request.js';
import { FailedPart } from './common-commit.js';
import type { GroupCommit } from './group-commit.js';
import { GROUP_ITEMS } from './unrecorded-results.js';

/**
 * Transactions that are open before further commits wait to share the next one. Two keep the database and this process
 * at work at the same time.
 */
const TRANSACTIONS = 2;
/** Milliseconds after which a transaction holds nobody up any more: it waits for a lock, or for a slow database. */
const PATIENCE_MS = 50;
/** Batches whose part of a common transaction has failed go alone for a while, or they rolled back the others again. */
const ALONE = { max: 1000, ttlMs: 60_000 } as const;

type Result = GroupCommitResult | undefined;

interface Waiting {
  readonly request: GroupCommitRequest;
  readonly resolve: (result: Result | Promise<Result>) => void;
}

/**
 * The group commits of a process. While few are under way each is a transaction of its own, at once. Those that come
 * meanwhile wait for one of them to end, and share the next transaction. A batch that is locked, or whose part fails,
 * is committed alone, so that none waits for another's lock for long or is charged for another's failure. Each batch
 * has one commit at a time, so that there are at most as many as the worker has batches.
 */
export class CommitQueue {
  private waiting: readonly Waiting[] = [];
  private open = 0;
  private readonly alone = new BoundedCache<true>(ALONE);

  constructor(private readonly groupCommit: Pick<GroupCommit, 'commit' | 'commitTogether'>) {}

  /** Commits as `GroupCommit.commit` does, alone or with others. Undefined when the lease is lost. */
  commit(request: GroupCommitRequest): Promise<Result> {
    // After a failure it is not known what the failed commit has written; it is not to be found out in company.
    if (request.known !== undefined || this.alone.get(String(request.lease.batchId)) === true)
      return this.groupCommit.commit(request);
    return new Promise((resolve) => {
      this.waiting = [...this.waiting, { request, resolve }];
      this.begin();
    });
  }

  private begin(): void {
    const isLost = ({ request }: Waiting): boolean => request.lost.aborted;
    for (const { resolve } of this.waiting.filter(isLost)) resolve(undefined);
    this.waiting = this.waiting.filter((one) => !isLost(one));
    while (this.open < TRANSACTIONS && this.waiting.length > 0) void this.commitNext(this.next());
  }

  /** The waiting ones from the first on, as many as have no more results together than one may have. */
  private next(): readonly Waiting[] {
    let results = 0;
    const end = this.waiting.findIndex(({ request: { finished } }, n) => {
      results += finished.length;
      return n > 0 && results > GROUP_ITEMS;
    });
    const next = end === -1 ? this.waiting : this.waiting.slice(0, end);
    this.waiting = this.waiting.slice(next.length);
    return next;
  }

  private async commitNext(next: readonly Waiting[]): Promise<void> {
    this.open += 1;
    let isCounted = true;
    const release = (): void => {
      if (!isCounted) return;
      isCounted = false;
      this.open -= 1;
      this.begin();
    };
    const patience = setTimeout(release, PATIENCE_MS);
    await (next.length === 1 ? this.commitAlone(next) : this.commitTogether(next));
    clearTimeout(patience);
    release();
  }

  /** Resolves when all are done, whatever comes out; those who wait get that themselves. */
  private async commitAlone(waiting: readonly Waiting[]): Promise<void> {
    const commits = waiting.map(({ request, resolve }) => {
      const result = request.lost.aborted ? Promise.resolve(undefined) : this.groupCommit.commit(request);
      resolve(result);
      return result;
    });
    await Promise.allSettled(commits);
  }

  private async commitTogether(next: readonly Waiting[]): Promise<void> {
    // Features lock rows by owner: in one order for all transactions.
    const waiting = [...next].sort(({ request: a }, { request: b }) => compare(orderOf(a), orderOf(b)));
    try {
      const results = await this.groupCommit.commitTogether(waiting.map(({ request }) => request));
      waiting.forEach(({ resolve }, n) => {
        if (results[n] !== undefined) resolve(results[n]);
      });
      // Not waited for: it may wait for a lock.
      void this.commitAlone(waiting.filter((_, n) => results[n] === undefined));
    } catch (error) {
      // It may have been stored all the same, which only the next commit of each batch finds out.
      if (!(error instanceof FailedPart))
        return waiting.forEach(({ resolve }) => resolve(Promise.reject(error as Error)));
      const failed = waiting[error.nth];
      if (failed !== undefined) this.alone.set(String(failed.request.lease.batchId), true);
      void this.commitAlone(waiting);
    }
  }
}

type Order = readonly [string, number, number];

const orderOf = ({ handler, ownerId, lease }: GroupCommitRequest): Order => [handler.kind.name, ownerId, lease.batchId];

/** As a comparison of `sort`. */
const compare = (a: Order, b: Order): number => (a[0] === b[0] ? a[1] - b[1] || a[2] - b[2] : a[0] < b[0] ? -1 : 1);
