import { userId } from '../support/accounts.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { revertMigrations, typeorm } from '../support/typeorm-cli.js';

/** The last migration of version 0.1. */
const LAST_OF_0_1 = '1763000000024';

async function downgrade(database: TestDatabase): Promise<void> {
  const later = await database.query('SELECT FROM schema_migrations WHERE timestamp > $1', [LAST_OF_0_1]);
  await revertMigrations(later.length, database.url);
}

async function storeFailedBatch(database: TestDatabase, kind: string): Promise<number> {
  const [batch] = await database.query<{ id: string }>(
    "INSERT INTO batches (public_id, kind, owner_id, options) VALUES (gen_random_uuid(), $1, $2, '{}') RETURNING id",
    [kind, userId('ana')],
  );
  await database.query(
    `INSERT INTO batch_items (batch_id, index, input, status, error, started_at, ended_at)
     SELECT $1, n, '{}', 'failed', '{"code":"NOT_FOUND","message":"-"}', now(), now() FROM generate_series(0, 2) n`,
    [batch?.id],
  );
  return Number(batch?.id);
}

describe('An upgrade from version 0.1', () => {
  it('removes items that a truncation left without a batch, and counts the failures of the others', async () => {
    const database = await createDatabase();
    await downgrade(database);
    await storeFailedBatch(database, 'url_analysis');
    await database.query('TRUNCATE batches CASCADE');
    expect(await database.query('SELECT FROM batch_items')).toHaveLength(3);
    const kept = await storeFailedBatch(database, 'url_analysis');
    await typeorm(['migration:run'], database.url);
    expect(await database.query('SELECT DISTINCT batch_id::int AS id FROM batch_items')).toEqual([{ id: kept }]);
    expect(await database.query('SELECT batch_id::int AS id, code, failures::int FROM batch_failures')).toEqual([
      { id: kept, code: 'NOT_FOUND', failures: 3 },
    ]);
  });

  it('is not reverted while batches exist whose kind version 0.1 does not know, and says which', async () => {
    const database = await createDatabase();
    await database.query("INSERT INTO batch_kinds VALUES ('iban_checks', 'IBAN checks', 'iban:write', 'iban:read')");
    const id = await storeFailedBatch(database, 'iban_checks');
    await expect(downgrade(database)).rejects.toThrow(
      /does not know the kinds iban_checks; delete their batches first/,
    );
    await database.query('DELETE FROM batch_items WHERE batch_id = $1', [id]);
    await database.query('DELETE FROM batches WHERE id = $1', [id]);
    await downgrade(database);
    await typeorm(['migration:run'], database.url);
  });

  it('keeps batches, items and attempts, and gives back what the workers of before ran, uncharged', async () => {
    const database = await createDatabase();
    await downgrade(database);
    const [batch] = await database.query<{ id: number }>(
      `INSERT INTO batches (public_id, kind, owner_id, options, status, started_at, lease_owner, lease_until, lease_token, max_concurrent)
       VALUES ('running', 'url_analysis', $1, '{}', 'processing', now(), gen_random_uuid(), now() + interval '30 s', 7, 5)
       RETURNING id::int`,
      [userId('ana')],
    );
    await database.query(
      `INSERT INTO batch_items (batch_id, index, input, status, output, error, attempts, recoveries, run_at, started_at, ended_at)
       VALUES ($1, 0, '{"n":0}', 'succeeded', '{"done":true}', NULL, 1, 0, NULL, now(), now()),
              ($1, 1, '{"n":1}', 'failed', NULL, '{"code":"NOT_FOUND"}', 2, 1, NULL, now(), now()),
              ($1, 2, '{"n":2}', 'running', NULL, NULL, 2, 1, NULL, now(), NULL),
              ($1, 3, '{"n":3}', 'running', NULL, NULL, 1, 0, NULL, now(), NULL),
              ($1, 4, '{"n":4}', 'pending', NULL, NULL, 1, 0, now() + interval '1 hour', now(), NULL),
              ($1, 5, '{"n":5}', 'pending', NULL, NULL, 0, 0, NULL, NULL, NULL)`,
      [batch?.id],
    );
    const state = async () => [
      await database.query(
        'SELECT index, status, input, output, error, attempts, recoveries, run_at IS NOT NULL AS "isParked" FROM batch_items ORDER BY index',
      ),
      await database.query(
        `SELECT status, lease_owner, lease_token::int,
                ARRAY[total_count, pending_count, running_count, succeeded_count, failed_count] AS counters FROM batches`,
      ),
    ];
    const item = (index: number, status: string, attempts: number, recoveries = 0, more: object = {}) => {
      const rest = { output: null, error: null, isParked: false, ...more };
      return { index, status, input: { n: index }, attempts, recoveries, ...rest };
    };
    const upgraded = [
      [
        item(0, 'succeeded', 1, 0, { output: { done: true } }),
        item(1, 'failed', 2, 1, { error: { code: 'NOT_FOUND' } }),
        item(2, 'pending', 1, 1),
        item(3, 'pending', 0),
        item(4, 'pending', 1, 0, { isParked: true }),
        item(5, 'pending', 0),
      ],
      [{ status: 'processing', lease_owner: null, lease_token: 7, counters: [6, 4, 0, 1, 1] }],
    ];
    await typeorm(['migration:run'], database.url);
    expect(await state()).toEqual(upgraded);
    // Items 2, 3 and 5 are behind the cursor, the parked one is found by its time.
    expect(await database.query('SELECT workers, has_room, next_index FROM batches')).toEqual([
      { workers: 0, has_room: false, next_index: 2 },
    ]);
    // A worker of before can claim nothing any more, and a process of before may still control the batch.
    const former = `UPDATE batches SET lease_owner = gen_random_uuid(), lease_token = lease_token + 1`;
    await expect(database.query(former)).rejects.toThrow('restart it with the new one');
    await database.query(`UPDATE batches SET lease_owner = NULL, lease_until = NULL`);
    // Back again with a batch that two workers have.
    await database.query(
      `INSERT INTO batch_leases VALUES ($1, gen_random_uuid(), 8, now(), '{2}'), ($1, gen_random_uuid(), 9, now(), '{3}')`,
      [batch?.id],
    );
    await database.query(`UPDATE batch_items SET status = 'running', attempts = attempts + 1 WHERE index IN (2, 3)`);
    await downgrade(database);
    expect(await state()).toEqual(upgraded);
  });
});
