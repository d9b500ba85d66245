import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Lifetime of a session in seconds. */
export const SESSION_SECONDS = 12 * 3600;
/** Sessions of one key at once; the oldest makes room for a new one. */
const MAX_PER_KEY = 50;
/** Most expired sessions that one sign-in deletes. */
const MAX_DELETED = 100;

/** The statements over sessions. A session is named by the SHA-256 of its id, in hexadecimal digits. */
@Injectable()
export class SessionStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Stores a session; it ends no later than its key. */
  async insert(session: string, keyId: string): Promise<Date> {
    await this.dataSource.query(
      `DELETE FROM sessions WHERE session_hash = ANY (ARRAY(
         (SELECT session_hash FROM sessions WHERE expires_at < now() ORDER BY expires_at LIMIT $1)
         UNION ALL
         (SELECT session_hash FROM sessions WHERE key_id = $2 ORDER BY created_at DESC OFFSET $3)))`,
      [MAX_DELETED, keyId, MAX_PER_KEY - 1],
    );
    const rows: { expiresAt: Date }[] = await this.dataSource.query(
      `INSERT INTO sessions (session_hash, key_id, expires_at)
       SELECT decode($1, 'hex'), id, least(now() + make_interval(secs => $3), expires_at) FROM api_keys WHERE id = $2
       RETURNING expires_at AS "expiresAt"`,
      [session, keyId, SESSION_SECONDS],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('The session was not stored.');
    return row.expiresAt;
  }

  /** The key of a session whose time is not over. */
  async find(session: string): Promise<{ readonly keyId: string; readonly expiresAt: Date } | undefined> {
    const rows: { readonly keyId: string; readonly expiresAt: Date }[] = await this.dataSource.query(
      `SELECT key_id AS "keyId", expires_at AS "expiresAt" FROM sessions
        WHERE session_hash = decode($1, 'hex') AND expires_at > now()`,
      [session],
    );
    return rows[0];
  }

  /** Those of these sessions that have not ended. */
  async findOpen(sessions: readonly string[]): Promise<ReadonlySet<string>> {
    const rows: { readonly session: string }[] = await this.dataSource.query(
      `SELECT encode(session_hash, 'hex') AS session FROM sessions
        WHERE session_hash = ANY (SELECT decode(hash, 'hex') FROM unnest($1::text[]) AS hash) AND expires_at > now()`,
      [sessions],
    );
    return new Set(rows.map(({ session }) => session));
  }

  async remove(session: string): Promise<void> {
    await this.dataSource.query(`DELETE FROM sessions WHERE session_hash = decode($1, 'hex')`, [session]);
  }

  /** Ends every session of a user. */
  async removeAll(userId: number): Promise<void> {
    await this.dataSource.query('DELETE FROM sessions WHERE key_id IN (SELECT id FROM api_keys WHERE user_id = $1)', [
      userId,
    ]);
  }
}
