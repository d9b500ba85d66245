import { createHash } from 'node:crypto';
import { type Role } from '../../src/accounts/rights/actor.js';
import type { ScopeName } from '../../src/accounts/rights/scopes.js';
import type { Sql } from './offline-sql.js';

/** All scopes of the service and its features but `admin`; features.spec.ts compares them. */
export const USABLE = [
  'batch:read',
  'batch:write',
  'batch:delete',
  'webhooks:read',
  'webhooks:write',
  'keys:read',
  'keys:write',
  'operations:read',
  'operations:write',
  'operations:bulk_delete',
  'marketplace:read',
  'marketplace:write',
  'contacts:read',
  'contacts:write',
  'url:read',
  'url:write',
  'company:read',
  'company:write',
  'profile:read',
  'profile:write',
];

interface Account {
  readonly role: Role;
  readonly scopes: readonly ScopeName[];
}

/**
 * Users that stand in both template databases, one key each. Ids are given by the order: admin 1, ana 2, bruno 3, … A
 * key's text is `KEYS[name]`.
 */
export const ACCOUNTS = {
  admin: { role: 'admin', scopes: ['admin'] },
  ana: { role: 'client', scopes: USABLE },
  bruno: { role: 'professional', scopes: USABLE },
  sofia: { role: 'staff', scopes: USABLE },
  /** Another client, for isolation between owners. */
  otto: { role: 'client', scopes: USABLE },
  /** May only read batches. */
  reader: { role: 'client', scopes: ['batch:read'] },
} as const satisfies Record<string, Account>;

export type AccountName = keyof typeof ACCOUNTS;
const NAMES = Object.keys(ACCOUNTS) as AccountName[];

/** Texts of the keys, by account. */
export const KEYS = Object.fromEntries(NAMES.map((name) => [name, `key-of-${name}-in-the-tests`])) as Record<
  AccountName,
  string
>;

/** Internal user id of an account. */
export const userId = (name: AccountName): number => NAMES.indexOf(name) + 1;

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** When a key stopped working. */
interface Ended {
  readonly expiresAt?: Date;
  readonly revokedAt?: Date;
}

/** Adds a key to a user, as the service stores one that an operator chose. */
export function insertKey(name: AccountName, text: string, scopes: readonly string[], ended: Ended = {}): Sql {
  const hash = sha256(text).toString('hex');
  return {
    text: `INSERT INTO api_keys (id, user_id, name, key_hash, scopes, expires_at, revoked_at)
           VALUES ($1, $2, 'test', decode($3, 'hex'), $4, $5, $6)`,
    values: [
      `env_${hash.slice(0, 16)}`,
      userId(name),
      hash,
      scopes,
      ended.expiresAt?.toISOString() ?? null,
      ended.revokedAt?.toISOString() ?? null,
    ],
  };
}

/** The statements that make all accounts in an empty, migrated database. */
export const seedAccounts = (): readonly Sql[] => [
  ...NAMES.map((name) => ({
    text: 'INSERT INTO users (name, email, role) VALUES ($1, $2, $3)',
    values: [name, `${name}@example.com`, ACCOUNTS[name].role],
  })),
  ...NAMES.map((name) => insertKey(name, KEYS[name], ACCOUNTS[name].scopes)),
];
