import type { TestDatabase } from './postgres.js';

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

/** The schema of a database without the record of its migrations, to be compared with another's. */
export const schemaShape = async (database: TestDatabase): Promise<string[]> =>
  (await database.query<{ line: string }>(SCHEMA))
    .map(({ line }) => line)
    .filter((line) => !line.includes('schema_migrations'));

/** How many migrations are recorded. */
export const appliedCount = async (database: TestDatabase): Promise<number> =>
  (await database.query('SELECT 1 FROM schema_migrations')).length;
