import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A part of a batch that got its items in parts. */
@Entity('batch_parts')
export class BatchPart {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  /** Chosen by the caller. */
  @PrimaryColumn({ type: 'integer' })
  number!: number;

  /** SHA-256 of the bytes of its body. */
  @Column({ name: 'body_hash', type: 'bytea' })
  bodyHash!: Buffer;

  /** Index of its first item. */
  @Column({ name: 'first_index', type: 'integer' })
  firstIndex!: number;

  @Column({ type: 'integer' })
  items!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
