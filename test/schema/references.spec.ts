import pg from 'pg';
import { eventually } from '../support/eventually.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const FOREIGN_KEY_VIOLATION = '23503';

const CONTACT = 'INSERT INTO contact_analysis (owner_id, id) VALUES ($1, $2)';
const ITEM = `INSERT INTO batch_items (batch_id, index, input) VALUES ($1, $2, '{}')`;

describe('References that are checked once a statement', () => {
  let database: TestDatabase;
  let users = 0;
  beforeAll(async () => {
    database = await createDatabase();
  });

  const refused = (constraint: string) => ({ code: FOREIGN_KEY_VIOLATION, constraint });

  const newUser = async (): Promise<number> => {
    users += 1;
    const [row] = await database.query<{ id: number }>(
      `INSERT INTO users (name, email, role) VALUES ('R', $1, 'client') RETURNING id::int`,
      [`references-${users}@example.com`],
    );
    return row?.id ?? 0;
  };
  const newBatch = async (): Promise<number> => {
    const [row] = await database.query<{ id: number }>(
      `INSERT INTO batches (public_id, kind, owner_id, status, options)
       VALUES (gen_random_uuid()::text, 'operations', 1, 'processing', '{}') RETURNING id::int`,
    );
    return row?.id ?? 0;
  };
  const count = async (table: string, column: string, id: number): Promise<number> =>
    (await database.query(`SELECT FROM ${table} WHERE ${column} = $1`, [id])).length;

  it('a contact needs its owner, when it comes and when it moves', async () => {
    await expect(database.query(CONTACT, [999_999, 'a'])).rejects.toMatchObject(
      refused('contact_analysis_owner_id_fkey'),
    );
    const owner = await newUser();
    await database.query(CONTACT, [owner, 'a']);
    await expect(
      database.query('UPDATE contact_analysis SET owner_id = 999999 WHERE owner_id = $1', [owner]),
    ).rejects.toMatchObject(refused('contact_analysis_owner_id_fkey'));
  });

  it('a user with contacts cannot be deleted, one without can', async () => {
    const [owner, other] = [await newUser(), await newUser()];
    await database.query(CONTACT, [owner, 'b']);
    await expect(database.query('DELETE FROM users WHERE id = ANY($1)', [[owner, other]])).rejects.toMatchObject(
      refused('contact_analysis_owner_id_fkey'),
    );
    await database.query('DELETE FROM users WHERE id = $1', [other]);
    expect(await count('users', 'id', owner)).toBe(1);
  });

  it('an item needs its batch, and goes with it', async () => {
    await expect(database.query(ITEM, [999_999, 0])).rejects.toMatchObject(refused('batch_items_batch_id_fkey'));
    const [batch, other] = [await newBatch(), await newBatch()];
    for (const index of [0, 1]) await database.query(ITEM, [batch, index]);
    await database.query(ITEM, [other, 0]);
    await expect(
      database.query('UPDATE batch_items SET batch_id = 999999 WHERE batch_id = $1', [batch]),
    ).rejects.toMatchObject(refused('batch_items_batch_id_fkey'));
    await database.query('DELETE FROM batches WHERE id = $1', [batch]);
    expect(await count('batch_items', 'batch_id', batch)).toBe(0);
    expect(await count('batch_items', 'batch_id', other)).toBe(1);
  });

  /** The second session waits for the first one's lock before that one commits. */
  const blocked = (client: pg.Client): Promise<true> =>
    eventually('the second session waits', async () => {
      const [row] = await database.query<{ waits: boolean }>('SELECT cardinality(pg_blocking_pids($1)) > 0 AS waits', [
        (client as unknown as { readonly processID: number }).processID,
      ]);
      return row?.waits === true;
    });

  /** Two sessions: what the first one does is not committed yet when the second one begins. */
  async function race(first: (client: pg.Client) => Promise<unknown>, second: (client: pg.Client) => Promise<unknown>) {
    const [a, b] = [new pg.Client(database.url), new pg.Client(database.url)];
    await Promise.all([a.connect(), b.connect()]);
    try {
      await a.query('BEGIN');
      await first(a);
      const answered = second(b).then(
        () => 'done',
        (error: unknown) => (error as { readonly code?: string }).code,
      );
      await blocked(b);
      await a.query('COMMIT');
      return await answered;
    } finally {
      await Promise.all([a.end(), b.end()]);
    }
  }

  it('holds when a row comes while the one it refers to goes', async () => {
    const owner = await newUser();
    expect(
      await race(
        (one) => one.query('DELETE FROM users WHERE id = $1', [owner]),
        (two) => two.query(CONTACT, [owner, 'c']),
      ),
    ).toBe(FOREIGN_KEY_VIOLATION);
    const kept = await newUser();
    expect(
      await race(
        (one) => one.query(CONTACT, [kept, 'c']),
        (two) => two.query('DELETE FROM users WHERE id = $1', [kept]),
      ),
    ).toBe(FOREIGN_KEY_VIOLATION);

    const gone = await newBatch();
    expect(
      await race(
        (one) => one.query('DELETE FROM batches WHERE id = $1', [gone]),
        (two) => two.query(ITEM, [gone, 0]),
      ),
    ).toBe(FOREIGN_KEY_VIOLATION);
    const filled = await newBatch();
    expect(
      await race(
        (one) => one.query(ITEM, [filled, 0]),
        (two) => two.query('DELETE FROM batches WHERE id = $1', [filled]),
      ),
    ).toBe('done');
    expect(await count('batch_items', 'batch_id', filled)).toBe(0);
  });
});
