import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { revertMigrations, typeorm } from '../support/typeorm-cli.js';

const ITEMS = 5000;

describe('The deletion of a batch whose items are gone', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });

  it('looks at no entry that they have left in an index, however many there are', async () => {
    await database.session(async (client) => {
      const entriesRead = async (): Promise<number> => {
        await client.query('SELECT pg_stat_force_next_flush()');
        const { rows } = await client.query<{ readonly read: number }>(
          `SELECT sum(idx_tup_read)::integer AS read FROM pg_stat_user_indexes WHERE relname = 'batch_items'`,
        );
        return rows[0]?.read ?? Number.NaN;
      };
      await client.query('ALTER TABLE batch_items SET (autovacuum_enabled = false)');
      await client.query(
        `INSERT INTO batches (public_id, kind, owner_id, status, options) VALUES ('one', 'operations', 1, 'processing', '{}')`,
      );
      await client.query(
        `INSERT INTO batch_items (batch_id, index, input) SELECT id, n, '{}' FROM batches, generate_series(1, ${ITEMS}) n`,
      );
      await client.query('DELETE FROM batch_items');
      const before = await entriesRead();
      await client.query('DELETE FROM batches');
      expect((await entriesRead()) - before).toBe(0);
    });
  });

  it('takes the items that are left with it', async () => {
    await database.query(
      `INSERT INTO batches (public_id, kind, owner_id, status, options) VALUES ('two', 'operations', 1, 'processing', '{}')`,
    );
    await database.query(
      `INSERT INTO batch_items (batch_id, index, input) SELECT id, n, '{}' FROM batches, generate_series(1, 3) n`,
    );
    await database.query('DELETE FROM batches');
    expect(await database.query('SELECT FROM batch_items')).toEqual([]);
  });
});

describe('An open batch whose items were removed under a version before', () => {
  it('is cancelled by the migration, and one that gets its items in parts is not', async () => {
    const database = await createDatabase();
    const later = await database.query('SELECT FROM schema_migrations WHERE timestamp >= 1763000000054');
    await revertMigrations(later.length, database.url);
    await database.query(
      `INSERT INTO batches (public_id, kind, owner_id, status, options, seal_by)
       VALUES ('emptied', 'operations', 1, 'processing', '{}', NULL), ('open', 'operations', 1, 'pending', '{}', now() + interval '1 day')`,
    );
    await database.query(
      `INSERT INTO batch_items (batch_id, index, input) SELECT id, 0, '{}' FROM batches WHERE public_id = 'emptied'`,
    );
    await database.query('DELETE FROM batch_items');
    await typeorm(['migration:run'], database.url);
    expect(await database.query('SELECT public_id AS id, status FROM batches ORDER BY 1')).toEqual([
      { id: 'emptied', status: 'cancelled' },
      { id: 'open', status: 'pending' },
    ]);
  });
});
