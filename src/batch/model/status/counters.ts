/** Number of a batch's items by state; `total` is always the sum of the others. */
export interface Counters {
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** The columns of `batches` that are its counters, for a SELECT. */
export const COUNTER_COLUMNS = `
  total_count AS total, pending_count AS pending, running_count AS running, succeeded_count AS succeeded,
  failed_count AS failed, cancelled_count AS cancelled`;

/** `part` of `whole` in per cent, rounded to `decimals`; 0 when `whole` is 0. All percentages are computed here. */
export function percentage(part: number, whole: number, decimals: number): number {
  if (whole === 0) return 0;
  const factor = 10 ** decimals;
  return Math.round(((part * 100) / whole) * factor) / factor;
}

/** Share of the items that have ended in any way, in per cent. */
export const progress = (counters: Counters, decimals: number): number =>
  percentage(counters.succeeded + counters.failed + counters.cancelled, counters.total, decimals);

/** Share of successes among the items that succeeded or failed, in per cent: 2 of 3 = 66.67. */
export const successRate = (counters: Counters, decimals: number): number =>
  percentage(counters.succeeded, counters.succeeded + counters.failed, decimals);
