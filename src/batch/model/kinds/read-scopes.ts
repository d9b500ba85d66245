import type { Actor } from '../../../accounts/rights/actor.js';
import { allows, requireScope } from '../../../accounts/rights/scopes.js';
import { KINDS, readScopeOf } from './declared-kinds.js';
import type { KindName } from './kind.js';

/** Throws FORBIDDEN unless the key may read the items of a kind. */
export const requireItemScope = (actor: Actor, kind: KindName): void => requireScope(actor, readScopeOf(kind));

/**
 * Whether the key may read the items of a kind; an admin's may those of any, also of one that this process does not
 * know.
 */
export const readsItems = (actor: Actor, kind: KindName): boolean => allows(actor.scopes, readScopeOf(kind));

/** The known kinds whose items the key may read. */
export const readableKinds = (actor: Actor): readonly KindName[] => KINDS.filter((kind) => readsItems(actor, kind));
