import { type AppError, ERRORS, type ErrorCode } from '../../platform/errors/app-error.js';

/** First wait in milliseconds; each further one is four times as long, up to the cap (DESIGN 5.8). */
const FIRST_MS = 2000;
const FACTOR = 4;
const CAP_MS = 60_000;
/** A provider's Retry-After is honoured up to this (RELIABILITY 2.2). */
const RETRY_AFTER_CAP_MS = 300_000;

/** What is to be done with an item whose try failed. */
export type Decision = { readonly retry: false } | { readonly retry: true; readonly waitMs: number };

/** Whether trying again can help, going by the class of the error. */
export const isRetryable = (code: ErrorCode): boolean => ['transient', 'throttled'].includes(ERRORS[code].class);

/**
 * Decides on another try: only for transient and throttled errors that are not final, at most `maxAttempts` tries, after a wait
 * with full jitter (2 s × 4ⁿ, cap 60 s), at least as long as the error's own `retryAfter`.
 */
export function decideRetry(
  error: Pick<AppError, 'code' | 'retryAfter' | 'isFinal'>,
  attempt: number,
  maxAttempts: number,
  random: () => number = Math.random,
): Decision {
  if (error.isFinal || !isRetryable(error.code) || attempt >= maxAttempts) return { retry: false };
  const backOff = Math.min(CAP_MS, FIRST_MS * FACTOR ** (attempt - 1)) * random();
  return { retry: true, waitMs: Math.round(Math.max(backOff, waitAsked(error))) };
}

/** What the error itself asks for in milliseconds, up to five minutes; 0 when it asks for nothing. */
export const waitAsked = ({ retryAfter }: Pick<AppError, 'retryAfter'>): number =>
  Math.min(RETRY_AFTER_CAP_MS, (retryAfter ?? 0) * 1000);
