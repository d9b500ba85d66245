import { type AppError, type ErrorCode, specOf, toItemError } from '../../platform/errors/app-error.js';
import { failed, type Outcome, type Return } from '../model/items/item.js';
import { storableError } from '../model/items/storable-result.js';

/** First wait in milliseconds; each further one is four times as long, up to CAP_MS. */
const FIRST_MS = 2000;
const FACTOR = 4;
const CAP_MS = 60_000;
/** Longest Retry-After of a provider that is honoured, in milliseconds; a longer one counts as this. */
const RETRY_AFTER_CAP_MS = 300_000;

/**
 * An attempt that was stopped from outside (shutdown, cancel, lost lease): its item is as if it had not been started.
 */
export const UNDONE: Return = { status: 'pending' };

/**
 * What a failed attempt means for its item: it fails for good, or returns to pending. An attempt that could not begin
 * (`isUnbegun`) does not count; `ExcusedAttempts` bounds those of an outage. `random`, from 0 to 1, is the jitter of
 * the wait.
 */
export function endOfFailure(
  error: AppError,
  attempt: number,
  maxAttempts: number,
  random?: () => number,
): Outcome<never> | Return {
  const recorded = storableError(toItemError(error));
  const waitReason = recorded.message;
  if (error.isUnbegun) return { status: 'pending', waitMs: waitAsked(error), waitReason };
  const decision = decideRetry(error, attempt, maxAttempts, random);
  if (!decision.retry) return failed(recorded);
  return { status: 'pending', error: recorded, waitMs: decision.waitMs, waitReason };
}

/** Whether a failed item is retried, and after how many milliseconds. */
type Decision = { readonly retry: false } | { readonly retry: true; readonly waitMs: number };

/** Whether a retry may succeed, by the class of the error. */
const isRetryable = (code: ErrorCode): boolean => ['transient', 'throttled'].includes(specOf(code).class);

/**
 * Decides on a retry: only for transient and throttled errors that are not final, and for those that are said to pass,
 * up to `maxAttempts` attempts, after a wait with full jitter (2 s × 4ⁿ, at most 60 s) that is at least the error's own
 * `retryAfter`.
 */
export function decideRetry(
  error: Pick<AppError, 'code' | 'retryAfter' | 'isFinal' | 'isPassing'>,
  attempt: number,
  maxAttempts: number,
  random: () => number = Math.random,
): Decision {
  if (error.isFinal || !(error.isPassing || isRetryable(error.code)) || attempt >= maxAttempts) return { retry: false };
  const backOff = Math.min(CAP_MS, FIRST_MS * FACTOR ** (attempt - 1)) * random();
  return { retry: true, waitMs: Math.round(Math.max(backOff, waitAsked(error))) };
}

/** The error's own `retryAfter` in milliseconds, at most 5 minutes; 0 when it has none, or one that is no number. */
const waitAsked = ({ retryAfter }: Pick<AppError, 'retryAfter'>): number =>
  Math.min(RETRY_AFTER_CAP_MS, (retryAfter || 0) * 1000);
