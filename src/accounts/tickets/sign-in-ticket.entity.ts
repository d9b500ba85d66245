import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A ticket that signs a browser in once, until it is used or expires. Never the ticket itself. */
@Entity('sign_in_tickets')
export class SignInTicket {
  /** SHA-256 of the ticket. */
  @PrimaryColumn({ name: 'ticket_hash', type: 'bytea' })
  ticketHash!: Buffer;

  /** The admin's key; the session has its rights. */
  @Column({ name: 'key_id', type: 'text' })
  keyId!: string;

  @Index('sign_in_tickets_expires')
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
