import { AppError } from '../../platform/errors/app-error.js';

/** Scope of an API key: what it opens, a colon, what it allows. `admin` includes every other scope. */
export type ScopeName = string;

const scopes: ScopeName[] = [
  'batch:read',
  'batch:write',
  'batch:delete',
  'webhooks:read',
  'webhooks:write',
  'keys:read',
  'keys:write',
  'admin',
];

/** Scopes that keys can have. The list grows while features are registered; validators hold this very list. */
export const SCOPES: readonly ScopeName[] = scopes;

/** Declares scopes of a feature; features may share one. */
export function declareScopes(declared: readonly ScopeName[]): void {
  for (const scope of declared) if (!scopes.includes(scope)) scopes.push(scope);
}

/** Whether the scopes of a key include what a route or operation needs. */
export const allows = (granted: ReadonlySet<ScopeName>, needed: ScopeName): boolean =>
  granted.has('admin') || granted.has(needed);

/** Throws FORBIDDEN, with the scope in its details, unless the caller's key has the scope. */
export function requireScope(actor: { readonly scopes: ReadonlySet<ScopeName> }, needed: ScopeName): void {
  if (!allows(actor.scopes, needed)) throw lacksScope(needed);
}

/** FORBIDDEN for a key without a scope. */
export const lacksScope = (needed: ScopeName): AppError =>
  new AppError('FORBIDDEN', `The API key lacks the scope ${needed}.`, { details: { required_scope: needed } });
