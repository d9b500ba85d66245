import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium } from 'playwright-core';
import { freePort } from '../support/free-port.cjs';
import { findProgram } from '../support/programs.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { BROWSER_ARGUMENTS, BROWSER_START_MS, signInWith } from './browser.js';
import type { World } from './world.js';

const LIGHTHOUSE = join(require.resolve('lighthouse/package.json'), '..', 'cli', 'index.js');
const QUALITY = ['accessibility', 'best-practices'] as const;
const CATEGORIES = ['performance', ...QUALITY] as const;
const SHIFT = 'cumulative-layout-shift';

/** What our own Lighthouse says of a page of the console. */
export interface Scores {
  readonly path: string;
  /** From 0 to 1, of the processor as much as of the page; 0 when it was not asked for. */
  readonly performance: number;
  /** From 0 to 1. */
  readonly accessibility: number;
  /** From 0 to 1. */
  readonly practices: number;
  /** By how much what is in sight moves while the page is loaded; Lighthouse calls up to 0.1 good. */
  readonly shift: number;
}

/**
 * Scores of the first page and of one batch, for a browser that is signed in. That of the performance takes loads and
 * simulations of its own: without it for those who do not look at it.
 */
export async function scoresOfConsole(world: World, withPerformance = true): Promise<readonly Scores[]> {
  const port = await freePort();
  // Lighthouse opens a tab of its own beside that of the sign-in, and so is signed in.
  const context: BrowserContext = await chromium.launchPersistentContext(temporaryDirectory(), {
    executablePath: findProgram('chromium'),
    args: [...BROWSER_ARGUMENTS, `--remote-debugging-port=${port}`],
    timeout: BROWSER_START_MS,
  });
  try {
    await signInWith(await context.newPage(), world.url, world.key);
    const scores: Scores[] = [];
    for (const path of ['/console/', `/console/batches/${world.ended['contact_analysis'] ?? ''}`])
      scores.push(await scoresOf(world.url, path, port, withPerformance));
    return scores;
  } finally {
    await context.close();
  }
}

async function scoresOf(url: string, path: string, port: number, withPerformance: boolean): Promise<Scores> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      ...[LIGHTHOUSE, url + path, `--port=${port}`, '--disable-storage-reset', '--preset=desktop', '--quiet'],
      ...['--output=json', '--disable-full-page-screenshot', `--only-audits=${SHIFT}`],
      `--only-categories=${(withPerformance ? CATEGORIES : QUALITY).join(',')}`,
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  const report = JSON.parse(stdout) as {
    readonly categories: Readonly<Record<string, { readonly score: number }>>;
    readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
  };
  const [performance = 0, accessibility = 0, practices = 0] = CATEGORIES.map((name) => report.categories[name]?.score);
  const shift = report.audits[SHIFT]?.numericValue ?? 1;
  return { path, performance, accessibility, practices, shift };
}
