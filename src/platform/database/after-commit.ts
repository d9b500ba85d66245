import type { EntityManager } from 'typeorm';

/** Callbacks of open transactions, to run once they are committed. */
const waiting = new WeakMap<EntityManager, (() => void)[]>();

/**
 * Calls back once the transaction is committed, in registration order; never when it is rolled back or retried.
 * Must not throw.
 */
export function afterCommit(tx: EntityManager, callback: () => void): void {
  const callbacks = waiting.get(tx);
  if (callbacks === undefined) waiting.set(tx, [callback]);
  else callbacks.push(callback);
}

/** Called by the unit of work once the transaction is committed. */
export function runAfterCommit(tx: EntityManager): void {
  const callbacks = waiting.get(tx) ?? [];
  waiting.delete(tx);
  for (const callback of callbacks) callback();
}
