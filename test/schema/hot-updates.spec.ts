import { createDatabase, type TestDatabase } from '../support/postgres.js';

const ITEMS = 2000;
const AT_ONCE = 100;

/** Updates of a table, and how many of them stayed on their page and left its indexes alone. */
interface Updates {
  readonly all: number;
  readonly hot: number;
}

describe('What the engine updates most', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createDatabase();
  });

  it('stands in no index: neither the state of an item nor its end', async () => {
    const rows = await database.query<{ indexdef: string }>(
      `SELECT indexdef FROM pg_indexes WHERE tablename = 'batch_items' ORDER BY indexname`,
    );
    expect(rows.length).toBeGreaterThan(4);
    expect(rows.filter(({ indexdef }) => /\b(?:status|ended_at)\b/.test(indexdef))).toEqual([]);
  });

  it('stays on its page, for most items and nearly all commits', async () => {
    await database.query(
      `INSERT INTO batches (public_id, kind, owner_id, status, options, started_at)
       SELECT 'hot-' || n, 'url_analysis', 1, 'processing', '{}', now() FROM generate_series(1, 20) n`,
    );
    await database.query(
      `INSERT INTO batch_items (batch_id, index, input)
       SELECT b.id, n, '{"url":"https://example.com/"}' FROM batches b, generate_series(0, ${ITEMS / 20 - 1}) n`,
    );
    const updates = await database.session(async (client) => {
      // Each in a transaction of its own, as a group commit is.
      for (let n = 0; n < ITEMS / AT_ONCE; n += 1)
        for (const change of [
          `status = 'running', started_at = now()`,
          `status = 'succeeded', output = '{"done":true}', ended_at = now()`,
        ])
          await client.query(
            `UPDATE batch_items SET ${change} WHERE index >= ${(n * AT_ONCE) / 20} AND index < ${((n + 1) * AT_ONCE) / 20}`,
          );
      await client.query('SELECT pg_stat_force_next_flush()');
      const { rows } = await client.query<Updates & { readonly name: string }>(
        `SELECT relname AS name, n_tup_upd::integer AS "all", n_tup_hot_upd::integer AS hot FROM pg_stat_user_tables
          WHERE relname IN ('batch_items', 'batches')`,
      );
      return new Map(rows.map(({ name, ...counts }) => [name, counts]));
    });
    const [items, batches] = [updates.get('batch_items'), updates.get('batches')];
    expect(items?.all).toBe(2 * ITEMS);
    expect((items?.hot ?? 0) / (items?.all ?? 0)).toBeGreaterThan(0.5);
    expect((batches?.hot ?? 0) / (batches?.all ?? 0)).toBeGreaterThan(0.8);
  });
});
