import type pg from 'pg';

import { seedAccounts } from '../support/accounts.js';
import { offlineSql } from '../support/offline-sql.js';
import { administer, openDatabase, PostgresServer, type TestDatabase } from '../support/postgres.js';
import { temporaryDirectory } from '../support/run-directory.js';

const ITEMS = 2000;
const AT_ONCE = 100;

/** Updates of a table, and how many of them stayed on their page and left its indexes alone. */
interface Updates {
  readonly all: number;
  readonly hot: number;
}

/** Shares of the updates that were HOT. */
interface Shares {
  readonly items: number;
  readonly batches: number;
}

/** Begins and ends all items as group commits do, each in a transaction of its own, and counts the updates of that. */
async function hotShares(database: TestDatabase): Promise<Shares> {
  await database.query(
    `INSERT INTO batches (public_id, kind, owner_id, status, options, started_at)
     SELECT 'hot-' || n, 'url_analysis', 1, 'processing', '{}', now() FROM generate_series(1, 20) n`,
  );
  await database.query(
    `INSERT INTO batch_items (batch_id, index, input)
     SELECT b.id, n, '{"url":"https://example.com/"}' FROM batches b, generate_series(0, ${ITEMS / 20 - 1}) n`,
  );
  return database.session(async (client) => {
    const before = await updatesSoFar(client);
    for (let n = 0; n < ITEMS / AT_ONCE; n += 1)
      for (const change of [
        `status = 'running', started_at = now()`,
        `status = 'succeeded', output = '{"done":true}', ended_at = now()`,
      ])
        await client.query(
          `UPDATE batch_items SET ${change} WHERE index >= ${(n * AT_ONCE) / 20} AND index < ${((n + 1) * AT_ONCE) / 20}`,
        );
    const after = await updatesSoFar(client);
    expect(updatesSince(before, after, 'batch_items').all).toBe(2 * ITEMS);
    return {
      items: updatesSince(before, after, 'batch_items').share,
      batches: updatesSince(before, after, 'batches').share,
    };
  });
}

async function updatesSoFar(client: pg.PoolClient): Promise<Map<string, Updates>> {
  await client.query('SELECT pg_stat_force_next_flush()');
  const { rows } = await client.query<Updates & { readonly name: string }>(
    `SELECT relname AS name, n_tup_upd::integer AS "all", n_tup_hot_upd::integer AS hot FROM pg_stat_user_tables
      WHERE relname IN ('batch_items', 'batches')`,
  );
  return new Map(rows.map(({ name, ...counts }) => [name, counts]));
}

function updatesSince(
  before: ReadonlyMap<string, Updates>,
  after: ReadonlyMap<string, Updates>,
  table: string,
): { readonly all: number; readonly share: number } {
  const all = (after.get(table)?.all ?? 0) - (before.get(table)?.all ?? 0);
  const hot = (after.get(table)?.hot ?? 0) - (before.get(table)?.hot ?? 0);
  return { all, share: hot / all };
}

describe('What the engine updates most', () => {
  let server: PostgresServer;
  let database: TestDatabase;
  beforeAll(async () => {
    // On the run's server, a long transaction of any database or an autovacuum worker keeps what dies meanwhile.
    server = await PostgresServer.start(temporaryDirectory(), ['autovacuum=off']);
    await administer(server.address, 'CREATE DATABASE hot');
    const url = `${server.address}/hot`;
    await offlineSql({ DATABASE_URL: url }, seedAccounts());
    database = openDatabase(url);
  });
  afterAll(async () => {
    await database.drop();
    await server.stop();
  });

  it('stands in no index: neither the state of an item nor its end', async () => {
    const rows = await database.query<{ indexdef: string }>(
      `SELECT indexdef FROM pg_indexes WHERE tablename = 'batch_items' ORDER BY indexname`,
    );
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.filter(({ indexdef }) => /\b(?:status|ended_at)\b/.test(indexdef))).toEqual([]);
  });

  it('stays on its page, for most items and nearly all commits', async () => {
    const { items, batches } = await hotShares(database);
    expect(items).toBeGreaterThan(0.5);
    expect(batches).toBeGreaterThan(0.8);
  });
});
