/** How many items of a batch are in which state; `total` is their sum in every answer at every instant. */
export interface Counters {
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** The one percentage function: `part` of `whole` in per cent, rounded to `decimals`; 0 when there is no whole. */
export function percentage(part: number, whole: number, decimals: number): number {
  if (whole === 0) return 0;
  const factor = 10 ** decimals;
  return Math.round(((part * 100) / whole) * factor) / factor;
}

/** Items that ended, whichever way, of all: 100 once nothing runs or waits. */
export const progress = (counters: Counters, decimals: number): number =>
  percentage(counters.succeeded + counters.failed + counters.cancelled, counters.total, decimals);

/** Successes of the items that succeeded or failed (seed S1: 2 of 3 = 66.67). */
export const successRate = (counters: Counters, decimals: number): number =>
  percentage(counters.succeeded, counters.succeeded + counters.failed, decimals);
