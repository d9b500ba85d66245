import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Cursor } from '../../platform/http/paging.js';
import type { Role } from '../rights/actor.js';
import type { NewKey } from './api-key.js';
import type { ScopeName } from '../rights/scopes.js';

/** A key as shown to its owner. */
export interface IssuedKeyRow {
  readonly id: string;
  readonly userId: number;
  /** The key that made this one: this key stops working with it. Null for a key that an admin or the operator made. */
  readonly parentId: string | null;
  readonly name: string;
  readonly scopes: readonly ScopeName[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** ISO 8601 with microseconds, for the cursor. */
  readonly createdAtExact: string;
}

/** A key to store. */
interface KeyToIssue {
  readonly key: NewKey;
  readonly userId: number;
  readonly parent: ParentKey | null;
  readonly name: string;
  readonly scopes: readonly ScopeName[];
  readonly expiresAt: string | null;
}

/** A key that another one is made with. */
export interface ParentKey {
  readonly id: string;
  readonly rootId: string;
  readonly expiresAt: Date | null;
}

/** Keys that have ended and are kept for the lists, the newest of a user. */
const KEPT_ENDED = 100;

const IS_ENDED = `(revoked_at IS NOT NULL OR expires_at <= now())`;

const COLUMNS = `id, user_id AS "userId", parent_id AS "parentId", name, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
  revoked_at AS "revokedAt", last_used_at AS "lastUsedAt", to_json(created_at) #>> '{}' AS "createdAtExact"`;

/** The statements of the key routes. */
@Injectable()
export class IssuedKeyStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The role of an active user; undefined for an unknown or inactive one. */
  async lockRole(userId: number, tx: EntityManager): Promise<Role | undefined> {
    const rows: { readonly role: Role }[] = await tx.query(
      'SELECT role FROM users WHERE id = $1 AND is_active FOR NO KEY UPDATE',
      [userId],
    );
    return rows[0]?.role;
  }

  /** A key that works, kept from ending until the transaction has; undefined when it has ended. */
  async lockParent(id: string, tx: EntityManager): Promise<ParentKey | undefined> {
    const rows: ParentKey[] = await tx.query(
      `SELECT id, coalesce(root_id, id) AS "rootId", expires_at AS "expiresAt"
         FROM api_keys WHERE id = $1 AND NOT coalesce(${IS_ENDED}, false) FOR SHARE`,
      [id],
    );
    return rows[0];
  }

  /** How many keys of a user work. */
  async countWorking(userId: number, tx: EntityManager): Promise<number> {
    const rows: { readonly n: number }[] = await tx.query(
      `SELECT count(*)::integer AS n FROM api_keys WHERE user_id = $1 AND NOT coalesce(${IS_ENDED}, false)`,
      [userId],
    );
    return rows[0]?.n ?? 0;
  }

  /** Drops a user's ended keys but the newest, so that making and revoking keys does not fill the table. */
  async dropEnded(userId: number, tx: EntityManager): Promise<void> {
    await tx.query(
      `DELETE FROM api_keys WHERE id = ANY (ARRAY(
         SELECT id FROM api_keys WHERE user_id = $1 AND ${IS_ENDED}
          ORDER BY coalesce(revoked_at, expires_at) DESC, id OFFSET ${KEPT_ENDED}))`,
      [userId],
    );
  }

  async insert(issued: KeyToIssue, tx: EntityManager): Promise<IssuedKeyRow> {
    const { key, userId, parent, name, scopes, expiresAt } = issued;
    const rows: IssuedKeyRow[] = await tx.query(
      `INSERT INTO api_keys (id, user_id, name, key_hash, scopes, expires_at, parent_id, root_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING ${COLUMNS}`,
      [key.id, userId, name, key.hash, scopes, expiresAt, parent?.id ?? null, parent?.rootId ?? null],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('The key was not stored.');
    return row;
  }

  /** Keys from newest to oldest, after the cursor; `ownerId` null: of all owners. */
  page(ownerId: number | null, after: Cursor<string> | null, limit: number): Promise<IssuedKeyRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM api_keys
        WHERE ($1::bigint IS NULL OR user_id = $1) AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::text))
        ORDER BY created_at DESC, id DESC LIMIT $4`,
      [ownerId, after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  /**
   * Ends a key, and by a trigger those made with it; one that was ended before stays as it is. Answers whether there is
   * one.
   */
  async revoke(id: string, ownerId: number | null, tx: EntityManager): Promise<boolean> {
    const [, count]: [unknown, number] = await tx.query(
      `UPDATE api_keys SET revoked_at = coalesce(revoked_at, now())
        WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)`,
      [id, ownerId],
    );
    return count > 0;
  }
}
