import { KEYS } from '../support/accounts.js';
import { expectNoSilence } from '../support/event-loop.js';
import { describeOnDatabases, type Service } from '../support/service.js';
import { insertWaitingBatch, newWaitingBatch, startWith } from '../support/waiting-batches.js';

const ITEMS = 20_000;

describeOnDatabases('Long downloads', (on) => {
  const batch = newWaitingBatch('bruno');
  let service: Service;
  beforeAll(async () => {
    service = await startWith(on, [insertWaitingBatch(batch, ITEMS)]);
  }, 120_000);

  it('of five at once leave the event loop its turns, and are whole', async () => {
    const formats = ['json', 'ndjson', 'csv', 'csv', 'xlsx'] as const;
    const path = (format: string) => `/api/v1/batches/${batch.id}/export?format=${format}&bom=false`;
    const answers = await Promise.all(
      formats.map((format) => service.request('GET', path(format), { key: KEYS.bruno, judged: false })),
    );
    const lines = answers.slice(1, 4).map(({ text }) => text.trimEnd().split('\n').length);
    expect(lines).toEqual([ITEMS, ITEMS + 1, ITEMS + 1]);
    await expectNoSilence(service);
  });
});

describeOnDatabases('An import of commas', (on) => {
  it('is answered, and leaves the event loop its turns', async () => {
    const service = await startWith(on, []);
    const form = new FormData();
    form.append('linkedin_url', 'https://www.linkedin.com/in/commas/');
    form.append('file', new Blob([`${','.repeat(100_000)}\n`.repeat(80)]), 'Positions.csv');
    const answer = await fetch(`${service.url}/api/v1/profiles/import`, {
      method: 'POST',
      headers: { 'X-API-Key': KEYS.ana },
      body: form,
    });
    expect(answer.status).toBeLessThan(500);
    await expectNoSilence(service);
  });
});
