import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { BatchStatus } from '../status/batch-status.js';
import type { KindName } from '../kinds/kind.js';

/** Sums over the ended batches of one span of creation, of one kind and state. */
@Entity('batch_figures')
export class BatchFigures {
  /** 0: of all owners. */
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  /** When the span begins. */
  @PrimaryColumn({ type: 'timestamptz' })
  span!: Date;

  @PrimaryColumn({ type: 'text' })
  kind!: KindName;

  @PrimaryColumn({ type: 'text' })
  status!: BatchStatus;

  @Column({ type: 'bigint' })
  batches!: number;

  @Column({ type: 'bigint' })
  items!: number;

  @Column({ type: 'bigint' })
  succeeded!: number;

  @Column({ type: 'bigint' })
  failed!: number;

  @Column({ type: 'bigint' })
  cancelled!: number;

  /** Sum of the times from start to end, in milliseconds. */
  @Column({ name: 'total_ms', type: 'bigint' })
  totalMs!: number;

  /** Those times that occur, in order. */
  @Column({ type: 'bigint', array: true })
  durations!: number[];

  /** How many batches took up to each of them. */
  @Column({ name: 'up_to', type: 'bigint', array: true })
  upTo!: number[];

  /** Codes of failed items. */
  @Column({ type: 'text', array: true })
  codes!: string[];

  /** How many items have each of them. */
  @Column({ type: 'bigint', array: true })
  failures!: number[];
}

/** A span that is summed up. */
@Entity('batch_figure_spans')
export class BatchFigureSpan {
  @PrimaryColumn({ type: 'timestamptz' })
  span!: Date;
}

/** A note that the sums of a span no longer hold, written by triggers on `batches`. */
@Entity('batch_figure_changes')
export class BatchFigureChange {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number;

  @Column({ type: 'timestamptz' })
  span!: Date;
}
