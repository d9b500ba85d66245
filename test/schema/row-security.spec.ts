import type { PoolClient } from 'pg';
import { userId, type AccountName } from '../support/accounts.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

/** Tables that hold callers' data and the column of the owner, or how its rows are reached. */
const READABLE = ['batches', 'batch_items', 'contact_analysis'] as const;

describe('Row-level security for batchwright_reader', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase();
    for (const name of ['ana', 'otto'] as const) {
      await database.query(
        `WITH b AS (INSERT INTO batches (public_id, kind, owner_id, options) VALUES ($1, 'contact_analysis', $2, '{}') RETURNING id)
         INSERT INTO batch_items (batch_id, index, input) SELECT id, 0, '{}' FROM b`,
        [`batch-of-${name}`, userId(name)],
      );
      await database.query('INSERT INTO contact_analysis (owner_id, id) VALUES ($1, $2)', [userId(name), `of-${name}`]);
    }
  });

  const asReader = <T>(owner: AccountName | undefined, work: (client: PoolClient) => Promise<T>): Promise<T> =>
    database.session(async (client) => {
      await client.query('BEGIN');
      try {
        await client.query('SET LOCAL ROLE batchwright_reader');
        if (owner !== undefined) await client.query(`SET LOCAL app.owner_id = '${userId(owner)}'`);
        return await work(client);
      } finally {
        await client.query('ROLLBACK');
      }
    });

  const count = async (client: PoolClient, table: string): Promise<number> =>
    (await client.query(`SELECT 1 FROM ${table}`)).rows.length;

  it.each(READABLE)('%s: an owner sees their own rows and no others', async (table) => {
    expect(await database.query(`SELECT 1 FROM ${table}`)).toHaveLength(2);
    expect(await asReader('ana', (client) => count(client, table))).toBe(1);
    expect(await asReader('reader', (client) => count(client, table))).toBe(0);
  });

  // A setting that was local to an ended transaction is empty afterwards, not unset.
  it.each(READABLE)('%s: without an owner nothing is seen', async (table) => {
    expect(await asReader(undefined, (client) => count(client, table))).toBe(0);
  });

  it.each(READABLE)('%s: nothing can be written', async (table) => {
    await expect(asReader('ana', (client) => client.query(`DELETE FROM ${table}`))).rejects.toThrow(
      /permission denied/,
    );
  });

  it.each(['users', 'api_keys', 'idempotency_keys'])('%s cannot be read at all', async (table) => {
    await expect(asReader('ana', (client) => count(client, table))).rejects.toThrow(/permission denied/);
  });

  it('is enabled on every table that has an owner, but for the idempotency keys, which no reader may read', async () => {
    const open = await database.query<{ name: string }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = 'owner_id' AND NOT c.relrowsecurity
          AND c.relname <> 'idempotency_keys'`,
    );
    expect(open).toEqual([]);
  });
});
