import { AppError } from '../../platform/errors/app-error.js';
import { CommitQueue } from './commit-queue.js';
import type { GroupCommitRequest, GroupCommitResult } from './commit-request.js';
import { FailedPart } from './common-commit.js';

type Result = GroupCommitResult | undefined;

/** A commit of the batch with so many results. */
const commitOf = (batchId: number, results = 1, ownerId = 1): GroupCommitRequest =>
  ({
    lease: { batchId },
    ownerId,
    handler: { kind: { name: 'probe' } },
    lost: new AbortController().signal,
    finished: Array.from({ length: results }),
  }) as unknown as GroupCommitRequest;

const resultOf = ({ lease }: GroupCommitRequest): GroupCommitResult =>
  ({ started: lease.batchId }) as unknown as GroupCommitResult;

const batchesOf = (requests: readonly GroupCommitRequest[]): readonly number[] =>
  requests.map(({ lease }) => lease.batchId);

/** A database that keeps each transaction open until it is told to end the oldest, and how. */
class Transactions {
  /** The batches of each transaction, in the order of their beginning. */
  readonly begun: (readonly number[])[] = [];
  private readonly open: { readonly requests: readonly GroupCommitRequest[]; readonly end: (by: End) => void }[] = [];

  async commit(request: GroupCommitRequest): Promise<Result> {
    return (await this.begin([request]))[0];
  }

  commitTogether(requests: readonly GroupCommitRequest[]): Promise<readonly Result[]> {
    return this.begin(requests);
  }

  private begin(requests: readonly GroupCommitRequest[]): Promise<readonly Result[]> {
    this.begun.push(batchesOf(requests));
    return new Promise((resolve, reject) => {
      this.open.push({
        requests,
        end: (by) => (by instanceof Error ? reject(by) : resolve(requests.map((one) => by(one)))),
      });
    });
  }

  /** Ends the oldest one, and lets what waits for it go on. */
  async end(by: End = resultOf): Promise<void> {
    this.open.shift()?.end(by);
    await new Promise(setImmediate);
  }
}

type End = Error | ((request: GroupCommitRequest) => Result);

describe('The group commits of a process', () => {
  let database: Transactions;
  let queue: CommitQueue;
  beforeEach(() => {
    database = new Transactions();
    queue = new CommitQueue(database);
  });
  const commits = (...requests: readonly GroupCommitRequest[]): readonly Promise<Result>[] =>
    requests.map((request) => queue.commit(request));

  it('begin at once while few are under way, and share the next transaction otherwise', async () => {
    const results = commits(commitOf(1), commitOf(2), commitOf(3), commitOf(4), commitOf(5));
    expect(database.begun).toEqual([[1], [2]]);
    await database.end();
    expect(database.begun).toEqual([[1], [2], [3, 4, 5]]);
    await database.end();
    await database.end();
    expect(await Promise.all(results)).toEqual([1, 2, 3, 4, 5].map((started) => ({ started })));
  });

  it('have no more results together than one may have, unless one alone has more', async () => {
    const results = commits(
      commitOf(1),
      commitOf(2),
      commitOf(3, 150),
      commitOf(4, 50),
      commitOf(5, 1),
      commitOf(6, 200),
    );
    for (let n = 0; n < 5; n += 1) await database.end();
    expect(database.begun).toEqual([[1], [2], [3, 4], [5], [6]]);
    await Promise.all(results);
  });

  it('go alone where another transaction has locked the batch, without holding others up', async () => {
    const results = commits(commitOf(1), commitOf(2), commitOf(3), commitOf(4));
    await database.end();
    await database.end();
    await database.end((request) => (request.lease.batchId === 3 ? undefined : resultOf(request)));
    expect(database.begun).toEqual([[1], [2], [3, 4], [3]]);
    expect(await results[3]).toEqual({ started: 4 });
    const later = commits(commitOf(1), commitOf(2));
    expect(database.begun.slice(4)).toEqual([[1], [2]]);
    for (let n = 0; n < 3; n += 1) await database.end();
    expect(await Promise.all([...results, ...later])).toHaveLength(6);
  });

  it('go alone when the part of one has failed, and that one the next time too', async () => {
    const results = commits(commitOf(1), commitOf(2), commitOf(3), commitOf(4));
    await database.end();
    await database.end();
    await database.end(new FailedPart(1, new Error('refused')));
    expect(database.begun.slice(3)).toEqual([[3], [4]]);
    await database.end();
    await database.end();
    await Promise.all(results);
    const next = commits(commitOf(1), commitOf(4), commitOf(2), commitOf(3));
    expect(database.begun.slice(5)).toEqual([[1], [4], [2]]);
    for (let n = 0; n < 4; n += 1) await database.end();
    expect(database.begun.slice(8)).toEqual([[3]]);
    await Promise.all(next);
  });

  it('fail each by itself after anything else, since nobody knows what was stored, and are repeated alone', async () => {
    const results = commits(commitOf(1), commitOf(2), commitOf(3), commitOf(4));
    const outcomes = Promise.allSettled(results);
    await database.end();
    await database.end();
    await database.end(new AppError('DATABASE_UNAVAILABLE'));
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
    const repeated = commits(commitOf(1), commitOf(2), { ...commitOf(3), known: [] }, { ...commitOf(4), known: [] });
    expect(database.begun.slice(3)).toEqual([[1], [2], [3], [4]]);
    for (let n = 0; n < 4; n += 1) await database.end();
    await Promise.all(repeated);
  });

  it('go in the order of their owners, so that rows are locked in one order', async () => {
    const results = commits(commitOf(1), commitOf(2), commitOf(3, 1, 7), commitOf(5, 1, 2), commitOf(4, 1, 2));
    for (let n = 0; n < 3; n += 1) await database.end();
    expect(database.begun).toEqual([[1], [2], [4, 5, 3]]);
    expect(await Promise.all(results)).toEqual([1, 2, 3, 5, 4].map((started) => ({ started })));
  });

  it('are not made when the lease is lost meanwhile', async () => {
    const lost = new AbortController();
    const results = commits(commitOf(1), commitOf(2), { ...commitOf(3), lost: lost.signal }, commitOf(4));
    lost.abort();
    for (let n = 0; n < 3; n += 1) await database.end();
    expect(database.begun).toEqual([[1], [2], [4]]);
    expect(await results[2]).toBeUndefined();
    await Promise.all(results);
  });

  it('do not wait for transactions that take long', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    try {
      const results = commits(commitOf(1), commitOf(2), commitOf(3));
      jest.advanceTimersByTime(49);
      expect(database.begun).toEqual([[1], [2]]);
      jest.advanceTimersByTime(1);
      expect(database.begun).toEqual([[1], [2], [3]]);
      for (let n = 0; n < 3; n += 1) await database.end();
      await Promise.all(results);
    } finally {
      jest.useRealTimers();
    }
  });
});
