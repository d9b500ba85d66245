import { signInWith } from '../console/browser.js';
import { openAuditedBrowser, type Scores, scoresOfConsole } from '../console/lighthouse.js';
import { startWorld, type World } from '../console/world.js';
import { median } from './quantiles.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

/** Scores that our own Lighthouse gives the console in a browser like a desktop's; medians of rounds. */
export async function benchConsole(): Promise<void> {
  const world = await startWorld();
  try {
    const rounds: (readonly Scores[])[] = [];
    for (let n = 0; n < ROUNDS; n += 1) rounds.push(await round(world));
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

/** In a browser of its own: what one round has loaded would be at hand for the next. */
async function round(world: World): Promise<readonly Scores[]> {
  const { context, port } = await openAuditedBrowser();
  try {
    await signInWith(await context.newPage(), world.url, world.key);
    return await scoresOfConsole(world, port);
  } finally {
    await context.close();
  }
}
