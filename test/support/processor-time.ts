/** Maximum number of runs of which the fastest counts. */
const MOST_RUNS = 20;

/**
 * Processor time of the work in milliseconds, in the fastest of several runs: other programs, the first compilation and
 * the collection of garbage do not count. One run below the limit is enough; work that is too slow exceeds it in every
 * run.
 */
export function leastProcessorMs(work: () => unknown, limitMs: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < MOST_RUNS && least >= limitMs; run += 1) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
