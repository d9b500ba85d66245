import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A signed-in browser until it signs out or its time is over. Never the session id itself. */
@Entity('sessions')
@Index('sessions_key', ['keyId', 'createdAt'])
export class Session {
  /** SHA-256 of the id that the cookie holds. */
  @PrimaryColumn({ name: 'session_hash', type: 'bytea' })
  sessionHash!: Buffer;

  /** The key that signed in; the session has its rights and ends with it. */
  @Column({ name: 'key_id', type: 'text' })
  keyId!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Index('sessions_expires')
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}
