import { AppError } from '../platform/errors/app-error.js';

/** Scopes of an API key. `admin` includes every other scope. */
export const SCOPES = [
  'batch:read',
  'batch:write',
  'batch:delete',
  'operations:read',
  'operations:write',
  'operations:bulk_delete',
  'contacts:read',
  'contacts:write',
  'marketplace:read',
  'marketplace:write',
  'url:read',
  'url:write',
  'company:read',
  'company:write',
  'profile:read',
  'profile:write',
  'webhooks:read',
  'webhooks:write',
  'keys:read',
  'keys:write',
  'admin',
] as const;
export type ScopeName = (typeof SCOPES)[number];

/** Whether the scopes of a key include what a route or operation needs. */
export const allows = (granted: ReadonlySet<ScopeName>, needed: ScopeName): boolean =>
  granted.has('admin') || granted.has(needed);

/** Throws FORBIDDEN, with the scope in its details, unless the caller's key has the scope. */
export function requireScope(actor: { readonly scopes: ReadonlySet<ScopeName> }, needed: ScopeName): void {
  if (!allows(actor.scopes, needed))
    throw new AppError('FORBIDDEN', `The API key lacks the scope ${needed}.`, { details: { required_scope: needed } });
}
