import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Cost of the analyses of a batch, summed up as they end; an item that is repeated counts again. */
@Entity('batch_processing_metrics')
export class BatchProcessingMetrics {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  /** Results made by an engine, one per URL and strategy. */
  @Column({ name: 'analyzed_count', type: 'integer', default: 0 })
  analyzedCount!: number;

  /** Results from the cache. */
  @Column({ name: 'cached_count', type: 'integer', default: 0 })
  cachedCount!: number;

  /** Results shown at the index of a duplicate. */
  @Column({ name: 'duplicate_count', type: 'integer', default: 0 })
  duplicateCount!: number;

  /** URLs that failed. */
  @Column({ name: 'failed_count', type: 'integer', default: 0 })
  failedCount!: number;

  /** Time spent in engines, in milliseconds. */
  @Column({ name: 'analysis_ms', type: 'double precision', default: 0 })
  analysisMs!: number;

  @Column({ name: 'longest_ms', type: 'double precision', default: 0 })
  longestMs!: number;

  @Column({ name: 'transferred_bytes', type: 'double precision', default: 0 })
  transferredBytes!: number;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
