import type { Page } from 'playwright-core';
import { type ConsoleDriver, consolePart, see } from '../../console/driver.js';
import { eventually } from '../../support/eventually.js';

export const unseen = consolePart('A page of the console that nobody looks at', (current) => {
  let driver: ConsoleDriver;
  beforeAll(() => {
    driver = current();
  });

  /** A browser without a window never hides a page by itself. */
  const put = (page: Page, state: 'hidden' | 'visible') =>
    page.evaluate(`Object.defineProperty(document, 'visibilityState', { configurable: true, value: '${state}' });
      document.dispatchEvent(new Event('visibilitychange'))`);

  it('leaves the few connections of the browser to others, and goes on when it is looked at [S2-59]', async () => {
    const id = await driver.hold('unseen', 1);
    const page = await driver.enter('/batches');
    let streams = 0;
    const count =
      (change: number) =>
      (request: { url(): string }): void => {
        if (request.url().endsWith(`${id}/events`)) streams += change;
      };
    page.on('request', count(1)).on('requestfinished', count(-1)).on('requestfailed', count(-1));
    await page.goto(`${driver.service.url}/console/batches/${id}`);
    await eventually('the page has a stream', () => streams === 1);
    await put(page, 'hidden');
    await eventually('the page has none', () => streams === 0);
    await see(page, '50 %');
    await put(page, 'visible');
    await eventually('the page has a stream again', () => streams === 1);
    driver.site.release();
    await see(page, '100 %');
  });
});
