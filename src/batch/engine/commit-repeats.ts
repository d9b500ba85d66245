import { isOutage } from '../model/items/outage.js';

/** Delay before a failed commit is repeated, in milliseconds; doubled each time up to the longest. */
const FIRST_MS = 50;
const LONGEST_MS = 1000;
/**
 * Most repetitions of a commit that fails although the database is available; in an outage they end with the
 * self-fence.
 */
export const REPEATS = 6;

/**
 * What follows a failed commit: it is repeated after `waitMs`, the lease is given up as lost, or the error is thrown.
 */
type AfterFailure =
  { readonly do: 'repeat'; readonly waitMs: number } | { readonly do: 'give_up' } | { readonly do: 'throw' };

/**
 * Decides what follows the `failures`-th failure in a row. A worker that is stopping repeats REPEATS times in any case,
 * so that it ends. `random`, from 0 to 1, is the jitter of the wait.
 */
export function afterFailedCommit(
  error: unknown,
  failures: number,
  isStopping: boolean,
  random: () => number = Math.random,
): AfterFailure {
  if (failures > REPEATS && isStopping) return { do: 'give_up' };
  if (failures > REPEATS && !isOutage(error)) return { do: 'throw' };
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  return { do: 'repeat', waitMs: longest * (0.5 + random() / 2) };
}
