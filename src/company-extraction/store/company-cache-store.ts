import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { cleanJson } from '../../platform/text/clean-text.js';
import type { CacheEntry, ExtractionCache } from '../extraction/collapsing-cache.js';

/** Expired entries deleted per write, so that the table shrinks at the rate at which it grows. */
const EXPIRED_DELETED_PER_WRITE = 20;
/** Days that hourly counts are retained; statistics cover 30 days. */
const COUNTED_DAYS = 31;

/** Extraction cache in the database, shared by all processes. */
@Injectable()
export class CompanyCacheStore implements ExtractionCache {
  constructor(private readonly dataSource: DataSource) {}

  /** One statement reads the entry and counts the hit or the miss. */
  readonly get = async (keys: readonly string[]): Promise<CacheEntry | null> => {
    const rows: { readonly entry: CacheEntry }[] = await this.dataSource.query(
      `WITH found AS (
         SELECT c.entry FROM unnest($1::text[]) WITH ORDINALITY k (key, rank) JOIN company_cache c ON c.key = k.key
          WHERE c.expires_at > now() ORDER BY k.rank LIMIT 1),
       counted AS (
         INSERT INTO company_cache_hours (hour, hits, misses)
         SELECT date_trunc('hour', now()), count(*), 1 - count(*) FROM found
             ON CONFLICT (hour) DO UPDATE SET hits = company_cache_hours.hits + excluded.hits,
                                              misses = company_cache_hours.misses + excluded.misses)
       SELECT entry FROM found`,
      [keys],
    );
    return rows[0]?.entry ?? null;
  };

  /** Stores an entry and deletes a few expired ones. */
  readonly set = async (key: string, entry: CacheEntry, ttlSeconds: number): Promise<void> => {
    await this.dataSource.query(
      `WITH swept AS (
         DELETE FROM company_cache WHERE key = ANY(ARRAY(
           SELECT key FROM company_cache WHERE expires_at < now() AND key <> $1
            ORDER BY expires_at LIMIT ${EXPIRED_DELETED_PER_WRITE} FOR UPDATE SKIP LOCKED))),
       forgotten AS (
         DELETE FROM company_cache_hours WHERE hour < now() - interval '${COUNTED_DAYS} days')
       INSERT INTO company_cache (key, entry, expires_at) VALUES ($1, $2, now() + make_interval(secs => $3))
           ON CONFLICT (key) DO UPDATE SET entry = excluded.entry, expires_at = excluded.expires_at`,
      [key, cleanJson(entry), ttlSeconds],
    );
  };
}
