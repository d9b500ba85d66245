import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { button, type ConsoleDriver, consolePart, contact, see } from '../../console/driver.js';
import { KEYS } from '../../support/accounts.js';
import { makeMarketplace } from '../../support/marketplace.js';
import type { Service } from '../../support/service.js';
import type { UrlSite } from '../../support/url-site.js';

export const browser = consolePart('The console in a browser', (current) => {
  let driver: ConsoleDriver;
  let service: Service;
  let site: UrlSite;
  beforeAll(() => {
    driver = current();
    ({ service, site } = driver);
  });

  const drop = (page: Page, name: string, text: string) =>
    page.getByLabel('Choose a file').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

  it('signs in by the link of the start, once [S2-58]', async () => {
    const [link = ''] = /http\S+\/console\/#ticket=\S+/.exec(service.output) ?? [];
    const first = await driver.page();
    await first.goto(link);
    await see(first, 'Overview');
    expect(first.url()).not.toContain('ticket');
    const second = await driver.page();
    await second.goto(link);
    await see(second, 'You are not signed in.');
  });

  describe('takes what is submitted', () => {
    const FILE = 'No;Who;Mail\n1;Ana;ana@example.com\n2;Otto;otto@example.com\n';
    const column = (page: Page, name: string) => page.getByRole('combobox', { name: `Where the column ${name} goes` });
    async function fileTab(page: Page): Promise<void> {
      await page.getByRole('tab', { name: 'File or paste' }).click();
    }

    it('of a file whose columns are set right one after the other [S2-58]', async () => {
      const page = await driver.enter('/submit?kind=contact_analysis');
      await fileTab(page);
      await drop(page, 'people.csv', FILE.replace('\n1;', '\n11;').replace('\n2;', '\n12;'));
      await see(page, 'No column goes to: id');
      await column(page, 'No').selectOption('id');
      // At once, before the service has answered the first choice.
      await column(page, 'Who').focus();
      await column(page, 'Who').selectOption('data.name');
      expect(await column(page, 'No').inputValue()).toBe('id');
      await see(page, '2 will run');
      expect(await column(page, 'No').inputValue()).toBe('id');
      expect(await column(page, 'Who').inputValue()).toBe('data.name');
      // A field has one column: the service refuses two.
      expect(await column(page, 'Mail').locator('option').allTextContents()).not.toContain('data.name');
      expect(await page.locator(':focus').getAttribute('aria-label')).toBe('Where the column Who goes');
      await page.getByLabel('Name', { exact: true }).fill('Fair, people');
      await button(page, 'Submit 2 items').click();
      await page.waitForURL(/\/batches\/\d+/);
      await page.getByRole('heading', { name: 'Fair, people' }).waitFor();
      const id = /batches\/([^/?]+)/.exec(page.url())?.[1] ?? '';
      const inputs = (await driver.get(`/api/v1/batches/${id}/items`)).results.map(({ input }) => input);
      expect(inputs).toMatchObject([
        { id: '11', data: { name: 'Ana' } },
        { id: '12', data: { name: 'Otto' } },
      ]);

      await page.goto(`${service.url}/console/submit?kind=contact_analysis`);
      await fileTab(page);
      await drop(page, 'more.csv', FILE);
      await see(page, '2 will run');
      expect(await column(page, 'Who').inputValue()).toBe('data.name');
    });

    it('without a mapping that was remembered and that the service refuses [S2-62]', async () => {
      const page = await driver.enter('/submit?kind=contact_analysis');
      const form = JSON.stringify(['contact_analysis', 'Mail', 'No', 'Who']);
      const entry = [form, { columns: { No: 'id', Who: 'id', Mail: null } }];
      const kept = JSON.stringify(JSON.stringify([entry]));
      await page.evaluate(`localStorage.setItem('batchwright.mappings', ${kept})`);
      await page.reload();
      await fileTab(page);
      await drop(page, 'people.csv', FILE);
      await see(page, 'No column goes to: id');
      await page.waitForFunction(`localStorage.getItem('batchwright.mappings') === '[]'`);
      await column(page, 'No').selectOption('id');
      await see(page, '2 will run');
    });

    it('of pasted rows, which a second look at the box does not take again [S2-58]', async () => {
      const page = await driver.enter('/submit?kind=contact_analysis');
      await fileTab(page);
      const box = page.getByLabel('Or paste rows');
      await box.fill(FILE);
      await box.blur();
      await column(page, 'No').selectOption('id');
      await box.focus();
      await box.blur();
      await see(page, '2 will run');
      expect(await column(page, 'No').inputValue()).toBe('id');
      await drop(page, 'notes.pdf', 'no rows');
      await see(page, 'notes.pdf is not of a form that can be read here');
    });

    it('of URLs with a verdict on each, cleaned as the service cleans them [S2-60, S2-63]', async () => {
      const page = await driver.enter('/submit?kind=url_analysis');
      const box = page.getByRole('textbox', { name: 'one a line' });
      await box.fill('https://example.com/a?utm_source=x\nnot a url\nhttps://example.com/a');
      await see(page, '2 will run, 1 cannot');
      await see(page, 'Mend them first');
      await page.getByRole('cell', { name: 'not a url', exact: true }).waitFor();
      expect(await button(page, /^Submit/).isDisabled()).toBe(true);
      await box.fill('https://example.com/a\nExample.com/a#top');
      await see(page, '2 will run.');
      await see(page, 'Addresses that are cleaned before they are read');
      await see(page, 'the same as item 0');
      expect(await button(page, 'Submit 2 items').isEnabled()).toBe(true);
    });

    it('of typed rows of which one is double, for the service records it as failed [S2-62]', async () => {
      const page = await driver.enter('/submit?kind=contact_analysis');
      for (const n of [0, 1]) {
        if (n > 0) await button(page, 'Another item').click();
        const fields = page.getByRole('group', { name: `Item ${n}` });
        await fields.getByLabel('Id *').fill('same');
        await fields.getByLabel('Data *').fill('{"name":"Ana"}');
      }
      await see(page, '1 will run, 1 is a duplicate');
      expect(await button(page, 'Submit 1 item').isEnabled()).toBe(true);
    });
  });

  describe('shows what happens', () => {
    const failing = (name: string) => driver.submit(name, [contact(1, `of-${name}`), contact(2, `of-${name}`)]);

    it('of a batch from its first item to its end, without being asked [S2-59, S2-61]', async () => {
      const id = await driver.hold('followed', 3);
      const page = await driver.enter(`/batches/${id}`);
      await see(page, '25 %');
      await button(page, /Running 3/).waitFor();
      site.release();
      await button(page, /Succeeded 4/).waitFor();
      await see(page, '100 %');
    });

    it('of its items too, while another part of the page was looked at [S2-59]', async () => {
      const page = await driver.enter(`/batches/${await driver.hold('aside', 2)}`);
      await page.getByRole('row', { name: /hold.aside.1.*Running/ }).waitFor();
      await page.getByRole('tab', { name: 'About' }).click();
      site.release();
      await button(page, /Succeeded 3/).waitFor();
      await page.getByRole('tab', { name: 'Items' }).click();
      await page.getByRole('row', { name: /hold.aside.1.*Succeeded/ }).waitFor();
    });

    it('in the list of batches, also of one that begins while another is told of [S2-59]', async () => {
      const id = await driver.hold('watched', 1);
      const page = await driver.enter('/batches');
      await see(page, 'Live');
      await page.getByRole('row', { name: /watched/ }).waitFor();
      await service.request('POST', `/api/v1/batches/${id}/pause`, { key: KEYS.ana });
      // From here on the list waits before it asks anew.
      await page.getByRole('row', { name: /watched.*Paused/ }).waitFor();
      await driver.submit('told meanwhile', [contact(1, 'told')]);
      await page.getByRole('row', { name: /told meanwhile/ }).waitFor();
      site.release();
      await service.request('POST', `/api/v1/batches/${id}/cancel`, { key: KEYS.ana });
    });

    it('in a filtered list: what comes into it, and what fits no more [S2-59]', async () => {
      await driver.hold('passing', 1);
      const page = await driver.enter('/batches');
      await see(page, 'passing');
      const state = page.getByRole('combobox', { name: 'State', exact: true });
      await state.selectOption('processing');
      await page.getByRole('row', { name: /passing/ }).waitFor();
      site.release();
      await page.getByRole('row', { name: /passing/ }).waitFor({ state: 'detached' });
      await state.selectOption('partial');
      await see(page, 'Live');
      await failing('fallen');
      await page.getByRole('row', { name: /fallen/ }).waitFor();
    });

    it('with failed rows as a file, and runs them again out of the mended file [S2-62]', async () => {
      const page = await driver.enter(`/batches/${await failing('mended')}`);
      await button(page, 'Export').click();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: '1 failed row as CSV' }).click(),
      ]);
      const rows = readFileSync(await download.path(), 'utf8');
      expect(rows).toContain('DUPLICATE_ID');
      await page.getByLabel('Give the mended file back').setInputFiles({
        name: 'mended.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(rows.replace('of-mended', 'of-mended-2')),
      });
      await see(page, '1 item runs again');
      await button(page, /Succeeded 2/).waitFor();
    });
  });

  describe('acts on the rows that were chosen', () => {
    beforeAll(async () => {
      await makeMarketplace(service, 4);
      await Promise.all(['East 1', 'East 2', 'East 3', 'West 1'].map((name, n) => driver.submit(name, [contact(n)])));
    });
    const chosenBar = (page: Page) => page.getByRole('toolbar', { name: 'Many batches at once' });

    it('keeps all others of the list when one is taken out of all that match', async () => {
      const page = await driver.enter('/batches?q=East');
      await button(page, 'Choose all 3 that match').click();
      await see(page, '3 batches chosen');
      await page.getByRole('checkbox', { name: 'Choose East 2' }).click();
      await see(page, '2 batches chosen');
      await see(page, 'All others in the list stay chosen');
      expect(await page.getByRole('checkbox', { name: 'Choose East 2' }).isChecked()).toBe(false);
      expect(await page.getByRole('checkbox', { name: 'Choose East 3' }).isChecked()).toBe(true);
    });

    it('forgets what is chosen when the filter changes, and on the way back', async () => {
      const page = await driver.enter('/batches?q=East');
      await page.getByRole('checkbox', { name: 'Choose East 1' }).click();
      await see(page, '1 batch chosen');
      await page.getByRole('combobox', { name: 'State', exact: true }).selectOption('completed');
      await chosenBar(page).getByText('Choose all shown').waitFor();
      await button(page, /Choose all \d+ that match/).click();
      await see(page, /\d+ batches chosen/);
      await page.getByRole('searchbox', { name: 'Name or reference' }).fill('West');
      await page.getByRole('searchbox', { name: 'Name or reference' }).press('Enter');
      await chosenBar(page).getByText('Choose all shown').waitFor();
      expect(await chosenBar(page).getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
    });

    it('says what an action is about, and begins it once when its answer is lost', async () => {
      const batches = await Promise.all([1, 2, 3].map((n) => driver.submit(`North ${n}`, [contact(n, `north-${n}`)])));
      const actionsBefore = (await driver.get('/api/v1/batches/actions')).results.length;
      const page = await driver.enter('/batches?q=North');
      await button(page, `Choose all ${batches.length} that match`).click();
      await chosenBar(page).getByRole('button', { name: 'Retry failed' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Everything that matches: name or reference: North.').waitFor();
      await dialog.getByText('0 of 3 batches can be changed.').waitFor();
      await page.keyboard.press('Escape');
      await chosenBar(page).getByRole('button', { name: 'Delete' }).click();
      const keys: string[] = [];
      await page.route('**/api/v1/batches/actions', async (route) => {
        const key = route.request().headers()['idempotency-key'];
        if (key === undefined) return route.continue();
        keys.push(key);
        if (keys.length > 2) return route.continue();
        // The service does it; its answer gets lost, and so does that of the client's own repetition.
        await route.fetch();
        return route.abort();
      });
      await dialog.getByRole('button', { name: 'Delete 3 batches' }).click();
      await dialog.getByText('The service cannot be reached.').waitFor();
      await dialog.getByRole('button', { name: 'Delete 3 batches' }).click();
      await page.waitForURL(/\/actions\//);
      expect(keys).toHaveLength(3);
      expect(new Set(keys).size).toBe(1);
      expect((await driver.get('/api/v1/batches/actions')).results).toHaveLength(actionsBefore + 1);
    });

    it('does not carry rows or a change from one table of the marketplace to another', async () => {
      const page = await driver.enter('/operations?table=professionals', KEYS.sofia);
      const choice = page.getByRole('combobox', { name: 'Change' });
      await page.getByRole('tab', { name: 'Orders' }).click();
      await choice.selectOption('delete_orders');
      await page.getByRole('checkbox', { name: 'Choose row 1' }).click();
      await page.goBack();
      await see(page, 'Electrician');
      expect(await choice.inputValue()).toBe('');
      expect(await page.getByRole('checkbox', { name: 'Choose row 1' }).isChecked()).toBe(false);
      await page.getByRole('checkbox', { name: 'Choose row 1' }).click();
      expect(await button(page, 'Change 1 row').isDisabled()).toBe(true);
    });

    it('changes the chosen rows once when the answer is lost', async () => {
      const page = await driver.enter('/operations?table=orders');
      await page.getByRole('checkbox', { name: 'Choose row 1' }).click();
      await page.getByRole('checkbox', { name: 'Choose row 2' }).click();
      await page.getByRole('combobox', { name: 'Change' }).selectOption('cancel_orders');
      const keys: (string | undefined)[] = [];
      await page.route('**/api/v1/batch/templates', async (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        keys.push(route.request().headers()['idempotency-key']);
        if (keys.length > 2) return route.continue();
        await route.fetch();
        return route.abort();
      });
      await button(page, 'Change 2 rows').click();
      await see(page, 'The service cannot be reached.');
      await button(page, 'Change 2 rows').click();
      await page.waitForURL(/\/batches\/\d+/);
      expect(new Set(keys).size).toBe(1);
      expect((await driver.get('/api/v1/batches?kind=operations&total=true')).total).toBe(1);
    });

    it('asks before a webhook is deleted', async () => {
      await service.request('POST', '/api/v1/webhooks', {
        key: KEYS.ana,
        body: { url: 'https://hooks.example.com/batches', events: ['batch.failed'] },
      });
      const page = await driver.enter('/webhooks');
      await button(page, 'Delete').click();
      await page.getByRole('dialog').getByText('hooks.example.com').waitFor();
      await page.keyboard.press('Escape');
      await see(page, 'hooks.example.com');
      await button(page, 'Delete').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await see(page, 'No webhooks');
    });
  });
});
