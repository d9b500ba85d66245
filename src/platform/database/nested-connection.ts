import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { giveUpAfter } from '../concurrency/give-up.js';

const openTransaction = new AsyncLocalStorage<true>();

/**
 * Thrown when a query asks for a second connection inside an open transaction. With one connection (the embedded
 * database) it would wait forever, with a pool it could exhaust it; so it is rejected at once on both.
 */
export class NestedConnectionError extends Error {
  constructor() {
    super('A query inside a transaction must use the transaction’s own EntityManager.');
    this.name = 'NestedConnectionError';
  }
}

/** Marks everything that `work` awaits as inside a transaction. */
export const insideTransaction = <T>(work: () => Promise<T>): Promise<T> => openTransaction.run(true, work);

/** Runs code that a request only starts (a timer, a listener) as if no transaction were open. */
export const outsideTransaction = <T>(work: () => T): T => openTransaction.exit(work);

type ConnectCallback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (release?: unknown) => void,
) => void;

/** The embedded database is dead and the process about to exit; has PostgreSQL's code for an input/output error. */
class StorageDeadError extends Error {
  readonly code = '58030';
}

/** Time-out for connecting to a server before it counts as down, in milliseconds. */
const CONNECT_MS = 3000;
/** Longest wait for a connection of a busy pool, in milliseconds; as long as a transaction may last. */
const WAIT_MS = 15_000;

type Connected = (error: Error | null, client?: pg.Client) => void;

/**
 * Client with its own connect time-out: `pg` has one option for both an unreachable server and an exhausted pool, and
 * its timer gives up a server whose answer came while the process rested.
 */
class PromptClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    // The pool hides the password from copies of its options.
    super({ ...config, password: config.password, connectionTimeoutMillis: 0 });
  }

  override connect(): Promise<pg.Client>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<pg.Client> | void {
    const stop = giveUpAfter(CONNECT_MS, () => this.connection.stream.destroy(new Error('timeout expired')));
    // Of a client that is ended before it is connected nothing else tells.
    this.once('end', stop);
    if (callback === undefined)
      return super
        .connect()
        .then(() => this)
        .finally(stop);
    return super.connect((error: Error | null) => {
      stop();
      if (error === null) callback(null, this);
      else callback(error);
    });
  }
}

/**
 * The pool of both databases. It refuses nested connections inside a transaction, and every connection after
 * `refuseAll`.
 */
export class GuardedPool extends pg.Pool {
  private isDead = false;

  constructor(config?: pg.PoolConfig) {
    super({ ...config, connectionTimeoutMillis: WAIT_MS, Client: PromptClient });
    // A dying server reports its end twice: by a message and by closing the connection. The first error removes the
    // client from its holder; the second, without a listener, would end the process (seen when PostgreSQL was
    // killed under load).
    this.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Refuses every connection from now on with an error that callers receive as STORAGE_UNAVAILABLE. */
  refuseAll(): void {
    this.isDead = true;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | void {
    const refusal = this.refusal();
    if (callback === undefined) return refusal === undefined ? super.connect() : Promise.reject(refusal);
    if (refusal !== undefined) return callback(refusal, undefined, () => undefined);
    return super.connect(callback);
  }

  private refusal(): Error | undefined {
    if (this.isDead) return new StorageDeadError('The embedded database is dead.');
    return openTransaction.getStore() === true ? new NestedConnectionError() : undefined;
  }
}
