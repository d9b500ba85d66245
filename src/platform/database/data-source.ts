import { join } from 'node:path';
import pg from 'pg';
import { DataSource, type DataSourceOptions, getMetadataArgsStorage } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import type { AppConfig } from '../config/config.js';
import { EmbeddedDatabase } from './embedded-database.js';
import { declaredMigrations } from './feature-migrations.js';
import { GuardedPool, outsideTransaction } from './nested-connection.js';
import { ownMigrations } from './own-migrations.js';
import { Watchdog } from './watchdog.js';

/** The two supported databases; `DATABASE_URL` selects one, and this is the only place that reads it. */
export type DatabaseMode = 'embedded' | 'postgres';
export const databaseMode = (config: AppConfig): DatabaseMode =>
  config.databaseUrl === undefined ? 'embedded' : 'postgres';

/** What an acknowledged write survives in each mode. */
export const DURABILITY: Record<DatabaseMode, 'process-crash' | 'power-loss'> = {
  embedded: 'process-crash',
  postgres: 'power-loss',
};

const built = join(__dirname, '..', '..');

/** Both databases are PostgreSQL: one dialect, one set of entities and migrations. */
const COMMON = {
  type: 'postgres',
  driver: { ...pg, Pool: GuardedPool, defaults: pg.defaults },
  migrationsTableName: 'schema_migrations',
  migrationsTransactionMode: 'each',
  synchronize: false,
  // uuid-ossp does not exist in the embedded database; the tables need no extension for their ids.
  uuidExtension: 'pgcrypto',
  installExtensions: false,
  // Ids and counts stay far below 2^53.
  parseInt8: true,
} as const satisfies Partial<DataSourceOptions>;

/** Classes of entities; without them, those of all files. */
type Entities = Extract<DataSourceOptions['entities'], readonly unknown[]>;
const ALL_FILES: Entities = [join(built, '**', '*.entity.js')];

/** The entities of what is loaded: a file read again, beside the bundle of the service, would make other classes. */
export const loadedEntities = (): Entities =>
  getMetadataArgsStorage().tables.flatMap(({ target }) => (typeof target === 'function' ? [target] : []));

/** Those of this package, and those that modules from outside declare. */
const migrations = () => [...ownMigrations(), ...declaredMigrations()];

/** Server-side limits in milliseconds, set once per connection. */
const SESSION_LIMITS = {
  statement_timeout: 15_000,
  lock_timeout: 5000,
  idle_in_transaction_session_timeout: 30_000,
} as const;

/**
 * Client-side limits, for a server that stopped responding and enforces none: a statement is abandoned later than
 * the server would end it, and its connection destroyed; TCP keep-alive detects dead idle connections.
 */
const CLIENT_LIMITS = {
  query_timeout: SESSION_LIMITS.statement_timeout + 3000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
} as const;

const OPEN: Record<DatabaseMode, (config: AppConfig, entities: Entities) => Promise<DataSource>> = {
  postgres: (config, entities) =>
    Promise.resolve(
      new DataSource({
        ...COMMON,
        entities,
        migrations: migrations(),
        url: config.databaseUrl,
        poolSize: config.databasePoolSize,
        // Statements that do not wait for a reply share a packet: five round trips of a batch become three.
        extra: { ...SESSION_LIMITS, ...CLIENT_LIMITS, pipeline: true },
      }),
    ),
  embedded: async (config, entities) => {
    const database = await EmbeddedDatabase.open(config.dataDir);
    const source: { current?: EmbeddedDataSource } = {};
    const stream = () => database.connect((sqlState) => source.current?.watchdog?.recordError(sqlState));
    source.current = new EmbeddedDataSource(database, {
      ...COMMON,
      entities,
      migrations: migrations(),
      extra: { stream, max: 1, host: 'localhost', user: 'postgres', database: 'postgres' },
    });
    return source.current;
  },
};

/**
 * Runs the watchdog while the embedded database is open; destroying it closes the database and releases its
 * directory.
 */
class EmbeddedDataSource extends DataSource {
  watchdog: Watchdog | undefined;
  private isClosed = false;

  constructor(
    private readonly database: EmbeddedDatabase,
    options: DataSourceOptions,
  ) {
    super(options);
  }

  override async initialize(): Promise<this> {
    await super.initialize();
    const pool = poolOf(this);
    const watchdog = new Watchdog({
      probe: () => outsideTransaction(() => pool.query('SELECT 1')),
      markDead: () => pool.refuseAll(),
    });
    // Every connection returned to the pool shows that the database responded.
    pool.on('release', () => watchdog.heartbeat());
    this.watchdog = watchdog;
    return this;
  }

  override async destroy(): Promise<void> {
    await this.watchdog?.stop();
    if (this.isInitialized) await super.destroy();
    if (!this.isClosed) await this.database.close();
    this.isClosed = true;
  }
}

/** The connections of an initialized data source. */
export const poolOf = (dataSource: DataSource): GuardedPool =>
  (dataSource.driver as PostgresDriver).master as GuardedPool;

/** A data source for the configured database, not yet initialized. Destroying it releases everything it opened. */
export const createDataSource = (config: AppConfig, entities = ALL_FILES): Promise<DataSource> =>
  OPEN[databaseMode(config)](config, entities);
