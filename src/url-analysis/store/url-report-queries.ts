import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface QueueRow {
  readonly name: string;
  readonly waiting_jobs: number;
  readonly processing_jobs: number;
  readonly paused_jobs: number;
  readonly waiting_urls: number;
  readonly running_urls: number;
  readonly oldest_waiting_since: Date | null;
}

export interface RemovedRows {
  readonly jobs: number;
  readonly urls: number;
}

export interface MetricRow {
  readonly engine: string;
  readonly strategy: string;
  readonly analyses: number;
  readonly metric: string;
  readonly count: number;
  readonly percentiles: readonly number[];
}

export interface BandRow {
  readonly category: string;
  readonly band: number;
  readonly count: number;
}

export interface HostRow {
  readonly host: string;
  readonly analyses: number;
  readonly median: number;
}

const SLOWEST = 10;

/**
 * Analyses of the last hours, of one owner (null: of all). Results shown again are not counted again. A duplicate that
 * was analysed itself, because the first item had failed, is counted: its result has another time than that of the
 * first.
 */
const IN_SCOPE = `
  FROM url_processing_status s JOIN batches b ON b.id = s.batch_id
 WHERE s.analyzed_at >= now() - make_interval(hours => $2) AND ($1::bigint IS NULL OR b.owner_id = $1)
   AND NOT s.is_cached
   AND (s.duplicate_of IS NULL OR NOT EXISTS (
         SELECT FROM url_processing_status f
          WHERE f.batch_id = s.batch_id AND f.index = s.duplicate_of AND f.strategy = s.strategy AND f.analyzed_at = s.analyzed_at))`;

/** Completed jobs that ended long ago, oldest first: the jobs a cleanup may delete. */
const OLD = `
  SELECT id, total_count FROM batches
   WHERE kind = 'url_analysis' AND status IN ('completed', 'partial') AND completed_at < now() - make_interval(days => $1)`;

/** Reads and cleanup for the operational routes of the URL API. */
@Injectable()
export class UrlReportQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Always three queues, the most urgent first. */
  queues(): Promise<QueueRow[]> {
    return this.dataSource.query(
      `SELECT name, waiting_jobs, processing_jobs, paused_jobs, waiting_urls, running_urls, oldest_waiting_since
         FROM batch_job_queues ORDER BY level DESC`,
    );
  }

  async countOld(olderThanDays: number): Promise<RemovedRows> {
    const rows: RemovedRows[] = await this.dataSource.query(
      `SELECT count(*)::integer AS jobs, coalesce(sum(total_count), 0)::integer AS urls FROM (${OLD}) old`,
      [olderThanDays],
    );
    return rows[0] ?? { jobs: 0, urls: 0 };
  }

  /** Some of the old jobs, those that ended first. */
  findOld(
    olderThanDays: number,
    limit: number,
  ): Promise<readonly { readonly id: number; readonly total_count: number }[]> {
    return this.dataSource.query(`${OLD} ORDER BY completed_at, id LIMIT $2`, [olderThanDays, limit]);
  }

  metrics(ownerId: number | null, hours: number): Promise<MetricRow[]> {
    return this.dataSource.query(
      `WITH scoped AS (SELECT s.* ${IN_SCOPE} AND s.provider IS NOT NULL)
       SELECT s.provider AS engine, s.strategy, count(*)::integer AS analyses, v.metric, count(v.value)::integer AS count,
              percentile_cont(ARRAY[0.5, 0.75, 0.9, 0.95, 0.99]::float8[]) WITHIN GROUP (ORDER BY v.value) AS percentiles
         FROM scoped s CROSS JOIN LATERAL (VALUES
           ('duration_ms', s.duration_ms), ('ttfb_ms', s.ttfb_ms), ('fcp_ms', s.fcp_ms), ('lcp_ms', s.lcp_ms),
           ('tbt_ms', s.tbt_ms), ('cls', s.cls), ('si_ms', s.si_ms), ('total_bytes', s.total_bytes)) AS v (metric, value)
        GROUP BY s.provider, s.strategy, v.metric ORDER BY s.provider, s.strategy, v.metric`,
      [ownerId, hours],
    );
  }

  bands(ownerId: number | null, hours: number): Promise<BandRow[]> {
    return this.dataSource.query(
      `WITH scoped AS (SELECT s.* ${IN_SCOPE})
       SELECT v.category, least(9, v.score / 10) AS band, count(*)::integer AS count
         FROM scoped s CROSS JOIN LATERAL (VALUES
           ('performance', s.performance_score), ('accessibility', s.accessibility_score),
           ('best_practices', s.best_practices_score), ('seo', s.seo_score), ('http', s.http_score)) AS v (category, score)
        WHERE v.score IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
      [ownerId, hours],
    );
  }

  slowestHosts(ownerId: number | null, hours: number): Promise<HostRow[]> {
    return this.dataSource.query(
      `SELECT s.host, count(*)::integer AS analyses, percentile_cont(0.5) WITHIN GROUP (ORDER BY s.ttfb_ms) AS median
         ${IN_SCOPE} AND s.host IS NOT NULL AND s.ttfb_ms IS NOT NULL
        GROUP BY s.host ORDER BY 3 DESC, 1 LIMIT ${SLOWEST}`,
      [ownerId, hours],
    );
  }
}
