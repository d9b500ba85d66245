import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';
import type { LifecycleEvent } from '../status/lifecycle-event.js';

/** One lifecycle event of a batch; ordered by id. */
@Entity('batch_events')
@Index('batch_events_batch', ['batchId', 'id'])
export class BatchEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @Column({ type: 'text' })
  type!: LifecycleEvent;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
