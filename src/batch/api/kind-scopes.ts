import type { Actor } from '../../accounts/actor.js';
import { requireScope } from '../../accounts/scopes.js';
import type { AnyHandler } from '../model/handler-registry.js';

/** Throws FORBIDDEN unless the key has the scopes that submitting these inputs with these options requires. */
export function requireInputScopes(
  actor: Actor,
  { kind }: AnyHandler,
  inputs: readonly object[],
  options: object,
): void {
  requireScope(actor, kind.scopes.submit);
  for (const scope of kind.scopesOf?.(inputs, options) ?? []) requireScope(actor, scope);
}
