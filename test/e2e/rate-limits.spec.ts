import { KEYS, userId } from '../support/accounts.js';
import type { Answer } from '../support/client.js';
import { CompanyWorld } from '../support/company-world.js';
import { expectNoSilence } from '../support/event-loop.js';
import { Service } from '../support/service.js';

const PATH = '/api/v1/batch-process';

let next = 0;
const send = (service: Service, key: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> =>
  service.request('POST', PATH, { key, headers, body: { items: [{ id: `r-${(next += 1)}`, data: {} }] } });

/** Limits count per key: every test has keys of its own. */
describe('A limit of ten requests a minute to a route', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres', env: { CONTACT_RATE_LIMIT_PER_MINUTE: '10' } });
  });

  it('accepts exactly 10 of 64 concurrent requests; the rest get Retry-After and leave no row [S0-16]', async () => {
    const answers = await Promise.all(Array.from({ length: 64 }, () => send(service, KEYS.ana)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(refused).toHaveLength(54);
    for (const { headers, at } of refused) {
      expect(at('error_code')).toBe('RATE_LIMITED');
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
    }
    expect(
      await service.sql('SELECT count(*)::int AS count FROM contact_analysis WHERE owner_id = $1', [userId('ana')]),
    ).toEqual([{ count: 10 }]);
    await expectNoSilence(service);
  });

  it('applies per key and route, and counts failed requests [S0-17]', async () => {
    for (let n = 0; n < 10; n += 1)
      expect((await service.request('POST', PATH, { key: KEYS.bruno, body: {} })).status).toBe(422);
    expect((await send(service, KEYS.bruno)).status).toBe(429);
    expect((await send(service, KEYS.otto)).status).toBe(200);
    expect((await service.request('GET', '/api/v1/batches', { key: KEYS.bruno })).status).toBe(200);
  });

  it('cannot be evaded by rotating X-Forwarded-For', async () => {
    const answers: number[] = [];
    for (let n = 0; n < 12; n += 1)
      answers.push((await send(service, KEYS.sofia, { 'X-Forwarded-For': `1.2.3.${n}` })).status);
    expect(answers).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
  });
});

describe('A limit of five requests a minute to all routes', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ on: 'postgres', env: { RATE_LIMIT_PER_MINUTE: '5' } });
  });

  it('counts the requests of keys that a key has created as its own', async () => {
    const made = await service.request('POST', '/api/v1/keys', {
      key: KEYS.ana,
      body: { name: 'more', scopes: ['batch:read'] },
    });
    const keys = [KEYS.ana, String(made.at('key'))];
    const answers: number[] = [];
    for (let n = 0; n < 6; n += 1)
      answers.push((await service.request('GET', '/api/v1/batches', { key: keys[n % 2] ?? null })).status);
    expect(answers).toEqual([200, 200, 200, 200, 429, 429]);
  });

  it('tells with a request how many are left of the minute', async () => {
    const me = await service.request('GET', '/api/v1/me', { key: KEYS.reader });
    expect(me.at('limits', 'requests_per_minute')).toEqual({ limit: 5, left: 4 });
  });

  it('applies globally over all routes of a key [S1-63]', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        n % 2 === 0 ? send(service, KEYS.otto) : service.request('GET', '/api/v1/batch/history/', { key: KEYS.otto }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(7);
  });
});

describe('Rate limits', () => {
  let world: CompanyWorld;
  beforeAll(async () => {
    world = await CompanyWorld.start({ on: 'postgres', env: { RATE_LIMIT_PER_MINUTE: '1000' } });
  });
  afterAll(() => world.stop());

  const ask = (path: string, method = 'GET', body?: object): Promise<Answer> =>
    world.service.request(method, `/api/v1/${path}`, { key: KEYS.ana, ...(body === undefined ? {} : { body }) });

  it('of downloads allow ten a minute per key over all routes; a page of results is not a download', async () => {
    const submitted = await ask('company/batch/submit', 'POST', { company_names: ['Quillmark Systems'] });
    const id = String(submitted.at('data', 'batch_id'));
    const statuses: number[] = [];
    for (const file of [
      'download?',
      'results?format=excel&download=true&',
      'results?download=true&',
      'results?format=csv&',
    ])
      for (let n = 0; n < 3; n += 1) statuses.push((await ask(`company/batch/${id}/${file}partial=true`)).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
    const refused = await ask(`company/batch/${id}/download?partial=true`);
    expect([refused.status, refused.at('error', 'code')]).toEqual([429, 'RATE_LIMITED']);
    const exported = await ask(`batches/${id}/export`);
    expect([exported.status, exported.at('error_code')]).toEqual([429, 'RATE_LIMITED']);
    expect((await ask(`company/batch/${id}/results?partial=true`)).status).toBe(200);
  });

  it('of webhooks send 10 of an owner’s 15 test messages in a minute, over all endpoints', async () => {
    const { service } = world;
    const register = async (key: string): Promise<string> =>
      String(
        (await service.request('POST', '/api/v1/webhooks', { key, body: { url: 'https://hooks.invalid/' } })).at('id'),
      );
    const test = (id: string, key: string): Promise<Answer> =>
      service.request('POST', `/api/v1/webhooks/${id}/test`, { key });
    const endpoints = [await register(KEYS.ana), await register(KEYS.ana), await register(KEYS.ana)];
    const answers = await Promise.all(endpoints.flatMap((id) => Array.from({ length: 5 }, () => test(id, KEYS.ana))));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(5);
    expect((await test(await register(KEYS.bruno), KEYS.bruno)).status).toBe(202);
  });
});
