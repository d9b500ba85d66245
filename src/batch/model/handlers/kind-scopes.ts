import type { Actor } from '../../../accounts/rights/actor.js';
import { requireScope } from '../../../accounts/rights/scopes.js';
import type { AnyHandler } from './handler-registry.js';

/**
 * Throws FORBIDDEN unless the key has the scopes that submitting these inputs with these options requires. Asked before
 * a batch is stored or run, and before a retry with corrected inputs.
 */
export function requireInputScopes(
  actor: Actor,
  { kind }: Pick<AnyHandler, 'kind'>,
  inputs: readonly object[],
  options: object,
): void {
  requireScope(actor, kind.scopes.submit);
  for (const scope of kind.scopesOf?.(inputs, options) ?? []) requireScope(actor, scope);
}
