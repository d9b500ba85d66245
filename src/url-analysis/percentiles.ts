/** Percentiles of a metric over many results, linearly interpolated as PostgreSQL's `percentile_cont` does. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number | null;
  readonly p75: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** Percentiles of the finite values; all null when there is none. */
export function percentiles(values: readonly (number | null)[]): Percentiles {
  const sorted = values
    .filter((value): value is number => value !== null && Number.isFinite(value))
    .sort((a, b) => a - b);
  const at = (fraction: number): number | null => percentile(sorted, fraction);
  return { count: sorted.length, p50: at(0.5), p75: at(0.75), p90: at(0.9), p95: at(0.95), p99: at(0.99) };
}

/** Value at `fraction` (0 to 1) of an ascending list; null when it is empty. */
export function percentile(ascending: readonly number[], fraction: number): number | null {
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

/** How many scores fall into each band of ten: `0-9` … `80-89`, `90-100`. */
export function scoreDistribution(
  scores: readonly (number | null)[],
): readonly { readonly band: string; readonly count: number }[] {
  const counts = new Array<number>(10).fill(0);
  for (const score of scores) {
    if (score === null || !Number.isFinite(score)) continue;
    const band = Math.min(9, Math.max(0, Math.floor(score / 10)));
    counts[band] = (counts[band] ?? 0) + 1;
  }
  return counts.map((count, band) => ({ band: band === 9 ? '90-100' : `${band * 10}-${band * 10 + 9}`, count }));
}
