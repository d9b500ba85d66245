import type { EntityManager } from 'typeorm';
import { firstCause, flushStatements } from '../../platform/database/statement.js';
import type { EndedItem } from '../model/items/item.js';
import { isOutage } from '../model/items/outage.js';
import type { AnyBackground } from '../model/handlers/handler-registry.js';

/**
 * Stores the feature's rows of ended items, each under its own savepoint, after the database refused those of all
 * together. Returns the indexes of the items whose rows are refused, and calls `onRefused` for each. Throws in an
 * outage.
 */
export async function saveOneByOne(
  handler: AnyBackground,
  ended: readonly EndedItem<object, object>[],
  onRefused: (item: EndedItem<object, object>, error: unknown) => void,
  tx: EntityManager,
): Promise<ReadonlySet<number>> {
  const refused = new Set<number>();
  for (const item of ended) {
    const error = await trySave(handler, [item], tx);
    if (error === undefined) continue;
    onRefused(item, error);
    refused.add(item.index);
  }
  return refused;
}

/**
 * Stores the feature's rows under a savepoint. Returns the error when they are refused, undefined when they are stored.
 */
export async function trySave(
  handler: AnyBackground,
  ended: readonly EndedItem<object, object>[],
  tx: EntityManager,
): Promise<unknown> {
  await tx.query('SAVEPOINT saved');
  try {
    await handler.save(ended, tx);
    await flushStatements(tx);
    await tx.query('RELEASE SAVEPOINT saved');
    return undefined;
  } catch (thrown) {
    const error = await firstCause(thrown, tx);
    if (isOutage(error)) throw error;
    await tx.query('ROLLBACK TO SAVEPOINT saved');
    return error;
  }
}
