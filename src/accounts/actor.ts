import type { ScopeName } from './scopes.js';

/** What a user is to the marketplace; the role decides which operations on which fields are allowed. */
export const ROLES = ['client', 'professional', 'staff', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/**
 * The authenticated caller of a request, or the submitter a background transaction acts for: what the role of the user and
 * the scopes of the key allow together. Made by `toActor` only.
 */
export interface Actor {
  readonly userId: number;
  /** `admin` only for a key with the scope `admin`. */
  readonly role: Role;
  readonly keyId: string;
  /** The key whose limits count: the first of those that made one another, so that more keys are not more of anything. */
  readonly limitKeyId: string;
  /** With `admin` only for a user with the role `admin`. */
  readonly scopes: ReadonlySet<ScopeName>;
}

/** A key and its user as they are stored. */
export interface KeyOfUser {
  readonly userId: number;
  readonly role: Role;
  readonly keyId: string;
  readonly limitKeyId: string;
  readonly scopes: readonly ScopeName[];
}

/**
 * The rights of a key: the one place where role and scopes come together. Only the scope `admin` of a user with the role
 * `admin` makes an admin. Any other key of an admin acts as staff, so that a key for one task cannot make admins; the scope
 * `admin` of a user who is no admin any more counts for nothing.
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
