import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** The first answer to a submission with an `Idempotency-Key`, stored for 24 hours per owner and route. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  @PrimaryColumn({ type: 'text' })
  route!: string;

  /** SHA-256 of the key. */
  @PrimaryColumn({ name: 'key_hash', type: 'bytea' })
  keyHash!: Buffer;

  /** SHA-256 of the bytes of the body. */
  @Column({ name: 'body_hash', type: 'bytea' })
  bodyHash!: Buffer;

  @Index('idempotency_keys_batch')
  @Column({ name: 'batch_id', type: 'bigint', nullable: true })
  batchId!: number | null;

  @Column({ name: 'status_code', type: 'integer' })
  statusCode!: number;

  /** The body that was sent; null for batches run by workers, whose current state is rendered instead. */
  @Column({ type: 'json', nullable: true })
  reply!: Record<string, unknown> | null;

  @Index('idempotency_keys_created')
  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
