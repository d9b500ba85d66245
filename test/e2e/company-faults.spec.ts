import { KEYS } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { CompanyWorld } from '../support/company-world.js';
import { expectNoSilence } from '../support/event-loop.js';
import { eventually } from '../support/eventually.js';

const BATCH = '/api/v1/company/batch';
const VALID = { company_names: ['Acme'] };

describe('requests of the companies API', () => {
  let world: CompanyWorld;
  beforeAll(async () => {
    world = await CompanyWorld.start({ on: 'postgres' });
  });
  afterAll(async () => {
    await world.stop();
    await expectNoSilence(world.service);
  });

  const call = (method: string, path: string, body?: unknown, key: string | null = KEYS.ana): Promise<Answer> =>
    world.service.request(method, path, { key, ...(body === undefined ? {} : { body }) });
  const dry = (body: unknown): Promise<Answer> => call('POST', `${BATCH}/submit?validate_only=true`, body);

  it.each([
    ['no names', {}, 'company_names'],
    ['an empty list', { company_names: [] }, 'company_names'],
    ['101 names', { company_names: Array.from({ length: 101 }, (_, n) => `C${n}`) }, 'company_names'],
    ['an empty name', { company_names: [''] }, 'company_names.0'],
    ['a blank name', { company_names: ['A', '   '] }, 'company_names.1'],
    ['a null name', { company_names: [null] }, 'company_names.0'],
    ['a name with nothing to see in it', { company_names: ['\u200b'] }, 'company_names.0'],
    ['a control character in a name', { company_names: ['a\u0007b'] }, 'company_names.0'],
    ['a name that turns the reading order', { company_names: ['A', { name: 'a\u202eb' }] }, 'company_names.1.name'],
    ['a name of 201 characters', { company_names: ['x'.repeat(201)] }, 'company_names.0'],
    ['a hint that is an address', { ...VALID, domain_hints: { Acme: '127.0.0.1' } }, 'domain_hints.Acme'],
    ['a hint that is a URL', { ...VALID, domain_hints: { Acme: 'http://x/y' } }, 'domain_hints.Acme'],
    [
      '101 hints',
      { ...VALID, domain_hints: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`C${n}`, 'x.com'])) },
      'domain_hints',
    ],
    ['max_concurrent 0', { ...VALID, max_concurrent: 0 }, 'max_concurrent'],
    ['max_concurrent 21', { ...VALID, max_concurrent: 21 }, 'max_concurrent'],
    ['timeout_seconds 29', { ...VALID, timeout_seconds: 29 }, 'timeout_seconds'],
    ['timeout_seconds 601', { ...VALID, timeout_seconds: 601 }, 'timeout_seconds'],
    ['an unknown mode', { ...VALID, extraction_mode: 'deep' }, 'extraction_mode'],
    ['xlsx', { ...VALID, export_format: 'xlsx' }, 'export_format'],
    ['pdf', { ...VALID, export_format: 'pdf' }, 'export_format'],
    ['country USA', { ...VALID, country: 'USA' }, 'country'],
    ["country us'", { ...VALID, country: "us'" }, 'country'],
    ['country ZZ', { ...VALID, country: 'ZZ' }, 'country'],
    ['language e', { ...VALID, language: 'e' }, 'language'],
    ['a flag that is a text', { ...VALID, include_failed_results: 'true' }, 'include_failed_results'],
    ['a flag that is a number', { ...VALID, include_failed_results: 1 }, 'include_failed_results'],
    ['an unknown field', { ...VALID, colour: 'red' }, 'colour'],
    ['an unknown priority [S3-10]', { ...VALID, priority: 'top' }, 'priority'],
  ])('are rejected for %s', async (_name, body, field) => {
    const answer = await dry(body);
    expect(answer.status).toBe(422);
    expect(answer.at('success')).toBe(false);
    expect(answer.at('error', 'code')).toBe('VALIDATION_ERROR');
    expect(answer.at('error', 'validation_errors', 0, 'field')).toBe(field);
    expect(answer.at('metadata', 'trace_id')).toMatch(/^batch_submit_[a-z0-9]{6,}$/);
  });

  it.each([
    ['a control character', 'a\u0007', 'invalid_characters'],
    ['a turned reading order', 'a\u202eb', 'invalid_characters'],
    ['nothing to see', ' \u200b ', 'too_short'],
    ['no letter at all', '', 'too_short'],
  ])(
    'are rejected for a single company with %s in its name, before any source is queried',
    async (_name, name, type) => {
      const answer = await call('POST', '/api/v1/company/extract', { company_name: name });
      expect(answer.status).toBe(422);
      expect(answer.at('error', 'validation_errors')).toEqual([
        expect.objectContaining({ field: 'company_name', error_type: type }),
      ]);
      expect(world.wikidata.received).toEqual([]);
    },
  );

  it('list every fault of a submission at once: of its options, its names and its hints', async () => {
    const answer = await dry({ company_names: ['', 'A'], max_concurrent: 0, domain_hints: { A: 'localhost', B: 7 } });
    expect(answer.status).toBe(422);
    expect(answer.at('error', 'details', 'total_errors')).toBe(4);
    const faults = answer.at('error', 'validation_errors') as readonly { readonly field: string }[];
    expect(faults.map(({ field }) => field)).toEqual([
      'max_concurrent',
      'company_names.0',
      'domain_hints.A',
      'domain_hints.B',
    ]);
    const flat = await dry({ company_names: [' '], domain_hints: 'A' });
    expect(flat.at('error', 'details', 'total_errors')).toBe(2);
    const hints = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`C${n}`, 'localhost']));
    const many = await dry({ company_names: [' '], domain_hints: hints });
    expect(many.at('error', 'validation_errors', 1, 'field')).toBe('domain_hints');
    expect(many.at('error', 'details', 'total_errors')).toBe(2);
  });

  it('are rejected with a hint under __proto__', async () => {
    const raw = '{"company_names":["Acme"],"domain_hints":{"__proto__":"x.com"}}';
    const answer = await world.service.request('POST', `${BATCH}/submit`, { key: KEYS.ana, raw });
    expect(answer.status).toBe(422);
    expect(answer.at('success')).toBe(false);
  });

  it('are accepted with values at the limits [S3-8 to S3-17]', async () => {
    const names = Array.from({ length: 100 }, (_, n) => `${'x'.repeat(196)} ${n}`);
    for (const body of [
      { company_names: names, max_concurrent: 20, timeout_seconds: 600, export_format: 'excel' },
      { company_names: ['A'], max_concurrent: 1, timeout_seconds: 30, export_format: 'csv', country: 'de' },
    ])
      expect((await dry(body)).status).toBe(200);
  });

  it('are accepted outside the recommendations, with warnings [S3-13, S3-66, S3-67, S3-68]', async () => {
    const names = Array.from({ length: 11 }, (_, n) => `Company ${n}`);
    const answer = await dry({
      company_names: names,
      extraction_mode: 'comprehensive',
      priority: 'urgent',
      max_concurrent: 4,
      domain_hints: { 'Unknown Co': 'x.com' },
    });
    expect(answer.status).toBe(200);
    expect(answer.at('data', 'warnings')).toEqual([
      expect.stringContaining('at most 10 are recommended'),
      expect.stringContaining('at most 3 is recommended'),
      expect.stringContaining('fewer than 5 companies'),
      expect.stringContaining('"Unknown Co"'),
    ]);
    expect(answer.at('data', 'batch_id')).toBeNull();
  });

  it.each(['format=exe', 'include_failed=maybe', 'download=2', 'partial=1', 'limit=0', 'include=all'])(
    'are rejected for results with ?%s',
    async (query) => {
      const answer = await call('GET', `${BATCH}/batch_20240115_abc123/results?${query}`);
      expect(answer.status).toBe(422);
      expect(answer.at('metadata', 'trace_id')).toMatch(/^batch_results_/);
    },
  );

  it.each(['timeframe=48h', 'timeframe=1h;drop', 'include_details=yes'])(
    'are rejected for statistics with ?%s',
    async (query) => {
      expect((await call('GET', `${BATCH}/stats?${query}`)).status).toBe(422);
    },
  );

  it('are rejected for an unknown or malformed id [S3-51]', async () => {
    const unknown = await call('GET', `${BATCH}/batch_20240115_abc123/status`);
    expect(unknown.status).toBe(404);
    expect(unknown.at('error', 'code')).toBe('NOT_FOUND');
    for (const id of ['batch_20240115_abc123%2f..%2fstats', 'x'.repeat(500)])
      expect([404, 422]).toContain((await call('GET', `${BATCH}/${id}/status`)).status);
  });

  it('are rejected without a key or without the scope [S3-73, S3-19]', async () => {
    const withoutKey = await call('POST', `${BATCH}/submit`, VALID, null);
    expect(withoutKey.status).toBe(401);
    expect(withoutKey.at('success')).toBe(false);
    const reader = await call('POST', `${BATCH}/submit`, VALID, KEYS.reader);
    expect(reader.status).toBe(403);
    expect(reader.at('error', 'code')).toBe('FORBIDDEN');
  });

  it('do not find a batch of another kind', async () => {
    const contacts = await call('POST', '/api/v1/batch-process', { items: [{ id: 'a', data: {} }] });
    const answer = await call('GET', `${BATCH}/${String(contacts.at('batch_id'))}/status`);
    expect(answer.status).toBe(404);
  });

  it('fail with a documented status when sources fail, and log no stack', async () => {
    world.intercept = () => ({ status: 500 });
    const answer = await call('POST', '/api/v1/company/extract', { company_name: 'Faraway Mills' });
    world.intercept = null;
    expect([answer.status, answer.at('error', 'code')]).toEqual([502, 'PROVIDER_UNAVAILABLE']);
    const document = await call('GET', '/docs-json', undefined, null);
    expect(document.at('paths', '/api/v1/company/extract', 'post', 'responses')).toMatchObject({ 502: {}, 504: {} });
    const logged = await eventually('the failure is logged', () => {
      const lines = world.service.log.filter(({ code }) => code === 'PROVIDER_UNAVAILABLE');
      return lines.length > 0 && lines;
    });
    expect(logged.map(({ err }) => err)).toEqual([undefined]);
  });

  it('bypass the cache for an explicit retry', async () => {
    const submitted = await call('POST', `${BATCH}/submit`, { company_names: ['Unheard Of Ltd'] });
    const id = String(submitted.at('data', 'batch_id'));
    const ended = async (): Promise<boolean> =>
      (await call('GET', `${BATCH}/${id}/status`)).at('data', 'status') === 'failed';
    await eventually('the batch has failed', ended);
    const asked = (): number =>
      world.wikidata.received.filter(({ query }) => query.toString().includes('Unheard')).length;
    const before = asked();
    expect((await call('POST', `/api/v1/batches/${id}/retry`)).status).toBe(200);
    await eventually('the source is asked again', () => asked() > before);
    await eventually('the batch has failed again', ended);
  });
});
