import { KEYS } from '../support/accounts.js';
import { CompanyWorld } from '../support/company-world.js';
import { eventually } from '../support/eventually.js';

describe('companies through the generic batch API', () => {
  let world: CompanyWorld;
  beforeAll(async () => {
    // Without a contact address Wikidata, Wikipedia and SEC are disabled.
    world = await CompanyWorld.start({ on: 'postgres', env: { CONTACT_EMAIL: '' } });
  });
  afterAll(() => world.stop());

  it('validates items and options by the rules of the companies API', async () => {
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

  it('queries no source that needs a contact, says so, and stores the failure', async () => {
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

  it('returns a validation result for every company in a dry run and stores nothing', async () => {
    const names = ['Quillmark Systems', { name: ' Brindlewood Tools ', ref: 'r2' }, 'Quillmark Systems'];
    const answer = await world.service.request('POST', '/api/v1/company/batch/submit?validate_only=true', {
      key: KEYS.otto,
      body: { company_names: names },
    });
    expect(answer.status).toBe(200);
    expect(answer.at('data')).toEqual({
      batch_id: null,
      status: 'valid',
      message: 'The batch is valid; nothing was stored',
      total_companies: 3,
      estimated_processing_time: expect.any(Number),
      priority: 'normal',
      created_at: expect.stringMatching(/Z$/),
      warnings: expect.any(Array),
      validate_only: true,
      spending_preview: [],
      valid: [
        { index: 0, company_name: 'Quillmark Systems', valid: true },
        { index: 1, company_name: 'Brindlewood Tools', valid: true },
        { index: 2, company_name: 'Quillmark Systems', valid: true },
      ],
    });
    const batches = await world.service.request('GET', '/api/v1/batches', { key: KEYS.otto });
    expect(batches.at('results')).toEqual([]);
  });
});
