import type { EntityManager } from 'typeorm';
import { firstCause, flushStatements } from '../../platform/database/statement.js';
import { toItemError } from '../../platform/errors/app-error.js';
import type { Scope, TransactionalHandler } from '../model/handler.js';
import { failed, type Item, type Outcome } from '../model/item.js';
import { isOutage } from '../model/outage.js';

const ROLLED_BACK = failed({
  code: 'ROLLED_BACK',
  message: 'Another item of the atomic batch failed; nothing was written.',
});

/**
 * Outcomes of an atomic batch in which an item failed: failed items keep their error, the others become ROLLED_BACK.
 */
export const markRolledBack = <Output>(outcomes: readonly Outcome<Output>[]): readonly Outcome<Output>[] =>
  outcomes.map((outcome) => (outcome.status === 'succeeded' ? ROLLED_BACK : outcome));

/**
 * Applies each item under its own savepoint, after the set-based write failed with an unexpected error, so that only
 * the failing item fails. Locks all items first, so that every batch locks in the same order. `onItemError` is called
 * for each unexpected error.
 */
export async function applyOneByOne<Input extends object, Options extends object, Output extends object, Locked>(
  handler: TransactionalHandler<Input, Options, Output, Locked>,
  items: readonly Item<Input>[],
  scope: Scope<Options>,
  onItemError: (error: unknown) => void,
  tx: EntityManager,
): Promise<readonly Outcome<Output>[]> {
  await handler.lock(items, scope, tx);
  const outcomes: Outcome<Output>[] = [];
  for (const item of items) {
    await tx.query('SAVEPOINT item');
    try {
      const locked = await handler.lock([item], scope, tx);
      const applied = await handler.apply([item], locked, scope, tx);
      await flushStatements(tx);
      await tx.query('RELEASE SAVEPOINT item');
      outcomes.push(...applied);
    } catch (thrown) {
      const error = await firstCause(thrown, tx);
      if (isOutage(error)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT item');
      onItemError(error);
      outcomes.push(failed(toItemError(error)));
    }
  }
  return outcomes;
}
