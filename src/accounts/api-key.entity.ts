import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ScopeName } from './scopes.js';

/** A key's stored half: never the key itself. */
@Entity('api_keys')
export class ApiKey {
  /** The readable part of the key, shown in lists and logs. */
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Index('api_keys_user_id')
  @Column({ name: 'user_id', type: 'bigint' })
  userId!: number;

  /** The key it was made with: it ends with that one. Null for a key that an admin or the operator made. */
  @Index('api_keys_parent_id', { where: 'parent_id IS NOT NULL' })
  @Column({ name: 'parent_id', type: 'text', nullable: true })
  parentId!: string | null;

  /** The first of the keys that made one another, whose limits count for all of them. Null for that one itself. */
  @Column({ name: 'root_id', type: 'text', nullable: true })
  rootId!: string | null;

  /** What the owner calls it. */
  @Column({ type: 'text' })
  name!: string;

  /** SHA-256 of the whole key. */
  @Column({ name: 'key_hash', type: 'bytea' })
  keyHash!: Buffer;

  @Column({ type: 'text', array: true })
  scopes!: ScopeName[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  /** Null: never. */
  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;

  /** Written at most once a minute. */
  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
