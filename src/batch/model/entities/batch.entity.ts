import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { KindName } from '../kinds/kind.js';
import type { BatchStatus, Priority } from '../status/batch-status.js';

/**
 * One submission. Counters, the terminal status, `completed_at` and `revision` are written by the trigger on
 * `batch_items` and by nothing else.
 */
@Entity('batches')
export class Batch {
  /** Internal id; callers see the public id only. */
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ name: 'public_id', type: 'text', unique: true })
  publicId!: string;

  /** Refers to `batch_kinds`. */
  @Column({ type: 'text' })
  kind!: KindName;

  @Column({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  @Column({ type: 'text', nullable: true })
  name!: string | null;

  @Column({ type: 'text', default: 'pending' })
  status!: BatchStatus;

  @Column({ type: 'text', default: 'normal' })
  priority!: Priority;

  /** Whether the batch takes effect as a whole: if one item fails, nothing is written. */
  @Column({ name: 'is_atomic', type: 'boolean', default: false })
  isAtomic!: boolean;

  /** Options of the kind, validated at submission. */
  @Column({ type: 'jsonb' })
  options!: Record<string, unknown>;

  /** Caller-defined data, returned unchanged. */
  @Column({ type: 'jsonb', nullable: true })
  metadata!: Record<string, unknown> | null;

  @Column({ name: 'webhook_url', type: 'text', nullable: true })
  webhookUrl!: string | null;

  @Column({ name: 'total_count', type: 'integer', default: 0 })
  totalCount!: number;

  @Column({ name: 'pending_count', type: 'integer', default: 0 })
  pendingCount!: number;

  @Column({ name: 'running_count', type: 'integer', default: 0 })
  runningCount!: number;

  @Column({ name: 'succeeded_count', type: 'integer', default: 0 })
  succeededCount!: number;

  @Column({ name: 'failed_count', type: 'integer', default: 0 })
  failedCount!: number;

  @Column({ name: 'cancelled_count', type: 'integer', default: 0 })
  cancelledCount!: number;

  /** Increases with every change; used as the id of live events. */
  @Column({ type: 'bigint', default: 0 })
  revision!: number;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'completed_at', type: 'timestamptz', nullable: true })
  completedAt!: Date | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;

  /** The API key that submitted the batch; workers check its rights again when they run it. */
  @Column({ name: 'key_id', type: 'text', nullable: true })
  keyId!: string | null;

  /** The key whose limits it counts against: the first of a chain of keys that made one another. */
  @Column({ name: 'limit_key_id', type: 'text', nullable: true })
  limitKeyId!: string | null;

  /** Most items that run at once, over all processes. */
  @Column({ name: 'max_concurrent', type: 'integer', default: 1 })
  maxConcurrent!: number;

  /** Time limit of one item in milliseconds. */
  @Column({ name: 'timeout_ms', type: 'integer', default: 300000 })
  timeoutMs!: number;

  /** Most attempts of one item, including the first. */
  @Column({ name: 'max_attempts', type: 'integer', default: 1 })
  maxAttempts!: number;

  /** Since when the batch waits for a worker; it gains one level of priority every 60 s. */
  @Column({ name: 'queued_at', type: 'timestamptz', default: () => 'now()' })
  queuedAt!: Date;

  /** No item can start before this time; null when an item can start at once. */
  @Column({ name: 'wake_at', type: 'timestamptz', nullable: true })
  wakeAt!: Date | null;

  /** Always null, as is `leaseUntil`: processes of a version in which leases were columns read them. */
  @Column({ name: 'lease_owner', type: 'uuid', nullable: true })
  leaseOwner!: string | null;

  @Column({ name: 'lease_until', type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  /** Increases with each claim and cancel; a claim gives the new one to its lease. */
  @Column({ name: 'lease_token', type: 'bigint', default: 0 })
  leaseToken!: number;

  /** Number of its leases, counted by a trigger on `batch_leases`. */
  @Column({ type: 'integer', default: 0 })
  workers!: number;

  /** Whether a further worker may join those that it has: it may run more items than they have slots for. */
  @Column({ name: 'has_room', type: 'boolean', default: false })
  hasRoom!: boolean;

  /** How often its lease expired together with most others, without counting a crash for its items. */
  @Column({ name: 'mass_expiries', type: 'integer', default: 0 })
  massExpiries!: number;

  /** Time in processing before the current period, in milliseconds. */
  @Column({ name: 'processing_ms', type: 'bigint', default: 0 })
  processingMs!: number;

  /** When the current period of processing began. */
  @Column({ name: 'processing_since', type: 'timestamptz', nullable: true })
  processingSince!: Date | null;

  /** What is left of a retry, a cancel or a deletion that is done in pieces; null when nothing is. */
  @Column({ name: 'pending_control', type: 'jsonb', nullable: true })
  pendingControl!: object | null;

  /** When it was asked for. */
  @Column({ name: 'control_since', type: 'timestamptz', nullable: true })
  controlSince!: Date | null;

  /** When a piece of it was last done. */
  @Column({ name: 'control_at', type: 'timestamptz', nullable: true })
  controlAt!: Date | null;

  /** Tries of an atomic batch in a worker, less those that failed because the database was away. */
  @Column({ name: 'transaction_tries', type: 'integer', default: 0 })
  transactionTries!: number;

  /** It gets further items until it is sealed, and ends when it is not by then; null when it has all of them. */
  @Column({ name: 'seal_by', type: 'timestamptz', nullable: true })
  sealBy!: Date | null;

  /** Whether its items run before it is sealed. */
  @Column({ name: 'starts_at_once', type: 'boolean', default: false })
  startsAtOnce!: boolean;

  /** Why it ended otherwise than by its items; null when it did not. */
  @Column({ name: 'end_reason', type: 'text', nullable: true })
  endReason!: string | null;

  /** No item below it is to be begun for the first time. */
  @Column({ name: 'next_index', type: 'integer', default: 0 })
  nextIndex!: number;
}
