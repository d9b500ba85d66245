import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ScopeName } from '../rights/scopes.js';

/** The stored part of a key: never the key itself. */
@Entity('api_keys')
export class ApiKey {
  /** The readable part of the key, shown in lists and logs. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('api_keys_user_id')
  @Column({ name: 'user_id', type: 'bigint' })
  userId!: number;

  /** The key that made this one: this key stops working with it. Null for a key that an admin or the operator made. */
  @Index('api_keys_parent_id', { where: 'parent_id IS NOT NULL' })
  @Column({ name: 'parent_id', type: 'text', nullable: true })
  parentId!: string | null;

  /**
   * The first of the chain of keys that made one another, whose rate limits apply to all of them. Null for that key
   * itself.
   */
  @Column({ name: 'root_id', type: 'text', nullable: true })
  rootId!: string | null;

  /** The owner's name for the key. */
  @Column({ type: 'text' })
  name!: string;

  /** SHA-256 of the whole key. */
  @Column({ name: 'key_hash', type: 'bytea' })
  keyHash!: Buffer;

  @Column({ type: 'text', array: true })
  scopes!: ScopeName[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** Null: does not expire. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** Updated at most once a minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
