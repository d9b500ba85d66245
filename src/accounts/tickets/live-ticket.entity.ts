import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A ticket for one live connection until it is used or expires. Never the ticket itself. */
@Entity('live_tickets')
export class LiveTicket {
  /** SHA-256 of the ticket. */
  @PrimaryColumn({ name: 'ticket_hash', type: 'bytea' })
  ticketHash!: Buffer;

  /** The key that requested it; the ticket has its rights. */
  @Column({ name: 'key_id', type: 'text' })
  keyId!: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
