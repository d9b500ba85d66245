import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type BrowserContext, chromium } from 'playwright-core';
import { freePort } from '../support/free-port.cjs';
import { findProgram } from '../support/programs.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { BROWSER_ARGUMENTS, BROWSER_START_MS } from './browser.js';
import type { World } from './world.js';

const LIGHTHOUSE = join(__dirname, 'run-lighthouse.mjs');
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

/** A browser for Lighthouse, which opens tabs of its own beside those of a test and is signed in as these are. */
export interface AuditedBrowser {
  readonly context: BrowserContext;
  /** Of its remote debugging. */
  readonly port: number;
}

export async function openAuditedBrowser(): Promise<AuditedBrowser> {
  const port = await freePort();
  const context = await chromium.launchPersistentContext(temporaryDirectory(), {
    executablePath: findProgram('chromium'),
    args: [...BROWSER_ARGUMENTS, `--remote-debugging-port=${port}`],
    timeout: BROWSER_START_MS,
  });
  return { context, port };
}

/**
 * Scores of the first page and of one batch, for a browser that is signed in. That of the performance takes loads and
 * simulations of its own: without it for those who do not look at it.
 */
export async function scoresOfConsole(world: World, port: number, withPerformance = true): Promise<readonly Scores[]> {
  const paths = ['/console/', `/console/batches/${world.ended['contact_analysis'] ?? ''}`];
  const flags = {
    disableStorageReset: true,
    disableFullPageScreenshot: true,
    onlyAudits: [SHIFT],
    onlyCategories: withPerformance ? CATEGORIES : QUALITY,
  };
  const values = [port, paths.map((path) => world.url + path), flags].map((value) => JSON.stringify(value));
  const { stdout } = await promisify(execFile)(process.execPath, [LIGHTHOUSE, ...values], {
    maxBuffer: 64 * 1024 * 1024,
  });
  const reports = JSON.parse(stdout) as readonly Report[];
  return reports.map((report, n) => scoresOf(paths[n] ?? '', report));
}

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number }>>;
  readonly audits: Readonly<Record<string, { readonly numericValue?: number }>>;
}

function scoresOf(path: string, { categories, audits }: Report): Scores {
  const [performance = 0, accessibility = 0, practices = 0] = CATEGORIES.map((name) => categories[name]?.score);
  return { path, performance, accessibility, practices, shift: audits[SHIFT]?.numericValue ?? 1 };
}
