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
});
