/** The middle and the slow end of a set of durations. */
export function quantiles(durations: readonly number[]): { readonly p50Ms: number; readonly p99Ms: number } {
  const sorted = [...durations].sort((a, b) => a - b);
  const at = (fraction: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * fraction))] ?? 0;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** The middle one of the values; NaN when there is none. */
export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
