import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { button, ConsoleDriver, contact, see } from '../console/driver.js';
import { KEYS, userId } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { freePort } from '../support/free-port.cjs';
import { insertLongBatch } from '../support/many-batches.js';
import { describeWith } from '../support/programs.js';

/** Items of the long batch, and in how many frames it is scrolled through. */
const ITEMS = 100_000;
const FRAMES = 400;
/**
 * A list that stands still for a while asks for what it shows: a frame of so many milliseconds, on a busy machine, may
 * be a rest.
 */
const REST_MS = 40;

/**
 * What a page saw while it was scrolled through: as an expression of the page, for its types are not those of the
 * tests.
 */
const SCROLL = `new Promise((resolve) => {
  const list = document.querySelector('[role=grid]');
  const step = Math.ceil((list.scrollHeight - list.clientHeight) / ${FRAMES});
  const seen = { frames: 0, mostRows: 0, bare: 0, rests: 0, last: performance.now() };
  const frame = (now) => {
    seen.frames += 1;
    if (now - seen.last > ${REST_MS}) seen.rests += 1;
    seen.last = now;
    const rows = [...list.querySelectorAll('.list-row')];
    const box = list.getBoundingClientRect();
    const tops = rows.map((row) => row.getBoundingClientRect());
    seen.mostRows = Math.max(seen.mostRows, rows.length);
    // The head of the list covers what is above its lower edge.
    const isCovered = tops.some(({ top }) => top <= box.top + 37) && tops.some(({ bottom }) => bottom >= box.bottom - 2);
    const isNamed = rows.every((row) => row.textContent.trim() !== '');
    if (!isCovered || !isNamed) seen.bare += 1;
    if (list.scrollTop + list.clientHeight >= list.scrollHeight - 1) return resolve(seen);
    list.scrollTop += step;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
})`;

interface Scrolled {
  readonly frames: number;
  readonly mostRows: number;
  /** Frames in which a part of the list was empty, or a row without even its number. */
  readonly bare: number;
  /** Frames that took so long that the list may have asked for what it showed. */
  readonly rests: number;
}

