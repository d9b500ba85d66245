import type { Figures } from './engine-rivals.js';
import { median } from './quantiles.js';
import type { Row } from './table.js';

/** One of those that are compared, and what it leaves out beside ours. */
export interface Contender {
  readonly name: string;
  readonly leavesOut?: string;
  readonly measure: () => Promise<Figures>;
}

/** How often each is measured, unless `BENCH_ROUNDS` says otherwise. */
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

/**
 * Measures all of them in turn, several times, and each time another one first: a machine whose speed drifts favours
 * nobody. Gives the median of each with its range.
 */
export async function takeRounds(contenders: readonly Contender[]): Promise<readonly Row[]> {
  const taken = new Map<Contender, Figures[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (let n = 0; n < contenders.length; n += 1) {
      const contender = contenders[(round + n) % contenders.length];
      if (contender !== undefined) taken.get(contender)?.push(await contender.measure());
    }
  return [...taken].map(([{ name, leavesOut }, figures]) => ({
    name,
    ...middle(figures),
    ...(leavesOut === undefined ? {} : { leavesOut }),
  }));
}

function middle(figures: readonly Figures[]): Omit<Row, 'name'> {
  const rates = figures.map(({ perSecond }) => perSecond);
  return {
    perSecond: median(rates),
    range: [Math.min(...rates), Math.max(...rates)],
    p50Ms: median(figures.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(figures.map(({ p99Ms }) => p99Ms)),
  };
}
