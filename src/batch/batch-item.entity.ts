import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ItemError } from '../platform/http/error.js';
import type { ItemStatus } from './state.js';

/** One item of a batch, with its one recorded outcome. */
@Entity('batch_items')
export class BatchItem {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  /** Zero-based position in the submission. */
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  /** The caller's own name for the item. */
  @Column({ type: 'text', nullable: true })
  ref!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  metadata!: Record<string, unknown> | null;

  @Column({ type: 'jsonb' })
  input!: Record<string, unknown>;

  @Column({ type: 'text', default: 'pending' })
  status!: ItemStatus;

  /** Set exactly when the item succeeded. */
  @Column({ type: 'jsonb', nullable: true })
  output!: Record<string, unknown> | null;

  /** Set exactly when the item failed or was cancelled. */
  @Column({ type: 'jsonb', nullable: true })
  error!: ItemError | null;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
