import type { ScopeName } from './scopes.js';

/** What a user is to the marketplace; the role decides which operations on which fields are allowed. */
export const ROLES = ['client', 'professional', 'staff', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** The authenticated caller of a request, or the submitter a background transaction acts for. */
export interface Actor {
  readonly userId: number;
  readonly role: Role;
  readonly keyId: string;
  readonly scopes: ReadonlySet<ScopeName>;
}
