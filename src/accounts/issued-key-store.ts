import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Cursor } from '../platform/http/paging.js';
import type { Role } from './actor.js';
import type { NewKey } from './api-key.js';
import type { ScopeName } from './scopes.js';

/** A key as its owner may see it. */
export interface IssuedKeyRow {
  readonly id: string;
  readonly userId: number;
  readonly name: string;
  readonly scopes: readonly ScopeName[];
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly lastUsedAt: Date | null;
  /** ISO 8601 with microseconds, for the cursor. */
  readonly createdAtExact: string;
}

const COLUMNS = `id, user_id AS "userId", name, scopes, created_at AS "createdAt", expires_at AS "expiresAt",
  revoked_at AS "revokedAt", last_used_at AS "lastUsedAt", to_json(created_at) #>> '{}' AS "createdAtExact"`;

/** The statements behind the key routes. */
@Injectable()
export class IssuedKeyStore {
  constructor(private readonly dataSource: DataSource) {}

  /** The role of an active user; undefined when there is none. */
  async roleOf(userId: number): Promise<Role | undefined> {
    const rows: { readonly role: Role }[] = await this.dataSource.query(
      'SELECT role FROM users WHERE id = $1 AND is_active',
      [userId],
    );
    return rows[0]?.role;
  }

  async insert(
    key: NewKey,
    userId: number,
    name: string,
    scopes: readonly ScopeName[],
    expiresAt: string | null,
  ): Promise<IssuedKeyRow> {
    const rows: IssuedKeyRow[] = await this.dataSource.query(
      `INSERT INTO api_keys (id, user_id, name, key_hash, scopes, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
      [key.id, userId, name, key.hash, scopes, expiresAt],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('The key was not stored.');
    return row;
  }

  /** Newest first, after the cursor; null: everybody's. */
  page(ownerId: number | null, after: Cursor<string> | null, limit: number): Promise<IssuedKeyRow[]> {
    return this.dataSource.query(
      `SELECT ${COLUMNS} FROM api_keys
        WHERE ($1::bigint IS NULL OR user_id = $1) AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::text))
        ORDER BY created_at DESC, id DESC LIMIT $4`,
      [ownerId, after?.createdAt ?? null, after?.id ?? null, limit],
    );
  }

  /** Ends a key; one that was ended before stays as it is. Answers whether there is such a key. */
  async revoke(id: string, ownerId: number | null): Promise<boolean> {
    const [, count]: [unknown, number] = await this.dataSource.query(
      `UPDATE api_keys SET revoked_at = coalesce(revoked_at, now())
        WHERE id = $1 AND ($2::bigint IS NULL OR user_id = $2)`,
      [id, ownerId],
    );
    return count > 0;
  }
}
