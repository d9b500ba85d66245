import type { Actor } from '../../accounts/actor.js';
import { allows, requireScope, type ScopeName } from '../../accounts/scopes.js';
import { KINDS, type KindName } from '../model/kind.js';

/**
 * The scope that reading the items of a kind requires besides `batch:read`: that of the kind's own routes. Without it a
 * key can read the state, counters and options of a batch, but none of its items.
 */
const READ_SCOPES: Readonly<Record<KindName, ScopeName>> = {
  operations: 'operations:read',
  contact_analysis: 'contacts:read',
  url_analysis: 'url:read',
  company_extraction: 'company:read',
  profile_ingestion: 'profile:read',
};

/** Throws FORBIDDEN unless the key may read the items of a kind. */
export const requireItemScope = (actor: Actor, kind: KindName): void => requireScope(actor, READ_SCOPES[kind]);

/** The kinds whose items the key may read. */
export const readableKinds = (actor: Actor): readonly KindName[] =>
  KINDS.filter((kind) => allows(actor.scopes, READ_SCOPES[kind]));
