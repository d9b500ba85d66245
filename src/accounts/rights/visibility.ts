import { AppError } from '../../platform/errors/app-error.js';
import type { Actor } from './actor.js';

/** Whether the caller sees the rows of all owners. */
export const seesAll = (actor: Actor): boolean => actor.scopes.has('admin');

/** Whether the caller sees what an owner has. */
export const sees = (actor: Actor, ownerId: number): boolean => seesAll(actor) || actor.userId === ownerId;

/**
 * The owner whose rows a single-owner route uses: the caller unless `requested`. Throws FORBIDDEN as `visibleOwner`.
 */
export const chosenOwner = (actor: Actor, requested?: number): number => visibleOwner(actor, requested) ?? actor.userId;

/**
 * The owner whose rows a query may see: the caller; all owners (null) or the requested one for a key with the scope
 * `admin`. Throws FORBIDDEN when a caller without it requests another owner.
 */
export function visibleOwner(actor: Actor, requested?: number): number | null {
  if (seesAll(actor)) return requested ?? null;
  if (requested !== undefined && requested !== actor.userId)
    throw new AppError('FORBIDDEN', 'Only an admin may request the data of another owner.');
  return actor.userId;
}
