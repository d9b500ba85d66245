import type { Actor } from '../../accounts/actor.js';
import { allows, requireScope } from '../../accounts/scopes.js';
import { KINDS, readScopeOf } from './declared-kinds.js';
import type { KindName } from './kind.js';

/** Throws FORBIDDEN unless the key may read the items of a kind. */
export const requireItemScope = (actor: Actor, kind: KindName): void => requireScope(actor, readScopeOf(kind));

/** The kinds whose items the key may read. */
export const readableKinds = (actor: Actor): readonly KindName[] =>
  KINDS.filter((kind) => allows(actor.scopes, readScopeOf(kind)));
