import type { ScopeName } from './scopes.js';

/** The role of a user in the marketplace; it decides which operations on which fields are allowed. */
export const ROLES = ['client', 'professional', 'staff', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * The authenticated caller of a request, or the submitter that a background transaction acts for: the combined rights
 * of the user's role and the key's scopes. Made by `toActor` only.
 */
export interface Actor {
  readonly userId: number;
  /** `admin` only for a key with the scope `admin`. */
  readonly role: Role;
  readonly keyId: string;
  /**
   * Id of the key whose rate limits apply: the first of a chain of keys that made one another, so that making more keys
   * does not raise the limits.
   */
  readonly limitKeyId: string;
  /** Includes `admin` only for a user with the role `admin`. */
  readonly scopes: ReadonlySet<ScopeName>;
  /** The browser session that the caller came with; the caller's rights end with it. */
  readonly session?: string;
}

/** A stored key with its user. */
export interface KeyOfUser {
  readonly userId: number;
  readonly role: Role;
  readonly keyId: string;
  readonly limitKeyId: string;
  readonly scopes: readonly ScopeName[];
}

/**
 * Combines role and scopes into the rights of a key; no other code does. Only the scope `admin` of a user with the role
 * `admin` makes an admin. Any other key of an admin acts as staff, so that a key for one task cannot make admins; the
 * scope `admin` of a user who is no longer an admin is ignored.
 */
export function toActor({ userId, role, keyId, limitKeyId, scopes }: KeyOfUser): Actor {
  const isAdmin = role === 'admin' && scopes.includes('admin');
  return {
    userId,
    role: role === 'admin' && !isAdmin ? 'staff' : role,
    keyId,
    limitKeyId,
    scopes: new Set(isAdmin ? scopes : scopes.filter((scope) => scope !== 'admin')),
  };
}
