import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { probeDatabase } from '../support/probe.js';
import { RunningEngine } from '../support/running-engine.js';

describe('A result whose rows the database refuses', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await probeDatabase();
  });

  const ended = (batchId: number) =>
    eventually('the batch ends', async () => {
      const [row] = await database.query<{ status: string }>(
        'SELECT status FROM batches WHERE id = $1 AND completed_at IS NOT NULL',
        [batchId],
      );
      return row?.status;
    });
  const items = (batchId: number) =>
    database.query(`SELECT status, error ->> 'code' AS code FROM batch_items WHERE batch_id = $1 ORDER BY index`, [
      batchId,
    ]);

  it('makes the last event of its batch tell what the batch says, and tells of the failed item', async () => {
    await database.query(
      `INSERT INTO users (id, name, email, role) OVERRIDING SYSTEM VALUE VALUES (1, 'Ana', 'ana@x.test', 'client') ON CONFLICT DO NOTHING`,
    );
    await database.query(
      `INSERT INTO webhook_endpoints (id, owner_id, url, events, secret)
       VALUES (gen_random_uuid(), 1, 'http://127.0.0.1:9/', '{batch.items_failed,batch.failed,batch.partial,batch.completed}', '')`,
    );
    const engine = await RunningEngine.start(database.url);
    const id = await engine.submit([{ refuse: true }]);
    expect(await ended(id)).toBe('failed');
    expect(await items(id)).toEqual([{ status: 'failed', code: 'SAVE_FAILED' }]);
    const [last] = await database.query('SELECT type FROM batch_events WHERE batch_id = $1 ORDER BY id DESC LIMIT 1', [
      id,
    ]);
    expect(last).toEqual({ type: 'failed' });
    const told = await database.query<{ event: string }>('SELECT event FROM webhook_deliveries ORDER BY id');
    expect(told.map(({ event }) => event)).toEqual(['batch.items_failed', 'batch.failed']);
    await engine.stop();
  });

  it('ends when its item has killed its worker too often, and stops no other batch', async () => {
    const client = await RunningEngine.open(database.url);
    const poison = await client.submit([{ refuse: true }]);
    // As three workers leave it that died.
    await database.query(`UPDATE batch_items SET status = 'running', recoveries = 2, attempts = 3`);
    await database.query(
      `INSERT INTO batch_leases (batch_id, worker_id, token, lease_until, running)
       SELECT id, gen_random_uuid(), 3, now() - interval '1 minute', '{0}' FROM batches`,
    );
    await database.query(`UPDATE batches SET status = 'processing', started_at = now(), lease_token = 3`);
    const other = await client.submit([{}]);
    const engine = await RunningEngine.start(database.url);
    expect(await ended(other)).toBe('completed');
    expect(await ended(poison)).toBe('failed');
    expect(await items(poison)).toEqual([{ status: 'failed', code: 'WORKER_CRASHED' }]);
    await Promise.all([engine.stop(), client.stop()]);
  });
});
