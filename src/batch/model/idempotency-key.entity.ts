import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to a submission with an `Idempotency-Key`, kept for 24 hours, of one owner on one route. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  @PrimaryColumn({ type: 'text' })
  route!: string;

  /** SHA-256 of the key. */
  @PrimaryColumn({ name: 'key_hash', type: 'bytea' })
  keyHash!: Buffer;

  /** SHA-256 of the parsed body in canonical form. */
  @Column({ name: 'body_hash', type: 'bytea' })
  bodyHash!: Buffer;

  @Index('idempotency_keys_batch')
  @Column({ name: 'batch_id', type: 'bigint', nullable: true })
  batchId!: number | null;

  @Column({ name: 'status_code', type: 'integer' })
  statusCode!: number;

  /** The body that was sent; null for background kinds, which render the batch as it is now. */
  @Column({ type: 'json', nullable: true })
  reply!: Record<string, unknown> | null;

  @Index('idempotency_keys_created')
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
