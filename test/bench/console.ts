import { type Scores, scoresOfConsole } from '../console/lighthouse.js';
import { startWorld } from '../console/world.js';
import { median } from './quantiles.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

/** Scores that our own Lighthouse gives the console in a browser like a desktop's; medians of rounds. */
export async function benchConsole(): Promise<void> {
  const world = await startWorld();
  try {
    const rounds: (readonly Scores[])[] = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await scoresOfConsole(world));
    console.log('\nThe console by Lighthouse, of 100');
    for (const [n, { path }] of (rounds[0] ?? []).entries()) {
      const of = (name: 'performance' | 'accessibility' | 'practices'): string =>
        String(Math.round(100 * median(rounds.map((scores) => scores[n]?.[name] ?? 0))));
      const page = path === '/console/' ? 'overview' : 'one batch';
      console.log(
        `  ${page.padEnd(10)} performance ${of('performance')}, accessibility ${of('accessibility')}, best practices ${of('practices')}`,
      );
    }
  } finally {
    await world.stop();
  }
}
