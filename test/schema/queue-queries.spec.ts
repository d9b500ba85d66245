import type { DataSource } from 'typeorm';
import { MOST_DELIVERIES, QueueQueries } from '../../src/batch/read/queue-queries.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

describe('The figures of what waits', () => {
  let database: TestDatabase;
  let queries: QueueQueries;
  beforeEach(async () => {
    database = await createDatabase();
    queries = new QueueQueries(database as unknown as DataSource);
  });

  /** A batch that was queued so many seconds ago. */
  const queued = (kind: string, seconds: number, columns: Readonly<Record<string, string>> = {}): Promise<unknown> =>
    database.query(
      `INSERT INTO batches (public_id, kind, owner_id, options, queued_at${Object.keys(columns).map((name) => `, ${name}`)})
       VALUES (gen_random_uuid(), $1, 1, '{}', now() - $2 * interval '1 s'${Object.values(columns).map((value) => `, ${value}`)})`,
      [kind, seconds],
    );
  const waits = async (): Promise<Record<string, number>> =>
    Object.fromEntries((await queries.longestWaits()).map(({ kind, seconds }) => [kind, Math.floor(seconds / 1000)]));

  it('have of each kind the longest wait for a worker, in any priority, and 0 where none waits', async () => {
    await queued('url_analysis', 1100);
    await queued('url_analysis', 3100, { priority: `'high'` });
    await queued('url_analysis', 2100);
    await queued('contact_analysis', 5100);
    expect(await waits()).toEqual({
      url_analysis: 3,
      contact_analysis: 5,
      operations: 0,
      company_extraction: 0,
      profile_ingestion: 0,
    });
  });

  it('count from the instant at which a parked batch is due, and no batch that is not due', async () => {
    await queued('url_analysis', 9100, { wake_at: `now() - interval '2100 s'` });
    await queued('operations', 9100, { wake_at: `now() + interval '1 h'` });
    await queued('contact_analysis', 9100, { wake_at: `'infinity'` });
    await queued('company_extraction', 9100, { status: `'paused'` });
    await queued('profile_ingestion', 9100, { workers: '1' });
    expect(await waits()).toMatchObject({
      url_analysis: 2,
      operations: 0,
      contact_analysis: 0,
      company_extraction: 0,
      profile_ingestion: 0,
    });
  });

  it('count from the end of the last lease where all workers of a batch have died', async () => {
    await queued('url_analysis', 9100);
    const lease = (seconds: number): Promise<unknown> =>
      database.query(
        `INSERT INTO batch_leases (batch_id, worker_id, token, lease_until)
         SELECT id, gen_random_uuid(), 1, now() + $1 * interval '1 s' FROM batches`,
        [seconds],
      );
    await lease(-3100);
    await lease(-2100);
    expect(await waits()).toMatchObject({ url_analysis: 2 });
    await lease(1100);
    expect(await waits()).toMatchObject({ url_analysis: 0 });
  });

  it('count the deliveries that have not arrived, as far as their bound', async () => {
    const insert = (status: string, count: number): Promise<unknown> =>
      database.query(
        `INSERT INTO webhook_deliveries (message_id, endpoint_id, owner_id, event, payload, status)
         SELECT gen_random_uuid(), (SELECT id FROM webhook_endpoints), 1, 'batch.completed', '{}', $1
           FROM generate_series(1, $2)`,
        [status, count],
      );
    await database.query(
      `INSERT INTO webhook_endpoints (id, owner_id, url, secret, events)
       VALUES (gen_random_uuid(), 1, 'https://example.com/', '', '{}')`,
    );
    expect(await queries.waitingDeliveries()).toBe(0);
    await insert('pending', 3);
    await insert('delivered', 2);
    await insert('failed', 2);
    expect(await queries.waitingDeliveries()).toBe(3);
    await insert('pending', MOST_DELIVERIES);
    expect(await queries.waitingDeliveries()).toBe(MOST_DELIVERIES);
  });
});
