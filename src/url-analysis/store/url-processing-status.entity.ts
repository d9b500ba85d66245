import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProviderName, Strategy } from '../engines/url-result.js';
import type { UrlStep } from '../engines/url-steps.js';

/** What is known of one URL under one strategy. Whether it waits, runs or has ended stands in `batch_items`. */
@Entity('url_processing_status')
export class UrlProcessingStatus {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @PrimaryColumn({ type: 'text' })
  strategy!: Strategy;

  /** As it was submitted. */
  @Column({ name: 'original_url', type: 'text' })
  originalUrl!: string;

  /** Null for an address that was refused and kept at its index. */
  @Column({ name: 'cleaned_url', type: 'text', nullable: true })
  cleanedUrl!: string | null;

  /** Where the redirects ended. */
  @Column({ name: 'final_url', type: 'text', nullable: true })
  finalUrl!: string | null;

  @Column({ type: 'text', nullable: true })
  host!: string | null;

  /** First index of the batch with the same cleaned address. */
  @Column({ name: 'duplicate_of', type: 'integer', nullable: true })
  duplicateOf!: number | null;

  @Column({ name: 'near_duplicate_of', type: 'integer', nullable: true })
  nearDuplicateOf!: number | null;

  /** SHA-256 of what near duplicates have in common; null for an address that was refused. */
  @Column({ name: 'near_hash', type: 'bytea', nullable: true })
  nearHash!: Buffer | null;

  /** When a retry last put its item back; null when none has. */
  @Column({ name: 'reopened_at', type: 'timestamptz', nullable: true })
  reopenedAt!: Date | null;

  @Column({ name: 'current_step', type: 'text', default: 'analysis' })
  currentStep!: UrlStep;

  @Column({ type: 'text', nullable: true })
  provider!: ProviderName | null;

  @Column({ name: 'is_cached', type: 'boolean', default: false })
  isCached!: boolean;

  @Column({ name: 'performance_score', type: 'integer', nullable: true })
  performanceScore!: number | null;

  @Column({ name: 'accessibility_score', type: 'integer', nullable: true })
  accessibilityScore!: number | null;

  @Column({ name: 'best_practices_score', type: 'integer', nullable: true })
  bestPracticesScore!: number | null;

  @Column({ name: 'seo_score', type: 'integer', nullable: true })
  seoScore!: number | null;

  @Column({ name: 'http_score', type: 'integer', nullable: true })
  httpScore!: number | null;

  @Column({ name: 'fcp_ms', type: 'double precision', nullable: true })
  fcpMs!: number | null;

  @Column({ name: 'lcp_ms', type: 'double precision', nullable: true })
  lcpMs!: number | null;

  @Column({ name: 'tbt_ms', type: 'double precision', nullable: true })
  tbtMs!: number | null;

  @Column({ type: 'double precision', nullable: true })
  cls!: number | null;

  @Column({ name: 'si_ms', type: 'double precision', nullable: true })
  siMs!: number | null;

  @Column({ name: 'ttfb_ms', type: 'double precision', nullable: true })
  ttfbMs!: number | null;

  @Column({ name: 'total_bytes', type: 'double precision', nullable: true })
  totalBytes!: number | null;

  @Column({ name: 'duration_ms', type: 'double precision', nullable: true })
  durationMs!: number | null;

  @Column({ name: 'analyzed_at', type: 'timestamptz', nullable: true })
  analyzedAt!: Date | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
