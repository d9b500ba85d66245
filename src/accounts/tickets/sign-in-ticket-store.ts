import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Lifetime of a ticket in seconds. */
const TICKET_SECONDS = 600;
/** Most expired tickets that one issue deletes. */
const MAX_DELETED = 100;

const TICKET = /^st_[A-Za-z0-9_-]{43}$/;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * One-time tickets of the link that the start prints. They are in a table, so that a link works in whichever process
 * the browser comes to.
 */
@Injectable()
export class SignInTicketStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes a ticket with the rights of the first admin: of the operator's own key if there is one, else of the newest
   * key with the scope `admin`. Undefined when the first admin has no such key any more.
   */
  async issue(): Promise<string | undefined> {
    await this.dataSource.query(
      `DELETE FROM sign_in_tickets WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM sign_in_tickets WHERE expires_at < now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))`,
      [MAX_DELETED],
    );
    const ticket = `st_${randomBytes(32).toString('base64url')}`;
    const rows: unknown[] = await this.dataSource.query(
      `INSERT INTO sign_in_tickets (ticket_hash, key_id, expires_at)
       SELECT $1, k.id, now() + make_interval(secs => $2) FROM api_keys k
        WHERE k.user_id = (SELECT id FROM users WHERE role = 'admin' AND is_active ORDER BY id LIMIT 1)
          AND 'admin' = ANY (k.scopes) AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
        ORDER BY k.id LIKE 'env\\_%' DESC, k.parent_id IS NULL DESC, k.created_at DESC, k.id LIMIT 1
       RETURNING key_id`,
      [digest(ticket), TICKET_SECONDS],
    );
    return rows.length === 0 ? undefined : ticket;
  }

  /** Uses up a ticket and returns its key's id; undefined when it is unknown, already used or expired. */
  async redeem(ticket: string): Promise<string | undefined> {
    if (!TICKET.test(ticket)) return undefined;
    const [rows]: [{ keyId: string }[], number] = await this.dataSource.query(
      'DELETE FROM sign_in_tickets WHERE ticket_hash = $1 AND expires_at > now() RETURNING key_id AS "keyId"',
      [digest(ticket)],
    );
    return rows[0]?.keyId;
  }
}
