import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ProviderName, Strategy } from '../engines/url-result.js';
import type { UrlStep } from '../engines/url-steps.js';

/** Processing data of one URL with one strategy. Its status (pending, running, ended) is in `batch_items`. */
@Entity('url_processing_status')
export class UrlProcessingStatus {
  @PrimaryColumn({ name: 'batch_id', type: 'bigint' })
  batchId!: number;

  @PrimaryColumn({ type: 'integer' })
  index!: number;

  @PrimaryColumn({ type: 'text' })
  strategy!: Strategy;

  /** The URL as submitted. */
  @Column({ name: 'original_url', type: 'text' })
  originalUrl!: string;

  /** Null for a URL that was rejected but stored at its index. */
  @Column({ name: 'cleaned_url', type: 'text', nullable: true })
  cleanedUrl!: string | null;

  /** URL after redirects. */
  @Column({ name: 'final_url', type: 'text', nullable: true })
  finalUrl!: string | null;

  @Column({ type: 'text', nullable: true })
  host!: string | null;

  /** First index of the batch with the same cleaned URL. */
  @Column({ name: 'duplicate_of', type: 'integer', nullable: true })
  duplicateOf!: number | null;

  @Column({ name: 'near_duplicate_of', type: 'integer', nullable: true })
  nearDuplicateOf!: number | null;

  /** SHA-256 of the key that near duplicates share; null for a rejected URL. */
  @Column({ name: 'near_hash', type: 'bytea', nullable: true })
  nearHash!: Buffer | null;

  /** When a retry last reopened its item; null when none has. */
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

  /** Whether the result keeps the batch's budgets; null without budgets. */
  @Column({ name: 'budget_passed', type: 'boolean', nullable: true })
  budgetPassed!: boolean | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
