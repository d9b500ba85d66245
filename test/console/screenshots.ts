// `npm run screenshots`: a picture of every page and state of the console in every width and both colours, in
// `screenshots/`. Needs Chromium. Arguments choose: `npm run screenshots -- batch 390 dark`; `docs` also writes the
// pictures of the documentation.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser, openPage, signInWith } from './browser.js';
import { PAGES, showPage } from './pages.js';
import { startWorld, type World } from './world.js';

const TARGET = join(__dirname, '..', '..', 'screenshots');
const OF_THE_DOCS = join(__dirname, '..', '..', 'docs', 'guides', 'console');
const WIDTHS = [1440, 1024, 390];
const COLOURS = ['light', 'dark'] as const;

/** How long a page is waited for, in milliseconds. */
const PATIENCE_MS = 10_000;

const chosen = process.argv.slice(2);
const names = chosen.filter((word) => PAGES.some(({ name }) => name.startsWith(word)));
const isChosen = (word: string, all: readonly string[]): boolean =>
  chosen.includes(word) || !all.some((one) => chosen.includes(one));

async function shoot(browser: Browser, world: World, width: number, colours: 'light' | 'dark'): Promise<string[]> {
  const { page, faults } = await openPage(browser, { width, colours });
  const faulty: string[] = [];
  page.setDefaultTimeout(PATIENCE_MS);
  const pages = PAGES.filter(({ name }) => names.length === 0 || names.some((word) => name.startsWith(word)));
  if (pages.some(({ isOut }) => isOut !== true)) await signInWith(page, world.url, world.key);
  for (const one of pages) {
    await showPage(page, world, one).catch((error: unknown) =>
      faulty.push(`${one.name}: ${String(error).slice(0, 300)}`),
    );
    await page.screenshot({
      path: join(TARGET, `${one.name}-${width}-${colours}.png`),
      fullPage: one.isWhole === true,
    });
    if (chosen.includes('docs') && one.inDocs === colours && width === WIDTHS[0])
      await page.screenshot({ path: join(OF_THE_DOCS, `${one.name}.jpg`), type: 'jpeg', quality: 70 });
  }
  await page.context().close();
  return [...faulty, ...faults.map((fault) => `${width} ${colours}: ${fault}`)];
}

async function main(): Promise<void> {
  rmSync(TARGET, { recursive: true, force: true });
  mkdirSync(TARGET, { recursive: true });
  const world = await startWorld();
  const browser = await openBrowser();
  try {
    for (const width of WIDTHS)
      for (const colours of COLOURS) {
        if (!isChosen(String(width), WIDTHS.map(String)) || !isChosen(colours, COLOURS)) continue;
        const faults = await shoot(browser, world, width, colours);
        for (const fault of faults) console.log(fault);
        console.log(`${width} ${colours}: done`);
      }
  } finally {
    await browser.close();
    await world.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