describeWith('chromium', 'A console that is left open', () => {
  let driver: ConsoleDriver;
  beforeAll(async () => {
    // A port of its own: what begins again is where the open page looks for it.
    const env = { PORT: String(await freePort()), LEASE_SECONDS: '3' };
    driver = await ConsoleDriver.start({ on: 'postgres', env });
  });
  afterAll(() => driver.close());
  afterEach(() => driver.closePages());

  const batchOf = async (id: string) =>
    (await driver.service.request('GET', `/api/v1/batches/${id}`, { key: KEYS.ana })).body;
  const listed = (page: Page, name: RegExp) => page.getByRole('row', { name });

  it('steers a batch while it runs, and says why it waits [S2-59, S2-62]', async () => {
    const id = await driver.hold('steered', 3);
    const page = await driver.enter(`/batches/${id}`);
    await button(page, 'Pause').click();
    await see(page, 'Paused: nothing of it begins until it is resumed.');
    await page.getByRole('combobox', { name: 'Priority' }).selectOption('urgent');
    await page.getByRole('spinbutton', { name: 'At once' }).fill('2');
    await page.getByRole('spinbutton', { name: 'At once' }).press('Enter');
    await button(page, 'Resume').click();
    await button(page, 'Pause').waitFor();
    // The page sends what was chosen one beside the other, and any may be the last to arrive.
    await eventually('the service has all of it', async () => {
      expect(await batchOf(id)).toMatchObject({ status: 'processing', priority: 'urgent', max_concurrent: 2 });
      return true;
    });
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await button(page, /Cancelled [123]/).waitFor();
    await button(page, 'Delete').waitFor();
    driver.site.release();
    await button(page, 'Delete').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('searchbox', { name: 'Name or reference' }).waitFor();
    await page.goBack();
    await see(page, 'There is no such thing, or it is not yours.');
  });

  it('finds a failure by a word of its error, mends it, and gives the results as a file [S2-62]', async () => {
    const id = await driver.submit('Findable', [contact(1, 'twice'), contact(2, 'twice'), contact(3, 'once')]);
    const page = await driver.enter('/');
    const { results } = await driver.get(`/api/v1/batches/${id}/items?status=failed`);
    const [failed] = results as readonly { readonly error: { readonly message: string } }[];
    const word = /[a-z]{5,}/.exec(failed?.error.message ?? '')?.[0] ?? '';
    await page.locator('#search-box').fill(word);
    await page.keyboard.press('Enter');
    await page
      .getByRole('row', { name: /DUPLICATE_ID/ })
      .getByRole('link')
      .first()
      .click();
    await button(page, 'Edit and retry').click();
    const draft = page.getByLabel('Mended input, as JSON');
    await draft.fill('{"id": ');
    await see(page, 'This is not JSON yet');
    expect(await button(page, 'Retry with this input').isDisabled()).toBe(true);
    await draft.fill(JSON.stringify(contact(2, 'mended')));
    await button(page, 'Retry with this input').click();
    await page.getByRole('dialog').getByText('Succeeded').first().waitFor();
    await page.keyboard.press('Escape');
    await button(page, /Succeeded 3/).waitFor();
    await button(page, 'Export').click();
    await page.getByRole('combobox', { name: 'Format' }).selectOption('ndjson');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { status: string }).status)).toEqual(Array(3).fill('succeeded'));
  });

  it('filters the items of a batch by words, which stand in its address [S2-62]', async () => {
    const person = (id: string, name: string): object => ({ id, data: { name } });
    const id = await driver.submit('Words', [
      person('w-1', 'Rita Reis'),
      person('w-2', 'Otto'),
      person('w-1', 'Twice'),
    ]);
    const page = await driver.enter(`/batches/${id}`);
    const rows = page.getByRole('grid').getByRole('row', { name: /w-\d/ });
    await button(page, /Failed 1/).waitFor();
    const box = page.getByRole('searchbox', { name: 'Words of an input or error' });
    await box.fill('rita');
    await box.press('Enter');
    await rows.filter({ hasText: 'DUPLICATE_ID' }).waitFor({ state: 'detached' });
    await rows.filter({ hasText: 'Succeeded' }).waitFor();
    expect(await rows.count()).toBe(1);
    expect(page.url()).toContain('q=rita');
    await page.reload();
    await rows.waitFor();
    expect(await box.inputValue()).toBe('rita');
    await page.getByRole('combobox', { name: 'State', exact: true }).selectOption('failed');
    await see(page, 'No item matches');
    await box.fill('earlier');
    await box.press('Enter');
    await rows.filter({ hasText: 'DUPLICATE_ID' }).waitFor();
    await button(page, 'Reset filters').click();
    await rows.nth(2).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('runs everything again that a filter has, counted before, and follows that to its end [S2-62]', async () => {
    const doubles = (name: string) => driver.submit(name, [contact(1, `of-${name}`), contact(2, `of-${name}`)]);
    await Promise.all([doubles('Again 1'), doubles('Again 2'), driver.submit('Again 3', [contact(3, 'whole')])]);
    const page = await driver.enter('/batches');
    await listed(page, /Again 1.*Partially/).waitFor();
    await listed(page, /Again 2.*Partially/).waitFor();
    // Without a filter there is no "everything that matches".
    expect(await button(page, /that match/).count()).toBe(0);
    await page.getByRole('searchbox', { name: 'Name or reference' }).fill('Again');
    await page.keyboard.press('Enter');
    await button(page, 'Choose all 3 that match').click();
    await button(page, 'Retry failed').click();
    await page.getByRole('dialog').getByText('2 of 3 batches can be changed.').waitFor();
    await button(page, 'Retry failed 2 batches').click();
    await page.waitForURL(/\/actions\//);
    await page.getByRole('heading', { name: /Completed/ }).waitFor();
    await page.getByRole('img', { name: /^2 done, \d refused, 0 to go$/ }).waitFor();
  });

  it('shows in one tab what another one does, and leaves all when one signs out', async () => {
    const id = await driver.hold('Two tabs', 1);
    const first = await driver.enter(`/batches/${id}`, KEYS.otto);
    await see(first, 'There is no such thing, or it is not yours.');
    const one = await driver.enter(`/batches/${id}`);
    const other = await driver.tabBeside(one, '/batches?q=Two+tabs');
    await listed(other, /Two tabs.*Processing/).waitFor();
    await button(one, 'Pause').click();
    await listed(other, /Two tabs.*Paused/).waitFor();
    const third = await driver.tabBeside(other, `/batches/${id}`);
    await button(third, 'Resume').click();
    await button(one, 'Pause').waitFor();
    driver.site.release();
    await button(one, /Succeeded 2/).waitFor();
    await button(third, /Succeeded 2/).waitFor();
    const beside = await driver.tabBeside(first, '/batches');
    await button(beside, 'Sign out').click();
    await beside.waitForURL(/sign-in/);
    // It may have left already, when it asked for something by itself.
    await Promise.race([first.waitForURL(/sign-in/), first.getByRole('link', { name: 'Batches' }).click()]);
    await first.waitForURL(/sign-in/);
  });

  it('is after a reload where it was before, and goes on [S2-59, S2-61]', async () => {
    const id = await driver.hold('Reloaded', 2);
    const page = await driver.enter(`/batches/${id}`);
    await button(page, /Running 2/).click();
    await page
      .getByRole('row', { name: /hold\/Reloaded/ })
      .first()
      .click();
    await page
      .getByRole('dialog')
      .getByRole('heading', { name: /Item [12]/ })
      .waitFor();
    const address = page.url();
    expect(address).toMatch(/state=running.*item=[12]/);
    await page.reload();
    await page
      .getByRole('dialog')
      .getByRole('heading', { name: /Item [12]/ })
      .waitFor();
    expect(page.url()).toBe(address);
    expect(await page.getByRole('combobox', { name: 'State', exact: true }).inputValue()).toBe('running');
    driver.site.release();
    await page.getByRole('dialog').getByText('Succeeded').first().waitFor();
    await page.keyboard.press('Escape');
    await button(page, /Succeeded 3/).waitFor();
  });

  it('says that the service is away, and goes on by itself when it is back [S2-61]', async () => {
    const id = await driver.hold('Killed', 2);
    const page = await driver.enter(`/batches/${id}`);
    const list = await driver.tabBeside(page, '/batches?q=Killed');
    await button(page, /Running 2/).waitFor();
    await see(list, 'Live');
    await driver.service.kill9();
    await see(page, 'The connection is lost: what you see may be old.');
    await see(list, 'Asking');
    // What was known stays in sight.
    expect(await button(page, /Running 2/).isVisible()).toBe(true);
    expect(await listed(list, /Killed/).isVisible()).toBe(true);
    await driver.restart();
    await page.getByText('The connection is lost').waitFor({ state: 'detached' });
    await see(list, 'Live');
    driver.site.release();
    await button(page, /Succeeded 3/).waitFor();
    await listed(list, /Killed.*Completed/).waitFor();
  });

  it('leads to the sign-in when its key is revoked, and back from there', async () => {
    const body = { name: 'lent', scopes: ['batch:read', 'batch:write'], user_id: userId('ana') };
    const issued = await driver.service.request('POST', '/api/v1/keys', { body });
    const id = await driver.hold('Revoked', 1);
    const page = await driver.enter(`/batches/${id}`, String(issued.at('key')));
    await button(page, /Running 1/).waitFor();
    await driver.service.request('DELETE', `/api/v1/keys/${String(issued.at('id'))}`);
    await page.waitForURL(/sign-in/);
    await page.getByLabel('API key').fill(KEYS.ana);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Revoked' }).waitFor();
    expect(page.url()).toContain(`/console/batches/${id}`);
    driver.site.release();
  });

  it('offers nothing that its key may not do', async () => {
    await driver.submit('Looked at', [contact(1, 'seen'), contact(2, 'seen')]);
    const body = { name: 'eyes', scopes: ['batch:read', 'contacts:read'], user_id: userId('ana') };
    const { key } = (await driver.service.request('POST', '/api/v1/keys', { body })).body as { readonly key: string };
    const page = await driver.enter('/batches', key);
    await listed(page, /Looked at/).waitFor();
    const nav = page.getByRole('navigation', { name: 'Pages' });
    expect(await nav.getByRole('link').allTextContents()).toEqual(
      ['Overview', 'Batches', 'Contacts', 'Health'].map((w) => ` ${w}`),
    );
    expect(await page.getByRole('toolbar').count()).toBe(0);
    await listed(page, /Looked at/).click();
    await page.getByRole('row', { name: /DUPLICATE_ID/ }).click();
    await page.getByRole('dialog').getByText('DUPLICATE_ID').first().waitFor();
    for (const name of [/Retry/, /Edit/]) expect(await button(page, name).count()).toBe(0);
    await page.keyboard.press('Escape');
    expect(await page.locator('.title').getByRole('button').allTextContents()).toEqual(['Export']);
    await page.goto(`${driver.service.url}/console/submit`);
    await page.locator('#content h2').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
  });

  it('speaks of states in Portuguese and Russian, as the service does', async () => {
    await driver.submit('Translated', [contact(1, 'translated')]);
    const page = await driver.enter('/batches?q=Translated');
    await listed(page, /Completed/).waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('pt');
    await listed(page, /Concluído/).waitFor();
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ru');
    await page.reload();
    await listed(page, /Заверш/).waitFor();
  });

  it(`scrolls through ${ITEMS} items from end to end, every frame full and little asked [S2-59]`, async () => {
    const { text, values } = insertLongBatch('ana', 'Endless', ITEMS);
    const [row] = await driver.service.sql(text, values);
    const page = await driver.enter(`/batches/${String(row?.['id'])}`);
    await page.getByRole('row', { name: /i-0\b/ }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const seen = await page.evaluate<Scrolled>(SCROLL);
    await page.getByRole('row', { name: new RegExp(`i-${ITEMS - 1}\\b`) }).waitFor();
    expect(seen).toMatchObject({ bare: 0 });
    expect(seen.frames).toBeGreaterThanOrEqual(FRAMES);
    expect(seen.mostRows).toBeLessThan(60);
    // What is scrolled past without a rest is not asked for: 1,000 pages lie between the first and the last. Two are in
    // sight at most.
    expect(asked.length).toBeLessThan(100 + 2 * seen.rests);
    // Nothing that is in sight at the end is still a placeholder, and back at the beginning neither.
    await page.waitForFunction(`document.querySelector('[role=grid] .skeleton') === null`);
    await page.getByRole('row', { name: new RegExp(`i-${ITEMS - 1}\\b`) }).focus();
    await page.keyboard.press('Home');
    await page.getByRole('row', { name: /i-0\b/ }).waitFor();
  });
});
