import type { DataSource } from 'typeorm';

/** The database has not been migrated to this version. */
export class SchemaOutdatedError extends Error {
  constructor() {
    super('The database is not at the schema of this version. Run `npm run migrate` first.');
    this.name = 'SchemaOutdatedError';
  }
}

/** Two starters at once: one migrates, the other waits and finds nothing left to do. */
const MIGRATION_LOCK = 4_202_611;

/** Brings the database to the schema of this version. */
export async function migrate(dataSource: DataSource): Promise<readonly string[]> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  } finally {
    await runner.release();
  }
  const done = await dataSource.runMigrations();
  return done.map(({ name }) => name);
}

/** Throws `SchemaOutdatedError` when migrations are pending. */
export async function requireCurrentSchema(dataSource: DataSource): Promise<void> {
  if (await dataSource.showMigrations()) throw new SchemaOutdatedError();
}

/** Takes back the last migration that was applied. Answers its name; undefined when none is applied. */
export async function revertLast(dataSource: DataSource): Promise<string | undefined> {
  const rows: { readonly name: string }[] = await dataSource.query(
    `SELECT name FROM schema_migrations ORDER BY id DESC LIMIT 1`,
  );
  const [last] = rows;
  if (last !== undefined) await dataSource.undoLastMigration();
  return last?.name;
}
