import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** Lifetime of a ticket in seconds. */
const TICKET_SECONDS = 60;
/** Most expired tickets that one issue deletes. */
const MAX_DELETED = 100;

const TICKET = /^lt_[A-Za-z0-9_-]{43}$/;
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A new ticket, shown once. */
interface IssuedTicket {
  readonly ticket: string;
  readonly expiresAt: Date;
}

/**
 * One-time tickets for live connections: a browser cannot send headers with EventSource or WebSocket, and a long-lived
 * key in a URL would end up in logs. They are stored in a table, so every process accepts the tickets of every other.
 */
@Injectable()
export class LiveTicketStore {
  constructor(private readonly dataSource: DataSource) {}

  /** Makes a ticket with the rights of a key. */
  async issue(keyId: string): Promise<IssuedTicket> {
    await this.dataSource.query(
      `DELETE FROM live_tickets WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM live_tickets WHERE expires_at < now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED))`,
      [MAX_DELETED],
    );
    const ticket = `lt_${randomBytes(32).toString('base64url')}`;
    const rows: { expiresAt: Date }[] = await this.dataSource.query(
      `INSERT INTO live_tickets (ticket_hash, key_id, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))
       RETURNING expires_at AS "expiresAt"`,
      [digest(ticket), keyId, TICKET_SECONDS],
    );
    const [row] = rows;
    if (row === undefined) throw new Error('The ticket was not stored.');
    return { ticket, expiresAt: row.expiresAt };
  }

  /** Uses up a ticket and returns its key's id; undefined when it is unknown, already used or expired. */
  async redeem(ticket: string): Promise<string | undefined> {
    if (!TICKET.test(ticket)) return undefined;
    const [rows]: [{ keyId: string }[], number] = await this.dataSource.query(
      'DELETE FROM live_tickets WHERE ticket_hash = $1 AND expires_at > now() RETURNING key_id AS "keyId"',
      [digest(ticket)],
    );
    return rows[0]?.keyId;
  }
}
