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

/** The pool of both databases: it refuses a connection to code that already has one. */
export class GuardedPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | void {
    const nested = openTransaction.getStore() === true ? new NestedConnectionError() : undefined;
    if (callback === undefined) return nested === undefined ? super.connect() : Promise.reject(nested);
    if (nested !== undefined) return callback(nested, undefined, () => undefined);
    return super.connect(callback);
  }
}
