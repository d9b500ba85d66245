import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { ProviderName, Strategy, UrlResult } from '../engines/url-result.js';

/** The latest result for a URL, which may be returned again to the same owner. */
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

  @Column({ type: 'jsonb' })
  result!: UrlResult;

  @Index('url_analysis_cache_analyzed')
  @Column({ name: 'analyzed_at', type: 'timestamptz' })
  analyzedAt!: Date;
}
