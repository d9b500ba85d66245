import { KEYS } from '../support/accounts.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { errorResponse, PostgresRelay } from '../support/postgres-relay.js';
import { Service } from '../support/service.js';

const PATH = '/api/v1/batch-process';

describe('A database that fails in the middle of a request', () => {
  let database: TestDatabase;
  let relay: PostgresRelay;
  let service: Service;

  beforeAll(async () => {
    database = await createDatabase();
    relay = await PostgresRelay.open(database.url);
    service = await Service.start({ databaseUrl: relay.url });
  });
  afterAll(async () => {
    await service.stop();
    await relay.close();
  });

  it('with an unforeseen error of COMMIT makes a 503, and nothing is applied twice: the Idempotency-Key finds the stored result', async () => {
    const request = {
      key: KEYS.ana,
      headers: { 'Idempotency-Key': 'unconfirmed' },
      body: { items: [{ id: 'unconfirmed-1', data: {} }] },
    };
    const answer = errorResponse('FATAL', 'XX000', 'something unforeseen');
    relay.fault = { marker: 'unconfirmed-1', after: 'COMMIT', answer };
    const first = await service.request('POST', PATH, request);
    expect([first.status, first.at('error_code')]).toEqual([503, 'DATABASE_UNAVAILABLE']);
    const again = await service.request('POST', PATH, request);
    expect([again.status, again.headers.get('idempotency-replayed'), again.at('successful')]).toEqual([200, 'true', 1]);
    expect(await database.query('SELECT total_count FROM batches')).toHaveLength(1);
  });

  it('by falling silent makes a 503, and the next request is served', async () => {
    relay.fault = { after: 'never-answered', silence: true };
    const silent = await service.request('GET', '/api/v1/batches?q=never-answered', { key: KEYS.ana });
    expect([silent.status, silent.at('error_code')]).toEqual([503, 'DATABASE_UNAVAILABLE']);
    expect(Number(silent.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect((await service.request('GET', '/api/v1/batches', { key: KEYS.ana })).status).toBe(200);
  });
});
