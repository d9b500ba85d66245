import { PROCESSING_MS } from '../../batch/model/status/processing-time.js';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { BatchStatus, Priority } from '../../batch/model/status/batch-status.js';
import type { ErrorCode } from '../../platform/errors/app-error.js';
import type { ExtractionMode } from '../facts/modes.js';

/** Which batches are counted: those of `ownerKey` (null: of all owners) created within the last `seconds`. */
export interface CompanyStatsScope {
  readonly ownerId: number | null;
  readonly seconds: number;
}

/** Batches of one status, mode and priority. */
export interface BatchGroup {
  readonly status: BatchStatus;
  readonly mode: ExtractionMode;
  readonly priority: Priority;
  readonly batches: number;
  readonly companies: number;
  readonly pending: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Milliseconds in processing of the ended batches in the group; null when none has ended. */
  readonly fastestMs: number | null;
  readonly slowestMs: number | null;
  readonly totalMs: number | null;
  readonly measured: number;
}

interface CacheCounts {
  readonly hits: number;
  readonly misses: number;
}

interface CompanyTimes {
  readonly p50: number | null;
  readonly p95: number | null;
}

const IN_SCOPE = `
  b.kind = 'company_extraction' AND ($1::bigint IS NULL OR b.owner_id = $1)
  AND b.created_at >= now() - make_interval(secs => $2)`;
/** Maximum companies whose results are read for an owner's cache hit rate; results may be large. */
const CACHE_SAMPLE = 1000;
const ENDED = `b.completed_at IS NOT NULL AND b.started_at IS NOT NULL`;

/** Figures of the company statistics, computed from the rows. */
@Injectable()
export class CompanyStatsQueries {
  constructor(private readonly dataSource: DataSource) {}

  groups(scope: CompanyStatsScope): Promise<BatchGroup[]> {
    return this.dataSource.query(
      `SELECT b.status, b.options ->> 'extraction_mode' AS mode, b.priority, count(*) AS batches,
              sum(b.total_count) AS companies, sum(b.pending_count) AS pending, sum(b.succeeded_count) AS succeeded,
              sum(b.failed_count) AS failed, min(${PROCESSING_MS}) FILTER (WHERE ${ENDED}) AS "fastestMs",
              max(${PROCESSING_MS}) FILTER (WHERE ${ENDED}) AS "slowestMs",
              sum(${PROCESSING_MS}) FILTER (WHERE ${ENDED}) AS "totalMs", count(*) FILTER (WHERE ${ENDED}) AS measured
         FROM batches b WHERE ${IN_SCOPE} GROUP BY 1, 2, 3`,
      values(scope),
    );
  }

  /**
   * Largest number of batches in progress at one instant. A batch that ends at the instant another starts does not
   * overlap it.
   */
  async peak(scope: CompanyStatsScope): Promise<number> {
    const rows: { readonly peak: number | null }[] = await this.dataSource.query(
      `SELECT max(running)::integer AS peak FROM (
         SELECT sum(change) OVER (ORDER BY at, change ROWS UNBOUNDED PRECEDING) AS running FROM (
           SELECT b.started_at AS at, 1 AS change FROM batches b WHERE ${IN_SCOPE} AND b.started_at IS NOT NULL
           UNION ALL
           SELECT coalesce(b.completed_at, 'infinity'), -1 FROM batches b
            WHERE ${IN_SCOPE} AND b.started_at IS NOT NULL) changes) course`,
      values(scope),
    );
    return rows[0]?.peak ?? 0;
  }

  errors(scope: CompanyStatsScope): Promise<{ readonly code: ErrorCode; readonly count: number }[]> {
    return this.dataSource.query(
      `SELECT f.code, sum(f.failures)::bigint AS count
         FROM batches b JOIN batch_failures f ON f.batch_id = b.id AND f.failures > 0
        WHERE ${IN_SCOPE} AND b.failed_count > 0 GROUP BY 1 ORDER BY 2 DESC, 1`,
      values(scope),
    );
  }

  /** Cache hits and misses: over all owners for an admin, else over the newest companies of the owner's batches. */
  cache({ ownerId, seconds }: CompanyStatsScope): Promise<CacheCounts> {
    return ownerId === null ? this.cacheOfAll(seconds) : this.cacheOf({ ownerId, seconds });
  }

  private async cacheOfAll(seconds: number): Promise<CacheCounts> {
    const rows: { readonly hits: number | null; readonly misses: number | null }[] = await this.dataSource.query(
      `SELECT sum(hits)::bigint AS hits, sum(misses)::bigint AS misses FROM company_cache_hours
        WHERE hour >= date_trunc('hour', now() - make_interval(secs => $1))`,
      [seconds],
    );
    return { hits: rows[0]?.hits ?? 0, misses: rows[0]?.misses ?? 0 };
  }

  private async cacheOf(scope: CompanyStatsScope): Promise<CacheCounts> {
    const rows: CacheCounts[] = await this.dataSource.query(
      `SELECT count(*) FILTER (WHERE c.cached) AS hits, count(*) FILTER (WHERE NOT c.cached) AS misses
         FROM (SELECT (i.output ->> 'cached')::boolean AS cached
                 FROM batches b JOIN batch_items i ON i.batch_id = b.id AND i.status = 'succeeded'
                WHERE ${IN_SCOPE} ORDER BY b.created_at DESC, i.index LIMIT ${CACHE_SAMPLE}) c`,
      values(scope),
    );
    return rows[0] ?? { hits: 0, misses: 0 };
  }

  /** Processing times in seconds of single companies that succeeded. */
  async companyTimes(scope: CompanyStatsScope): Promise<CompanyTimes> {
    const rows: CompanyTimes[] = await this.dataSource.query(
      `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t.seconds)::double precision AS p50,
              percentile_cont(0.95) WITHIN GROUP (ORDER BY t.seconds)::double precision AS p95
         FROM (SELECT extract(epoch FROM i.ended_at - i.started_at) AS seconds
                 FROM batches b JOIN batch_items i ON i.batch_id = b.id AND i.status = 'succeeded'
                WHERE ${IN_SCOPE}) t`,
      values(scope),
    );
    return rows[0] ?? { p50: null, p95: null };
  }
}

const values = ({ ownerId, seconds }: CompanyStatsScope): unknown[] => [ownerId, seconds];
