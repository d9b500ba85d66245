import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { type ConsolePage, openPageIn, signInWith } from '../console/browser.js';
import { type AuditedBrowser, openAuditedBrowser, scoresOfConsole } from '../console/lighthouse.js';
import { PAGES, showPage } from '../console/pages.js';
import { startWorld, type World } from '../console/world.js';
import { describeWith } from '../support/programs.js';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** Everything that axe finds serious on the page, and where, as an expression of the page. */
const SERIOUS = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')))`;
/** Only the colours: everything else is the same in both. */
const CONTRAST = SERIOUS.replace('document, {', `document, { runOnly: ['color-contrast'],`);

/** Scores that every page has at least. */
const LEAST = 0.95;
/** Most by which what is in sight may move while a page is loaded; Lighthouse calls that good. */
const MOST_SHIFT = 0.1;

describeWith('chromium', 'The console, audited', () => {
  let world: World;
  let browser: AuditedBrowser;
  let opened: ConsolePage;
  beforeAll(async () => {
    // What fills the world tells what it does, as the demonstration of which it is a part.
    const said = jest.spyOn(console, 'log').mockImplementation(() => undefined);
    world = await startWorld();
    said.mockRestore();
    browser = await openAuditedBrowser();
  }, 300_000);
  afterAll(async () => {
    await browser.context.close();
    await world.stop();
  });
  beforeEach(async () => {
    await browser.context.clearCookies();
    opened = await openPageIn(browser.context);
    await signInWith(opened.page, world.url, world.key);
  }, 120_000);
  afterEach(() => opened.page.close());

  it('has nothing that axe finds serious, on any page and state, in light and dark', async () => {
    const { page, faults } = opened;
    const serious: string[] = [];
    page.setDefaultTimeout(60_000);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    for (const one of PAGES) {
      await showPage(page, world, one);
      await page.evaluate(AXE);
      serious.push(...(await audit(page, SERIOUS, one.name)));
      await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
      serious.push(...(await audit(page, CONTRAST, `${one.name}, dark`)));
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    }
    expect(faults).toEqual([]);
    expect(serious).toEqual([]);
  }, 300_000);

  // The score for performance is a figure of the processor: `npm run bench -- console` shows it.
  it('has 95 or more of our own Lighthouse in accessibility and best practices, and nothing that moves', async () => {
    for (const page of await scoresOfConsole(world, browser.port, false)) {
      expect(page.accessibility).toBeGreaterThanOrEqual(LEAST);
      expect(page.practices).toBeGreaterThanOrEqual(LEAST);
      expect(page.shift).toBeLessThan(MOST_SHIFT);
    }
  }, 400_000);
});

const audit = async (page: Page, expression: string, name: string): Promise<readonly string[]> =>
  (await page.evaluate<string[]>(expression)).map((found) => `${name}: ${found}`);
