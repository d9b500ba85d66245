/** Percentiles of a metric over many results, linearly interpolated as by PostgreSQL's `percentile_cont`. */
interface Percentiles {
  readonly count: number;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** Percentiles of the finite values; all null when there are none. */
export function percentiles(values: readonly (number | null)[]): Percentiles {
  const sorted = values
    .filter((value): value is number => value !== null && Number.isFinite(value))
    .sort((a, b) => a - b);
  const at = (fraction: number): number | null => percentile(sorted, fraction);
  return { count: sorted.length, p50: at(0.5), p75: at(0.75), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
}

/** Value at `fraction` (0 to 1) of an ascending list; null when it is empty. */
export function percentile(ascending: ArrayLike<number>, fraction: number): number | null {
  const position = (ascending.length - 1) * fraction;
  const low = ascending[Math.floor(position)];
  const high = ascending[Math.ceil(position)];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (position - Math.floor(position));
}

/** Median; null for an empty list. */
export function median(values: readonly number[]): number | null {
  return percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );
}
