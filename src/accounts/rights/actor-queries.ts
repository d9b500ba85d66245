import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, type Role, toActor } from './actor.js';
import type { ScopeName } from './scopes.js';

/** Re-reads the rights of a caller, for work that runs after the request that submitted it. */
@Injectable()
export class ActorQueries {
  /**
   * The user with its current role and the key's current scopes; a key that no longer works has none. Undefined for an
   * inactive or unknown user.
   */
  async reread(userId: number, keyId: string | null, tx: EntityManager): Promise<Actor | undefined> {
    const rows: { role: Role; scopes: ScopeName[] | null; limitKeyId: string | null }[] = await tx.query(
      `SELECT u.role, k.scopes, coalesce(k.root_id, k.id) AS "limitKeyId" FROM users u
         LEFT JOIN api_keys k ON k.user_id = u.id AND k.id = $2 AND k.revoked_at IS NULL
                             AND (k.expires_at IS NULL OR k.expires_at > now())
        WHERE u.id = $1 AND u.is_active`,
      [userId, keyId],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const id = keyId ?? '';
    return toActor({ userId, role: row.role, keyId: id, limitKeyId: row.limitKeyId ?? id, scopes: row.scopes ?? [] });
  }
}
