import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { KeyOfUser } from '../rights/actor.js';
import type { NewKey } from './api-key.js';

/** The data that authentication needs of a key. */
export interface StoredKey extends KeyOfUser {
  readonly hash: Buffer;
}

/** Whom a key belongs to. */
export interface KeyHolder {
  readonly userName: string;
  readonly email: string;
  readonly keyName: string;
  /** Null for a key that does not expire. */
  readonly keyExpiresAt: Date | null;
}

const RIGHTS = `k.id AS "keyId", coalesce(k.root_id, k.id) AS "limitKeyId", k.user_id AS "userId", u.role, k.scopes`;
const IS_USABLE = `k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) AND u.is_active`;

/** The statements over `users` and `api_keys` that run outside the key routes. */
@Injectable()
export class KeyStore {
  constructor(private readonly dataSource: DataSource) {}

  /** A usable key: neither revoked nor expired, its user active. */
  async findUsable(id: string): Promise<StoredKey | undefined> {
    const rows: StoredKey[] = await this.dataSource.query(
      `SELECT ${RIGHTS}, k.key_hash AS hash FROM api_keys k JOIN users u ON u.id = k.user_id
        WHERE k.id = $1 AND ${IS_USABLE}`,
      [id],
    );
    return rows[0];
  }

  /** The usable ones of these keys. */
  findAllUsable(ids: readonly string[]): Promise<KeyOfUser[]> {
    return this.dataSource.query(
      `SELECT ${RIGHTS} FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.id = ANY($1) AND ${IS_USABLE}`,
      [ids],
    );
  }

  /** Whom a key belongs to; undefined for an unknown one. */
  async holderOf(id: string): Promise<KeyHolder | undefined> {
    const rows: KeyHolder[] = await this.dataSource.query(
      `SELECT u.name AS "userName", u.email, k.name AS "keyName", k.expires_at AS "keyExpiresAt"
         FROM api_keys k JOIN users u ON u.id = k.user_id WHERE k.id = $1`,
      [id],
    );
    return rows[0];
  }

  /** Records the use of keys, with one statement for all keys used since the last call. */
  async recordUse(ids: readonly string[]): Promise<void> {
    await this.dataSource.query('UPDATE api_keys SET last_used_at = now() WHERE id = ANY($1)', [ids]);
  }

  /**
   * Makes the first admin with this key if there is no user yet, by one guarded statement, so of two processes that
   * start at once one wins. Returns whether it did.
   */
  async createFirstAdmin(key: NewKey, tx: EntityManager): Promise<boolean> {
    const rows: unknown[] = await tx.query(
      `WITH admin AS (
         INSERT INTO users (name, email, role)
         SELECT 'Administrator', 'admin@localhost', 'admin' WHERE NOT EXISTS (SELECT FROM users)
         ON CONFLICT DO NOTHING RETURNING id)
       INSERT INTO api_keys (id, user_id, name, key_hash, scopes)
       SELECT $1, id, 'first key', $2, '{admin}' FROM admin RETURNING id`,
      [key.id, key.hash],
    );
    return rows.length > 0;
  }

  /** Adds a key for the first admin; used by `ADMIN_API_KEY` and `npm run key`. Does nothing when the key exists. */
  async addAdminKey(key: NewKey, name: string, tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO api_keys (id, user_id, name, key_hash, scopes)
       SELECT $1, id, $3, $2, '{admin}' FROM users WHERE role = 'admin' ORDER BY id LIMIT 1
       ON CONFLICT (id) DO NOTHING`,
      [key.id, key.hash, name],
    );
  }

  /** Revokes the operator's other keys, so that a changed `ADMIN_API_KEY` replaces the old one. */
  async revokeOtherOperatorKeys(currentId: string, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE api_keys SET revoked_at = now() WHERE id LIKE 'env\\_%' AND id <> $1 AND revoked_at IS NULL`,
      [currentId],
    );
  }
}
