import type { EntityManager } from 'typeorm';
import { sqlState } from '../../platform/database/sqlstate.js';
import { firstCause, flushStatements } from '../../platform/database/statement.js';
import { AppError, toItemError } from '../../platform/errors/app-error.js';
import type { AppLogger } from '../../platform/observability/app-logger.js';
import type { Scope, TransactionalHandler } from '../model/handlers/handler.js';
import { failed, type Item, type Outcome } from '../model/items/item.js';
import { isOutage } from '../model/items/outage.js';
import { storableError, storableOutcome } from '../model/items/storable-result.js';
import { TRY_OUTCOMES } from './outcome-sql.js';

const ROLLED_BACK = failed({
  code: 'ROLLED_BACK',
  message: 'Another item of the atomic batch failed; nothing was written.',
});

/**
 * How the items of a transaction are applied: all with one call of the handler, or each under its own savepoint, after
 * the database has refused them together.
 */
export type HowApplied = 'together' | 'one by one';

/** A transactional handler of any kind, and the items it is given. */
interface Application<Input extends object, Options extends object, Output extends object, Locked> {
  readonly handler: TransactionalHandler<Input, Options, Output, Locked>;
  readonly items: readonly Item<Input>[];
  readonly scope: Scope<Options>;
}

/**
 * Locks and applies items, one outcome for each, in order, as PostgreSQL can store them. `onItemError` is called for
 * every unexpected error of an item that is applied by itself; of items applied together such an error is thrown.
 */
export async function applyItems<Input extends object, Options extends object, Output extends object, Locked>(
  { handler, items, scope }: Application<Input, Options, Output, Locked>,
  how: HowApplied,
  onItemError: (error: unknown) => void,
  tx: EntityManager,
): Promise<readonly Outcome<Output>[]> {
  if (how === 'one by one') return applyOneByOne(handler, items, scope, onItemError, tx);
  return storableOutcomes(items, await handler.apply(items, await handler.lock(items, scope, tx), scope, tx));
}

/** The outcomes as PostgreSQL can store them. Throws when one cannot be stored or is missing: nothing may stay. */
function storableOutcomes<Output>(
  items: readonly Item<object>[],
  outcomes: readonly Outcome<Output>[],
): readonly Outcome<Output>[] {
  if (outcomes.length !== items.length) throw new Error(`${items.length} items have ${outcomes.length} outcomes.`);
  return outcomes.map(storableOutcome);
}

/** Throws SAVE_FAILED when the database refuses an outcome all the same, for example one that is nested too deeply. */
async function requireStorable(outcomes: readonly Outcome<unknown>[], tx: EntityManager): Promise<void> {
  try {
    await tx.query(TRY_OUTCOMES, [JSON.stringify(outcomes)]);
  } catch (error) {
    if (isOutage(error)) throw error;
    throw new AppError('SAVE_FAILED', undefined, { cause: error });
  }
}

/** Logs an unexpected error of one item; `where` names its batch or kind. */
export const logItemError = (log: AppLogger, where: Readonly<Record<string, unknown>>, error: unknown): void =>
  log.error('item failed with an unexpected error', { ...where, code: sqlState(error), error: String(error) });

/** Whether nothing of an atomic batch may stay, because an item of it failed. */
export const mustRollBack = (isAtomic: boolean, outcomes: readonly Outcome<unknown>[]): boolean =>
  isAtomic && outcomes.some(({ status }) => status === 'failed');

/**
 * Outcomes of an atomic batch in which an item failed: failed items keep their error, the others become ROLLED_BACK.
 */
export const markRolledBack = <Output>(outcomes: readonly Outcome<Output>[]): readonly Outcome<Output>[] =>
  outcomes.map((outcome) => (outcome.status === 'succeeded' ? ROLLED_BACK : outcome));

/** Only the failing item fails. Locks all items first, so that every batch locks in the same order. */
async function applyOneByOne<Input extends object, Options extends object, Output extends object, Locked>(
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
      const applied = storableOutcomes([item], await handler.apply([item], locked, scope, tx));
      await flushStatements(tx);
      await requireStorable(applied, tx);
      await tx.query('RELEASE SAVEPOINT item');
      outcomes.push(...applied);
    } catch (thrown) {
      const error = await firstCause(thrown, tx);
      if (isOutage(error)) throw error;
      await tx.query('ROLLBACK TO SAVEPOINT item');
      onItemError(error);
      outcomes.push(failed(storableError(toItemError(error))));
    }
  }
  return outcomes;
}
