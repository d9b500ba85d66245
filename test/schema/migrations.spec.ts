import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { typeorm } from '../support/typeorm-cli.js';

/** Everything a migration can make, as comparable lines. */
const SCHEMA = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS line
    FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'function ' || proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = pg_proc.oid AND d.deptype = 'e')
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL SELECT 'policy ' || tablename || ' ' || policyname || ' ' || coalesce(qual, '') FROM pg_policies
  UNION ALL SELECT 'sequence ' || sequence_name FROM information_schema.sequences WHERE sequence_schema = 'public'
  UNION ALL SELECT 'view ' || table_name FROM information_schema.views WHERE table_schema = 'public'
  ORDER BY line`;

const shape = async (database: TestDatabase): Promise<string[]> =>
  (await database.query<{ line: string }>(SCHEMA))
    .map(({ line }) => line)
    .filter((line) => !line.includes('schema_migrations'));

describe('Migrations', () => {
  it('go forth, all the way back, and forth again to the same schema', async () => {
    const database = await createDatabase({ empty: true });
    await typeorm(['migration:run'], database.url);
    const [before, count] = [await shape(database), await applied(database)];
    expect(before.length).toBeGreaterThan(50);

    for (let left = count; left > 0; left -= 1) await typeorm(['migration:revert'], database.url);
    expect(await shape(database)).toEqual([]);
    expect(await applied(database)).toBe(0);

    await typeorm(['migration:run'], database.url);
    expect(await shape(database)).toEqual(before);
  }, 180_000);

  it('are numbered without a double', async () => {
    const database = await createDatabase();
    const rows = await database.query('SELECT timestamp FROM schema_migrations');
    expect(new Set(rows.map((row) => String(row['timestamp']))).size).toBe(rows.length);
  });
});

const applied = async (database: TestDatabase): Promise<number> =>
  (await database.query('SELECT 1 FROM schema_migrations')).length;
