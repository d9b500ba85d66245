import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProviderName, Strategy, UrlResult } from '../engines/url-result.js';

/** Where the latest result for a URL stands, which may be returned again to the same owner. */
@Entity('url_analysis_cache')
export class CachedAnalysis {
  @PrimaryColumn({ name: 'owner_id', type: 'bigint' })
  ownerId!: number;

  /** SHA-256 of the cleaned URL. */
  @PrimaryColumn({ name: 'url_hash', type: 'bytea' })
  urlHash!: Buffer;

  @PrimaryColumn({ type: 'text' })
  strategy!: Strategy;

  @PrimaryColumn({ type: 'text' })
  provider!: ProviderName;

  /** The item whose output has the result; null in rows of earlier versions. */
  @Column({ name: 'batch_id', type: 'bigint', nullable: true })
  batchId!: number | null;

  @Column({ type: 'integer', nullable: true })
  index!: number | null;

  /** The result itself in rows of earlier versions, the last of which expire after a week; else null. */
  @Column({ type: 'jsonb', nullable: true })
  result!: UrlResult | null;

  @Index('url_analysis_cache_analyzed')
  @Column({ name: 'analyzed_at', type: 'timestamptz' })
  analyzedAt!: Date;
}
