import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { FeatureError } from '../errors/feature-error.js';
import { crashPoint } from '../fault/crash-point.js';

/** The database has not been migrated to the schema of this version. */
export class SchemaOutdatedError extends Error {
  constructor() {
    super('The database is not at the schema of this version. Run `npm run migrate` first.');
    this.name = 'SchemaOutdatedError';
  }
}

/**
 * Advisory lock key: of two processes that start at once, one migrates and the other waits and finds nothing to do.
 */
const MIGRATION_LOCK = 4_202_611;

/**
 * Migrates the database to the schema of this version, each migration in its own transaction, so that after a crash
 * the next start continues from there. Returns the names of the applied migrations.
 */
export const migrate = (dataSource: DataSource): Promise<readonly string[]> =>
  underLock(dataSource, (runner) => applyPending(dataSource, runner));

/**
 * Changes the schema while no other process does. The lock and the migrations use one connection, so that neither
 * outlives the other; after a failure the lock is held until the data source is destroyed.
 */
async function underLock<T>(dataSource: DataSource, change: (runner: QueryRunner) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  let restore = (): void => undefined;
  try {
    // The limits of a request are too short for waiting on another process's migrations, or for an index over a
    // large table.
    restore = await liftQueryTimeout(runner);
    await runner.query('SET lock_timeout = 0');
    await runner.query('SET statement_timeout = 0');
    await runner.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runner.query('RESET lock_timeout');
    const done = await change(runner);
    await runner.query('RESET statement_timeout');
    await runner.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    return done;
  } finally {
    restore();
    await runner.release();
  }
}

/** Lifts the client-side query time-out of the runner's connection; the returned function restores it. */
async function liftQueryTimeout(runner: QueryRunner): Promise<() => void> {
  const { connectionParameters } = (await runner.connect()) as { connectionParameters: { query_timeout: number } };
  const { query_timeout } = connectionParameters;
  connectionParameters.query_timeout = 0;
  return () => {
    connectionParameters.query_timeout = query_timeout;
  };
}

async function applyPending(dataSource: DataSource, runner: QueryRunner): Promise<readonly string[]> {
  const executor = new MigrationExecutor(dataSource, runner);
  const done: string[] = [];
  for (const migration of await executor.getPendingMigrations()) {
    await runner.startTransaction();
    try {
      await executor.executeMigration(migration);
      await runner.commitTransaction();
    } catch (error) {
      await runner.rollbackTransaction();
      throw error;
    }
    crashPoint('migrate.after_step');
    done.push(migration.name);
  }
  return done;
}

/** Throws `SchemaOutdatedError` when migrations are pending. */
export async function requireCurrentSchema(dataSource: DataSource): Promise<void> {
  if (await dataSource.showMigrations()) throw new SchemaOutdatedError();
}

/**
 * Reverts the last applied migration, while no other process migrates or reverts. Returns its name; undefined when none
 * is applied. Throws `FeatureError` when it belongs to a module that is not loaded.
 */
export const revertLast = (dataSource: DataSource): Promise<string | undefined> =>
  underLock(dataSource, (runner) => revert(dataSource, runner));

async function revert(dataSource: DataSource, runner: QueryRunner): Promise<string | undefined> {
  const rows = (await runner.query(`SELECT name FROM schema_migrations ORDER BY id DESC LIMIT 1`)) as readonly {
    readonly name: string;
  }[];
  const [last] = rows;
  const isKnown = dataSource.migrations.some(({ name, constructor }) => (name ?? constructor.name) === last?.name);
  if (last !== undefined && !isKnown)
    throw new FeatureError(`The migration ${last.name} belongs to a module that is not loaded; load it to revert it.`);
  if (last === undefined) return undefined;
  const executor = new MigrationExecutor(dataSource, runner);
  executor.transaction = 'each';
  await executor.undoLastMigration();
  return last.name;
}
