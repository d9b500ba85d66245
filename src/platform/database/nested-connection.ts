import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';

const openTransaction = new AsyncLocalStorage<true>();

/**
 * Raised when a query asks for a second connection inside an open transaction. With one connection (the embedded database)
 * it would wait for ever, with a pool it would exhaust it; so it is refused at once, on both.
 */
export class NestedConnectionError extends Error {
  constructor() {
    super('A query inside a transaction must use the transaction’s own EntityManager.');
    this.name = 'NestedConnectionError';
  }
}

/** Marks everything that the work awaits as inside a transaction. */
export const insideTransaction = <T>(work: () => Promise<T>): Promise<T> => openTransaction.run(true, work);

/** Runs what a request only starts (a timer, a listener) as if no transaction were open. */
export const outsideTransaction = <T>(work: () => T): T => openTransaction.exit(work);

type ConnectCallback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (release?: unknown) => void,
) => void;

/** The database is dead and the process about to end; carries PostgreSQL's code for an input/output error. */
class StorageDeadError extends Error {
  readonly code = '58030';
}

/** How long a server may take to let us in before it counts as down, in milliseconds. */
const REACH_MS = 3000;
/** How long a caller waits for its turn at a busy pool, in milliseconds; as long as a transaction may last. */
const WAIT_MS = 15_000;

/** `pg` has one time-out for two things: a server that cannot be reached, and a pool whose connections are all at work. */
class PromptClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    // The pool hides the password from copies.
    super({ ...config, password: config.password, connectionTimeoutMillis: REACH_MS });
  }
}

/** The pool of both databases: it refuses a connection to code that already has one, and to everybody once closed for good. */
export class GuardedPool extends pg.Pool {
  private isDead = false;

  constructor(config?: pg.PoolConfig) {
    super({ ...config, connectionTimeoutMillis: WAIT_MS, Client: PromptClient });
    // A server that dies tells its clients twice: in a message and by hanging up. The first error takes the client from whoever
    // holds it, and the second one, heard by nobody, would end the process (seen when PostgreSQL was killed under load).
    this.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Refuses every connection from now on, with an error that callers get as STORAGE_UNAVAILABLE. */
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
