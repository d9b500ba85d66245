import { KEYS } from '../support/accounts.js';
import { expectNoSilence } from '../support/event-loop.js';
import { describeOnDatabases, Service } from '../support/service.js';
import { makeWaitingBatch, type WaitingBatch } from '../support/waiting-batches.js';

const ITEMS = 20_000;

describeOnDatabases('Long downloads', (on) => {
  let batch: WaitingBatch;
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on });
    batch = await makeWaitingBatch(service, 'bruno', ITEMS);
  }, 120_000);

  it('of five at once leave the event loop its turns, and are whole', async () => {
    const formats = ['json', 'ndjson', 'csv', 'csv', 'xlsx'] as const;
    const path = (format: string) => `/api/v1/batches/${batch.id}/export?format=${format}&bom=false`;
    const answers = await Promise.all(
      formats.map((format) => service.request('GET', path(format), { key: KEYS.bruno, checked: false })),
    );
    const lines = answers.slice(1, 4).map(({ text }) => text.trimEnd().split('\n').length);
    expect(lines).toEqual([ITEMS, ITEMS + 1, ITEMS + 1]);
    await expectNoSilence(service);
  });
});

// On the embedded database, which shares the event loop with the requests.
describe('An import made to take long', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start();
  });

  const upload = async (name: string, content: string) => {
    const form = new FormData();
    form.append('linkedin_url', 'https://www.linkedin.com/in/commas/');
    form.append('file', new Blob([content]), name);
    const headers = { 'X-API-Key': KEYS.ana };
    const answer = await fetch(`${service.url}/api/v1/profiles/import`, { method: 'POST', headers, body: form });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };

  it('of commas only is refused with the file, the limit and the value', async () => {
    expect(await upload('Positions.csv', `${','.repeat(100_000)}\n`.repeat(80))).toMatchObject({
      status: 422,
      body: { details: { reason: 'too_many_cells', file: 'positions.csv', limit: 200, value: 100_001 } },
    });
    await expectNoSilence(service);
  });

  it('of millions of JSON values leaves the event loop its turns', async () => {
    const resume = `{"basics":{"name":"Ada"},"x":[${'[],'.repeat(2_700_000)}0]}`;
    expect(await upload('resume.json', resume)).toMatchObject({ status: 201, body: { full_name: 'Ada' } });
    await expectNoSilence(service);
  });
});
