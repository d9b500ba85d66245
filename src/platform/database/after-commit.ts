import type { EntityManager } from 'typeorm';

/** What transactions have left to do once they are committed. */
const waiting = new WeakMap<EntityManager, (() => void)[]>();

/** Calls back once the transaction is committed, in the order of the calls; never when it is rolled back or repeated. Must not throw. */
export function afterCommit(tx: EntityManager, callback: () => void): void {
  const callbacks = waiting.get(tx);
  if (callbacks === undefined) waiting.set(tx, [callback]);
  else callbacks.push(callback);
}

/** For the unit of work: the transaction is committed. */
export function runAfterCommit(tx: EntityManager): void {
  const callbacks = waiting.get(tx) ?? [];
  waiting.delete(tx);
  for (const callback of callbacks) callback();
}
