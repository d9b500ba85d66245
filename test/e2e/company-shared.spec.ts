import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import { eventually } from '../support/eventually.js';

describe('companies through the shared API', () => {
  let world: CompanyWorld;
  beforeAll(async () => {
    // Nobody to write to: Wikidata, Wikipedia and SEC are off.
    world = await CompanyWorld.start({ env: { CONTACT_EMAIL: '' } });
  });
  afterAll(() => world.stop());

  it('judges items and options by the rules of the face', async () => {
    const submit = (body: object) =>
      world.service.request('POST', '/api/v1/batches', {
        key: KEYS.ana,
        body: { kind: 'company_extraction', ...body },
      });
    expect((await submit({ items: ['A', ' '] })).status).toBe(422);
    expect((await submit({ items: ['A'], options: { extraction_mode: 'deep' } })).status).toBe(422);
    expect((await submit({ items: ['A'], options: { max_concurrent: 2 } })).status).toBe(422);
    const answer = await submit({
      items: ['Quillmark Systems', { name: 'Brindlewood Tools', ref: 'b' }],
      options: { extraction_mode: 'basic' },
      max_concurrent: 2,
    });
    expect([answer.status, answer.at('max_concurrent')]).toEqual([201, 2]);
  });

  it('asks no source that wants a contact, says so, and keeps the failure', async () => {
    const answer = await world.service.request('POST', '/api/v1/company/batch/submit', {
      key: KEYS.ana,
      body: { company_names: ['Quillmark Systems'] },
    });
    expect(answer.at('data', 'warnings')).toContainEqual(expect.stringContaining('CONTACT_EMAIL'));
    const id = String(answer.at('data', 'batch_id'));
    const ended = await eventually(
      'the batch ends',
      async () => {
        const status = await world.service.request('GET', `/api/v1/company/batch/${id}/status`, { key: KEYS.ana });
        return status.at('data', 'status') === 'failed' && status;
      },
      30_000,
    );
    expect(ended.at('data', 'progress', 'failed')).toBe(1);
    expect(world.wikidata.received).toEqual([]);
  });
});
