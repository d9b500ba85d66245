import { button, ConsoleDriver, see } from '../console/driver.js';
import { KEYS } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { linkExampleKind } from '../support/example-kind.js';
import { importResume, profileUrl, PROFILES, resume } from '../support/profiles.js';
import { describeWith } from '../support/programs.js';
import { fileOf, TYPES } from '../support/table-files.js';
import { verify, WebhookReceiver } from '../support/webhook-receiver.js';

const GERMAN = 'DE89 3704 0044 0532 0130 00';
const BRITISH = 'GB29 NWBK 6016 1331 9268 19';

describeWith('chromium', 'The console shows what batches have brought in', () => {
  let driver: ConsoleDriver;
  let receiver: WebhookReceiver;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    const env = { WEBHOOK_ALLOW: '127.0.0.1', BATCHWRIGHT_MODULES: linkExampleKind() };
    // The embedded database takes the migrations of the kind at the start.
    driver = await ConsoleDriver.start({ on: 'embedded', env });
  });
  afterAll(() => Promise.all([driver.close(), receiver.close()]));
  afterEach(() => driver.closePages());

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

  it('of a kind from outside, by a form made of its schema [S2-58]', async () => {
    const page = await driver.enter('/submit?kind=iban_checks', KEYS.admin);
    await page.getByRole('tab', { name: 'Form' }).click();
    for (const [n, iban] of [GERMAN, BRITISH].entries()) {
      if (n > 0) await button(page, 'Another item').click();
      await page
        .getByRole('group', { name: `Item ${n}` })
        .getByLabel('Iban *')
        .fill(iban);
    }
    const countries = page.getByLabel('Countries');
    await countries.fill('["Nowhere"]');
    await see(page, 'must be a list of countries with IBANs');
    expect(await button(page, /^Submit/).isDisabled()).toBe(true);
    await countries.fill('["DE"]');
    await see(page, '2 will run');
    await button(page, 'Submit 2 items').click();
    await page.waitForURL(/\/batches\/[0-9a-f-]{36}/);
    await see(page, 'IBAN checks');
    await button(page, /Succeeded 1/).waitFor();
    await page.getByRole('row', { name: /IBAN_COUNTRY/ }).click();
    await page.getByRole('dialog').getByText('IBANs of "GB" are not accepted.').first().waitFor();
  });

  it('as profiles, of which one is erased when its name was typed', async () => {
    for (const slug of ['erika', 'stefan'])
      await importResume(
        driver.service,
        KEYS.ana,
        slug,
        resume(`Profile ${slug}`, [{ company: 'Quill', title: 'CTO' }]),
      );
    const made = await driver.service.request('POST', PROFILES, {
      key: KEYS.ana,
      body: {
        profiles: ['erika', 'stefan'].map((slug) => ({
          linkedin_url: profileUrl(slug),
          suggested_role: 'CTO',
          include_companies: false,
        })),
      },
    });
    expect(made.status).toBe(200);
    const page = await driver.enter('/profiles');
    const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
    await row('Profile erika').getByRole('button', { name: 'Show' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
    const dialog = page.getByRole('dialog', { name: 'Erase Profile erika?' });
    const erase = dialog.getByRole('button', { name: 'Erase' });
    await dialog.getByLabel(/^Type/).fill('Profile erik');
    expect(await erase.isDisabled()).toBe(true);
    await dialog.getByRole('button', { name: 'Back' }).click();
    expect((await driver.get('/api/v1/profiles')).results).toHaveLength(2);
    await page.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
    await dialog.getByLabel(/^Type/).fill('Profile erika');
    await erase.click();
    await see(page, /Erased: 1 profile/);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await row('Profile erika').waitFor({ state: 'detached' });
    await row('Profile stefan').waitFor();
    expect((await driver.get('/api/v1/profiles')).results).toMatchObject([{ name: 'Profile stefan' }]);
  });

  it('to webhooks, which are tested, and told again when asked to', async () => {
    const page = await driver.enter('/webhooks');
    await button(page, 'New webhook').click();
    await page.getByRole('dialog').getByLabel('Address').fill(receiver.url('/console'));
    await page.getByRole('dialog').getByRole('button', { name: 'New webhook' }).click();
    await see(page, /whsec_/);
    const secret = /whsec_[\w+/]+=*/.exec((await page.getByRole('dialog').textContent()) ?? '')?.[0] ?? '';
    await button(page, 'I have kept it').click();
    await button(page, 'Test').click();
    await see(page, 'A test message is on its way.');
    const test = await receiver.next('the test', ({ message }) => message.type === 'webhook.test');
    expect(test.path).toBe('/console');
    await button(page, 'Deliveries').click();
    const row = page.getByRole('row', { name: /webhook\.test/ });
    // By itself: it was pending when the list was opened.
    await row.getByText('Delivered').waitFor();
    await row.getByText('204').waitFor();
    await row.getByRole('button', { name: 'Deliver again' }).click();
    await see(page, 'It is delivered again.');
    await eventually('it has come twice', () => receiver.received.length === 2);
    await row.getByText('Delivered').waitFor();
    expect(receiver.received.map(({ id }) => id)).toEqual([test.id, test.id]);
    for (const one of receiver.received) expect(verify(secret, one)).toMatchObject({ type: 'webhook.test' });
    await row.getByRole('button', { name: 'Message' }).click();
    await page.getByRole('dialog').getByText('webhook.test').first().waitFor();
  });
});
