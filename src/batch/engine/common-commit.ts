import type { EntityManager } from 'typeorm';
import { explainOutage, isConsequence, isRepeatable, isTooLong } from '../../platform/database/sqlstate.js';
import { SwallowedFailure } from '../../platform/database/statement.js';
import { isOutage, isRefusal } from '../model/items/outage.js';
import type { GroupCommitRequest } from './commit-request.js';
import type { RecordedGroup } from './commit-steps.js';

/**
 * The part of the `nth` batch of a common transaction has failed, which was rolled back. The `reason` is no `cause`: a
 * conflict would have the whole transaction repeated.
 */
export class FailedPart extends Error {
  constructor(
    readonly nth: number,
    readonly reason: unknown,
  ) {
    super('The part of one batch failed.');
  }
}

/** Which batch of a common transaction has saved last, and which has taken the longest for it. */
export class Progress {
  last: number | undefined;
  private since = 0;
  private slowest = 0;
  private longestMs = -1;

  begin(nth: number): void {
    this.last = nth;
    this.since = performance.now();
  }

  /** The one that has taken the longest so far. */
  end(): number {
    const took = performance.now() - this.since;
    if (took > this.longestMs) [this.slowest, this.longestMs] = [this.last ?? 0, took];
    return this.slowest;
  }
}

/**
 * Which part has failed of a transaction that was certainly rolled back: of one that took too long the slowest, of one
 * whose failure came to light later the last one that saved. Other errors as they are.
 */
export function blame(error: unknown, progress: Progress): unknown {
  if (error instanceof FailedPart || progress.last === undefined) return error;
  if (isTooLong(explainOutage(error))) return new FailedPart(progress.end(), error);
  const isRolledBack =
    error instanceof SwallowedFailure || isRefusal(error) || isRepeatable(error) || isConsequence(error);
  return isRolledBack ? new FailedPart(progress.last, error) : error;
}

/** An outage is nobody's part; a lock that was waited for in vain, or a conflict, is. */
const failedPart = (nth: number, error: unknown): unknown =>
  isOutage(error) && !isRepeatable(error) ? error : new FailedPart(nth, error);

type OfEach = <T, R>(all: readonly T[], work: (one: T, nth: number) => Promise<R>) => Promise<readonly R[]>;

/** The results, once all have come. Throws the failure that broke the transaction, not what followed from it. */
export const allAtOnce: OfEach = async (all, work) => {
  const ends = await Promise.allSettled(all.map(work));
  const failures = ends.flatMap((one, nth) =>
    one.status === 'rejected' ? [{ nth, reason: one.reason as unknown }] : [],
  );
  const first = failures.find(({ reason }) => !isConsequence(reason));
  if (first !== undefined) throw failedPart(first.nth, first.reason);
  if (failures[0] !== undefined) throw failures[0].reason;
  return ends.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
};

/** The same on a connection that takes one statement after the other. */
export const oneByOne: OfEach = async <T, R>(all: readonly T[], work: (one: T, nth: number) => Promise<R>) => {
  const results: R[] = [];
  for (const [nth, one] of all.entries())
    results.push(
      await work(one, nth).catch((error: unknown) => {
        throw failedPart(nth, error);
      }),
    );
  return results;
};

/** Stores the features' rows, one batch after the other: what a `save` has read is not changed by another meanwhile. */
export async function saveInTurn(
  requests: readonly GroupCommitRequest[],
  groups: readonly (RecordedGroup | undefined)[],
  progress: Progress,
  tx: EntityManager,
): Promise<void> {
  for (const [nth, { handler }] of requests.entries()) {
    const ended = groups[nth]?.ended ?? [];
    if (ended.length === 0) continue;
    const previous = progress.last ?? nth;
    progress.begin(nth);
    try {
      await handler.save(ended, tx);
      progress.end();
    } catch (error) {
      // The one before has kept a failure of the database for itself.
      throw failedPart(isConsequence(error) ? previous : nth, error);
    }
  }
}
