import { AppError } from '../platform/errors/app-error.js';
import type { Actor } from './actor.js';

/** Whether the caller sees everybody's rows. */
export const seesAll = (actor: Actor): boolean => actor.scopes.has('admin');

/** Whether the caller sees what an owner has. */
export const sees = (actor: Actor, ownerId: number): boolean => seesAll(actor) || actor.userId === ownerId;

/** Whose rows a route works on that works on one owner's: the caller's own unless told. Throws FORBIDDEN as `visibleOwner`. */
export const chosenOwner = (actor: Actor, requested?: number): number => visibleOwner(actor, requested) ?? actor.userId;

/**
 * Whose rows a query may see: the caller's own; everybody's (null) or one owner's for a key with the scope `admin`. Throws
 * FORBIDDEN when somebody else asks for another owner.
 */
export function visibleOwner(actor: Actor, requested?: number): number | null {
  if (seesAll(actor)) return requested ?? null;
  if (requested !== undefined && requested !== actor.userId)
    throw new AppError('FORBIDDEN', 'Only an admin may ask for what another owner has.');
  return actor.userId;
}
