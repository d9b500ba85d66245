import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Priority } from '../model/status/batch-status.js';
import type { ActionStatus, BatchActionName } from './batch-action.js';

/** An action on many batches. */
@Entity('batch_actions')
export class BatchAction {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'public_id', type: 'uuid', unique: true })
  publicId!: string;

  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  @Column({ name: 'key_id', type: 'text' })
  keyId!: string;

  @Column({ type: 'text' })
  action!: BatchActionName;

  @Column({ type: 'text', nullable: true })
  priority!: Priority | null;

  @Column({ type: 'jsonb', nullable: true })
  filter!: Record<string, unknown> | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text', default: 'pending' })
  status!: ActionStatus;

  @Column({ name: 'matched_count', type: 'integer' })
  matchedCount!: number;

  @Column({ name: 'done_count', type: 'integer', default: 0 })
  doneCount!: number;

  @Column({ name: 'refused_count', type: 'integer', default: 0 })
  refusedCount!: number;

  @Column({ name: 'stop_reason', type: 'jsonb', nullable: true })
  stopReason!: object | null;

  @Column({ name: 'lease_owner', type: 'uuid', nullable: true })
  leaseOwner!: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  /** Since when nobody works on it. */
  @Column({ name: 'waits_since', type: 'timestamptz', default: () => 'now()' })
  waitsSince!: Date;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
