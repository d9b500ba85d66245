import type { Actor } from '../../accounts/actor.js';
import { requireScope, type ScopeName } from '../../accounts/scopes.js';
import type { KindName } from '../model/kind.js';
import type { AnyHandler } from '../model/handler-registry.js';

/** The scope that submitting a batch of a kind requires besides `batch:write`: that of the kind's own route. */
export const SUBMIT_SCOPES: Readonly<Record<KindName, ScopeName>> = {
  operations: 'operations:write',
  contact_analysis: 'contacts:write',
  url_analysis: 'url:write',
  company_extraction: 'company:write',
  profile_ingestion: 'profile:write',
};

/** Throws FORBIDDEN unless the key has the scopes that submitting these inputs with these options requires. */
export function requireInputScopes(
  actor: Actor,
  { kind }: AnyHandler,
  inputs: readonly object[],
  options: object,
): void {
  requireScope(actor, SUBMIT_SCOPES[kind.name]);
  for (const scope of kind.scopesOf?.(inputs, options) ?? []) requireScope(actor, scope);
}
