import { KEYS, seedAccounts } from '../support/accounts.js';
import { eventually } from '../support/eventually.js';
import { offlineSql } from '../support/offline-sql.js';
import { administer, openDatabase, PostgresServer, type TestDatabase } from '../support/postgres.js';
import { Service } from '../support/service.js';
import { Submitters } from '../support/submitters.js';

describe('PostgreSQL killed under load', () => {
  let server: PostgresServer;
  let service: Service;
  let database: TestDatabase;

  beforeAll(async () => {
    server = await PostgresServer.start();
    await administer(server.address, 'CREATE DATABASE killed');
    const url = `${server.address}/killed`;
    await offlineSql({ DATABASE_URL: url }, seedAccounts());
    service = await Service.start({ databaseUrl: url });
    database = openDatabase(url);
  }, 120_000);

  afterAll(async () => {
    await service.stop();
    await database.drop();
    await server.stop();
  });

  it('answers 503 with Retry-After and nothing else, recovers by itself, and loses nothing acknowledged', async () => {
    const acknowledged: Submitters['acknowledged'] = [];
    for (let round = 0; round < 3; round += 1) {
      const submitters = new Submitters(service, KEYS.ana, { prefix: `pg-${round}` });
      await eventually('work is under way', () => submitters.acknowledged.length > 10);
      await server.kill();
      await eventually('the outage is noticed', () => submitters.refused.length > 0);
      await server.restart();
      const before = submitters.acknowledged.length;
      await eventually('the service works again', () => submitters.acknowledged.length > before);
      await submitters.stop();

      expect(submitters.unanswered).toEqual([]);
      for (const { status, headers, at } of submitters.refused) {
        expect([status, at('error_code')]).toEqual([503, 'DATABASE_UNAVAILABLE']);
        expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      }
      acknowledged.push(...submitters.acknowledged);
    }
    const stored = await database.query<{ id: string; batch_id: string }>('SELECT id, batch_id FROM contact_analysis');
    const batchOf = new Map(stored.map(({ id, batch_id }) => [id, batch_id]));
    const lost = acknowledged.filter(({ batchId, ids }) => ids.some((id) => batchOf.get(id) !== batchId));
    expect(lost).toEqual([]);
    expect(service.isRunning).toBe(true);
  }, 180_000);
});
