const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Pauses after each failed attempt in milliseconds, as Standard Webhooks 1.0.0 suggests them. */
const PAUSES = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  14 * HOUR,
  20 * HOUR,
  24 * HOUR,
] as const;

/** Longest Retry-After that is honoured, in milliseconds; a longer one counts as this. */
const MAX_RETRY_AFTER = 24 * HOUR;

/**
 * Milliseconds until the next attempt after `attempts` failed ones; undefined after the last. `random` is from [0, 1)
 * and varies the pause by up to 20 % either way. A receiver's Retry-After
 * (seconds) applies when it is longer.
 */
export function pauseAfter(attempts: number, retryAfter: number | undefined, random: number): number | undefined {
  const pause = PAUSES[attempts - 1];
  if (pause === undefined) return undefined;
  return Math.max(pause * (0.8 + 0.4 * random), Math.min((retryAfter ?? 0) * SECOND, MAX_RETRY_AFTER));
}
