import type { Page } from 'playwright-core';
import { button, type ConsoleDriver, consolePart, contact, see } from '../../console/driver.js';
import { KEYS } from '../../support/accounts.js';

/** Most presses of Tab from one thing of a page to another. */
const MOST_TABS = 60;

/** The name of what has the focus, as an expression of the page. */
const FOCUSED = `document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent`;

/** Presses Tab until the focus is on what has the name: its label, or its text. */
async function tabTo(page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < MOST_TABS; n += 1) {
    await page.keyboard.press(key);
    const now = await page.evaluate<string>(FOCUSED);
    if (name.test(now)) return;
    seen.push(now.slice(0, 30));
  }
  throw new Error(`Tab does not lead to ${String(name)}, but to ${seen.join(' | ')}`);
}

/** Holds the requests of a method until they are released, and counts them. */
async function held(page: Page, url: string | RegExp, method: string) {
  let count = 0;
  let release: () => void = () => undefined;
  const isReleased = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(url, async (route) => {
    if (route.request().method() !== method) return route.continue();
    count += 1;
    await isReleased;
    return route.continue();
  });
  return { count: () => count, release };
}

export const keyboard = consolePart('The console by the keyboard alone', (current) => {
  let driver: ConsoleDriver;
  beforeAll(async () => {
    driver = current();
    for (const n of [1, 2, 3]) await driver.submit(`Keys ${n}`, [contact(n, `keys-${n}`)]);
  });
  const dialog = (page: Page) => page.getByRole('dialog');

  it('chooses rows, asks for an action and leaves it, and opens a batch and one of its items [S2-59]', async () => {
    const page = await driver.enter('/');
    await see(page, 'Failures by cause');
    await page.keyboard.press('g');
    await page.keyboard.press('b');
    await page.getByRole('row', { name: /Keys 3/ }).waitFor();
    expect(await page.title()).toBe('Batches · Batchwright');
    await tabTo(page, /^Name or reference/);
    await page.keyboard.type('Keys');
    await page.keyboard.press('Enter');
    await button(page, 'Choose all 3 that match').waitFor();
    await tabTo(page, /Keys 3/);
    await page.keyboard.press('Space');
    await see(page, '1 batch chosen');
    expect(await page.getByRole('row', { name: /Keys 3/ }).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('x');
    await see(page, '2 batches chosen');

    await tabTo(page, /^Delete$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await dialog(page).getByText('2 of 2 batches can be changed.').waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await page.locator(':focus').textContent()).toBe('Delete');

    await tabTo(page, /Keys 2/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Keys 2' }).waitFor();
    await page.getByRole('row', { name: /keys-2/ }).waitFor();
    await tabTo(page, /keys-2/);
    await page.keyboard.press('Enter');
    await dialog(page).getByRole('heading', { name: 'Item 0' }).waitFor();
    await tabTo(page, /^Copy as curl$/);
    await page.keyboard.press('Enter');
    // What is said while a dialog is open is said in it: everything else is out of reach.
    await dialog(page)
      .getByText(/^Copied\.|does not allow copying/)
      .waitFor();
    await page.keyboard.press('Escape');
    await dialog(page).waitFor({ state: 'detached' });
    expect(await page.locator(':focus').getAttribute('role')).toBe('row');
  });

  it('reaches the rows of a list that was scrolled away from the one in focus', async () => {
    const id = await driver.submit(
      'Long',
      Array.from({ length: 120 }, (_, n) => contact(n, `long-${n}`)),
    );
    const page = await driver.enter(`/batches/${id}`);
    const list = page.getByRole('grid', { name: 'Items' });
    await list.getByRole('row', { name: /Contact 0\b|long-0\b/ }).focus();
    await page.keyboard.press('End');
    await list.getByRole('row', { name: /long-119/ }).waitFor();
    await list.hover();
    await page.mouse.wheel(0, -1_000_000);
    await list.getByRole('row', { name: /long-0\b/ }).waitFor();
    await expect(list.locator('[role=row][tabindex="0"]').count()).resolves.toBe(1);
  });

  it('moves along tabs with the arrows, and the focus with them', async () => {
    const page = await driver.enter('/operations');
    await page.getByRole('tab', { name: 'Orders' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('tab', { name: 'Professionals', selected: true }).waitFor();
    expect(await page.locator(':focus').textContent()).toBe('Professionals');
  });

  it('sends a number once, however often it is said that it is typed', async () => {
    const id = await driver.hold('narrow', 1);
    const page = await driver.enter(`/batches/${id}`);
    const sent = await held(page, `**/api/v1/batches/${id}`, 'PATCH');
    const box = page.getByRole('spinbutton', { name: 'At once' });
    await box.fill('7');
    await box.press('Enter');
    await box.press('Enter');
    await box.press('Tab');
    sent.release();
    await page.locator('input[aria-label="At once"][aria-busy=false]').waitFor();
    expect([sent.count(), await box.inputValue()]).toEqual([1, '7']);
    driver.site.release();
  });

  it.each([
    ['/keys', 'New key', 'Name', 'slow', 'The new key'],
    ['/webhooks', 'New webhook', 'Address', 'https://hooks.example.com/slow', 'The new webhook'],
  ])('keeps what is made at %s until its secret has been seen', async (path, make, field, typed, made) => {
    const page = await driver.enter(path, KEYS.admin);
    const sent = await held(page, /api\/v1\/(keys|webhooks)$/, 'POST');
    await button(page, make).click();
    await dialog(page).getByLabel(field).fill(typed);
    await dialog(page).getByRole('button', { name: make }).click();
    await dialog(page).getByRole('button', { name: make, disabled: true }).waitFor();
    await dialog(page).getByRole('button', { name: 'Back' }).click({ force: true });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    sent.release();
    await dialog(page).getByRole('heading', { name: made }).waitFor();
    await dialog(page).getByRole('button', { name: 'I have kept it' }).click();
  });

  it('keeps a key that is shown once until one says that it is kept', async () => {
    const page = await driver.enter('/keys', KEYS.admin);
    await button(page, 'New key').click();
    await dialog(page).getByLabel('Name').fill('ci');
    await page.mouse.click(5, 5);
    expect(await dialog(page).getByLabel('Name').inputValue()).toBe('ci');
    await dialog(page).getByRole('button', { name: 'New key' }).click();
    await dialog(page).getByRole('heading', { name: 'The new key' }).waitFor();
    await page.mouse.click(5, 5);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await dialog(page).getByRole('button', { name: 'I have kept it' }).click();
    await dialog(page).waitFor({ state: 'detached' });
  });
});
