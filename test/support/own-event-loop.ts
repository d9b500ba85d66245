import { EventLoopStretches } from '../../src/platform/observability/event-loop-stretches.js';
import { LIMIT_MS } from './event-loop.js';

/** As `expectNoSilence`, for a file of tests that run the code in their own process; call it inside `describe`. */
export function expectNoSilenceHere(): void {
  const stretches = new EventLoopStretches();
  beforeAll(() => stretches.start());
  afterAll(() => {
    const longest = Math.round(stretches.longestMs);
    stretches.onModuleDestroy();
    expect(longest).toBeLessThanOrEqual(LIMIT_MS);
  });
}

/** Maximum number of runs of which the fastest counts. */
const MOST_RUNS = 8;

/**
 * The longest processor time in milliseconds that the main thread of this process spent in one stretch while the work
 * went on, in the fastest of several runs: a stretch of processor time grows with what the other core does to the
 * caches. One run that keeps the limit is enough; work that is too slow exceeds it in every run.
 */
export async function leastStretchOf(work: () => Promise<unknown>, limitMs: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < MOST_RUNS && least >= limitMs; run += 1)
    least = Math.min(least, await longestStretchOf(work));
  return least;
}

/**
 * The longest processor time in milliseconds that the main thread of this process spent in one stretch while the work
 * went on.
 */
export async function longestStretchOf(work: () => Promise<unknown>): Promise<number> {
  const stretches = new EventLoopStretches();
  stretches.start();
  try {
    await work();
    return Math.round(stretches.longestMs);
  } finally {
    stretches.onModuleDestroy();
  }
}
