import { button, ConsoleDriver, see } from '../console/driver.js';
import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { describeWith } from '../support/programs.js';
import { fileOf, TYPES } from '../support/table-files.js';

describeWith('chromium', 'The console shows what batches have brought in', () => {
  let driver: ConsoleDriver;
  beforeAll(async () => {
    driver = await ConsoleDriver.start();
  });
  afterAll(() => driver.close());
  afterEach(() => driver.settle());

  it.each(['xlsx', 'ndjson'] as const)('as contacts, out of rows of a file: %s [S2-58]', async (format) => {
    const table = { headers: ['id', 'name', 'email'], rows: [[`of-${format}`, `Ana ${format}`, 'ana@example.com']] };
    const page = await driver.enter('/submit?kind=contact_analysis');
    await page.getByRole('tab', { name: 'File or paste' }).click();
    const buffer = Buffer.from(fileOf(table, format, 'utf-8'));
    await page.getByLabel('Choose a file').setInputFiles({ name: `people.${format}`, mimeType: TYPES[format], buffer });
    await see(page, '1 will run');
    await button(page, 'Submit 1 item').click();
    await button(page, /Succeeded 1/).waitFor();
    await page.goto(`${driver.service.url}/console/contacts?q=${format}`);
    await page.getByRole('row', { name: new RegExp(`Ana ${format}`) }).waitFor();
  });

  it('as reports of a URL over time, two of them side by side', async () => {
    const jobs: string[] = [];
    for (const [name, path] of [
      ['First look', '/watched'],
      ['Of another URL with the same words', '/watched/watched'],
      ['Second look', '/watched'],
    ] as const) {
      const id = await driver.submit(name, [driver.site.url(path)], 'url_analysis');
      await eventually(
        'the batch has ended',
        async () =>
          (await driver.service.request('GET', `/api/v1/batches/${id}`, { key: KEYS.ana })).at('completed_at') !== null,
      );
      jobs.push(id);
    }
    const page = await driver.enter(`/urls?job=${jobs[2] ?? ''}&url=0`);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Good from').first().waitFor();
    await see(page, 'The same URL over time');
    const runs = dialog.getByRole('checkbox');
    await runs.nth(1).waitFor();
    expect(await runs.count()).toBe(2);
    for (const n of [0, 1]) await runs.nth(n).check();
    await eventually('both reports are there', async () => (await dialog.getByText('Good from').count()) === 3);
  });
});
