import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { CacheEntry } from '../extraction/collapsing-cache.js';

/** A cached extraction, or a cached "not found", with its expiry time. */
@Entity('company_cache')
export class CachedExtraction {
  /** `company:v3:{name}|{country}|{language}|{mode}|{hint}`. */
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'jsonb' })
  entry!: CacheEntry;

  @Index('company_cache_expires')
  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt!: Date;
}

/** Cache hits and misses of one hour, for `cache_hit_rate`. */
@Entity('company_cache_hours')
export class CacheHour {
  @PrimaryColumn({ type: 'timestamptz' })
  hour!: Date;

  @Column({ type: 'bigint', default: 0 })
  hits!: number;

  @Column({ type: 'bigint', default: 0 })
  misses!: number;
}
