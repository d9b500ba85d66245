import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProviderName, Strategy } from '../engines/url-result.js';

/** What one analysis of a URL measured; stays when its batch is deleted, for `URL_HISTORY_DAYS`. */
@Entity('url_history')
export class UrlHistory {
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  /** SHA-256 of the cleaned URL. */
  @PrimaryColumn({ name: 'url_hash', type: 'bytea' })
  urlHash!: Buffer;

  @Index('url_history_analyzed')
  @PrimaryColumn({ name: 'analyzed_at', type: 'timestamptz' })
  analyzedAt!: Date;

  @PrimaryColumn({ type: 'text' })
  strategy!: Strategy;

  @PrimaryColumn({ type: 'text' })
  provider!: ProviderName;

  /** Public id of the batch, which may be gone. */
  @Column({ name: 'batch_id', type: 'text' })
  batchId!: string;

  @Column({ type: 'integer' })
  index!: number;

  @Column({ name: 'final_url', type: 'text', nullable: true })
  finalUrl!: string | null;

  /** Scores and figures by name; empty for a URL that failed. */
  @Column({ type: 'jsonb' })
  figures!: Readonly<Record<string, number>>;

  @Column({ name: 'budget_passed', type: 'boolean', nullable: true })
  budgetPassed!: boolean | null;

  /** Code of the error of a URL that failed. */
  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode!: string | null;
}
