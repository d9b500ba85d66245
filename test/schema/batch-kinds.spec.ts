import { DataSource } from 'typeorm';
import { registerKinds } from '../../src/batch/maintenance/kind-store.js';
import { declaredKinds, KINDS, readScopeOf, submitScopeOf } from '../../src/batch/model/kinds/declared-kinds.js';
import { registerFeatures } from '../../src/features.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const insertBatch = (database: TestDatabase, kind: string): Promise<unknown> =>
  database.query(
    "INSERT INTO batches (public_id, kind, owner_id, options) SELECT $1, $1, min(id), '{}' FROM users RETURNING id",
    [kind],
  );

/** Registers the declared kinds as a starting process does. */
async function register({ url }: TestDatabase): Promise<void> {
  const dataSource = await new DataSource({ type: 'postgres', url }).initialize();
  try {
    await registerKinds(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

const rows = (database: TestDatabase) =>
  database.query<{ name: string; title: string; submit: string; read: string }>(
    'SELECT name, title, submit_scope AS submit, read_scope AS read FROM batch_kinds ORDER BY name',
  );

describe('The table of kinds', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    registerFeatures();
    database = await createDatabase();
    await database.query("INSERT INTO users (name, email, role) VALUES ('K', 'kinds@example.com', 'client')");
  });

  it('refuses a batch of a kind that nobody has registered', async () => {
    await expect(insertBatch(database, 'unheard_of')).rejects.toThrow(/batches_kind_fkey/);
  });

  it('keeps a kind that batches have', async () => {
    await insertBatch(database, 'operations');
    await expect(database.query("DELETE FROM batch_kinds WHERE name = 'operations'")).rejects.toThrow(
      /batches_kind_fkey/,
    );
  });

  it('has what the features declare after a start, and knows kinds whose module is gone', async () => {
    await database.query(`
      UPDATE batch_kinds SET title = 'Old', read_scope = 'old:read' WHERE name = 'operations';
      DELETE FROM batch_kinds WHERE name = 'url_analysis';
      INSERT INTO batch_kinds VALUES ('gone', 'Gone', 'gone:write', 'gone:read')`);
    await register(database);
    const declared = declaredKinds().map(({ name, title, scopes }) => ({ name, title, ...scopes }));
    const gone = { name: 'gone', title: 'Gone', submit: 'gone:write', read: 'gone:read' };
    expect(await rows(database)).toEqual([...declared, gone].sort((a, b) => (a.name < b.name ? -1 : 1)));
    expect([KINDS.at(-1), submitScopeOf('gone'), readScopeOf('gone')]).toEqual(['gone', 'gone:write', 'gone:read']);
  });

  it('is not written when nothing has changed', async () => {
    const versions = () => database.query('SELECT name, xmin::text FROM batch_kinds ORDER BY name');
    const before = await versions();
    await register(database);
    expect(await versions()).toEqual(before);
  });
});
