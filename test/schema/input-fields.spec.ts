import { createDatabase, type TestDatabase } from '../support/postgres.js';

describe('The summed up fields of a batch', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
    await database.query(`
      INSERT INTO users (id, name, email, role) OVERRIDING SYSTEM VALUE VALUES (1, 'Ana', 'ana@x.test', 'client') ON CONFLICT DO NOTHING;
      INSERT INTO batches (id, public_id, kind, owner_id, options) OVERRIDING SYSTEM VALUE
      SELECT n, n, 'contact_analysis', 1, '{}' FROM generate_series(1, 2) n;
      INSERT INTO batch_items (batch_id, index, input) SELECT n, i, '{"a": 1}' FROM generate_series(1, 2) n, generate_series(0, 1) i;
      INSERT INTO batch_fields (batch_id, inputs) SELECT n, '{}' FROM generate_series(1, 2) n;
    `);
  });
  const summedUp = async () =>
    (await database.query<{ id: number }>('SELECT batch_id::integer AS id FROM batch_fields ORDER BY 1')).map(
      ({ id }) => id,
    );

  it('are kept when items change, or an input is written as it was', async () => {
    await database.query(`UPDATE batch_items SET status = 'running', started_at = now()`);
    await database.query('UPDATE batch_items SET input = input');
    expect(await summedUp()).toEqual([1, 2]);
  });

  it('are forgotten when any process changes an input', async () => {
    await database.query(`UPDATE batch_items SET input = '{"b": 1}' WHERE batch_id = 2 AND index = 1`);
    expect(await summedUp()).toEqual([1]);
  });
});
