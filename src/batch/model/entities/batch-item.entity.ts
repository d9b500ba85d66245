import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ItemError } from '../../../platform/errors/app-error.js';
import type { ItemStatus } from '../status/batch-status.js';

/** One item of a batch, with its result once it has ended. */
@Entity('batch_items')
export class BatchItem {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  /** Zero-based position in the submission. */
  @PrimaryColumn({ type: 'integer' })
  index!: number;

  /** Caller-defined name of the item. */
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

  /** Number of attempts so far, including a running one. */
  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  /** Those of them before it was last opened again; only later ones count for whether it is tried again by itself. */
  @Column({ name: 'attempts_before', type: 'integer', default: 0 })
  attemptsBefore!: number;

  /** How often the worker died while it ran. */
  @Column({ type: 'integer', default: 0 })
  recoveries!: number;

  /**
   * When the next attempt is due, 'epoch' when at once; null when it has ended, runs, or has not begun yet and is
   * behind the batch's cursor.
   */
  @Column({ name: 'run_at', type: 'timestamptz', nullable: true })
  runAt!: Date | null;

  /** Why the item waits until `runAt`. */
  @Column({ name: 'wait_reason', type: 'text', nullable: true })
  waitReason!: string | null;

  /** Name of the step that the item is in, defined by its kind. */
  @Column({ type: 'text', nullable: true })
  step!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  warnings!: string[] | null;

  /**
   * The newest tries that failed or that a retry came after (attempt-log.ts): number, started_at, ended_at, error, and
   * the input where a retry corrected it.
   */
  @Column({ name: 'attempt_log', type: 'jsonb', nullable: true })
  attemptLog!: Record<string, unknown>[] | null;
}
