import { KEYS } from '../support/accounts.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { errorResponse, PostgresRelay } from '../support/postgres-relay.js';
import { Service } from '../support/service.js';

const PATH = '/api/v1/batch-process';

describe('A COMMIT that ends in an unforeseen error', () => {
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

  it('is answered with 503 and never applied a second time; its Idempotency-Key finds the stored result', async () => {
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
});
