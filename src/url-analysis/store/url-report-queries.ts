import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CATEGORIES, METRICS } from '../figures/analysis-sums.js';
import { COUNTED } from './url-figure-sql.js';

export interface QueueRow {
  readonly name: string;
  readonly waiting_jobs: number;
  readonly processing_jobs: number;
  readonly paused_jobs: number;
  readonly waiting_urls: number;
  readonly running_urls: number;
  readonly oldest_waiting_since: Date | null;
}

interface RemovedRows {
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

/** Hosts listed. */
export const SLOWEST = 10;

const PERCENTILES = 'percentile_cont(ARRAY[0.5, 0.75, 0.9, 0.95, 0.99]::float8[]) WITHIN GROUP';

/** Analyses of the last hours, of one owner (null: of all). */
const IN_SCOPE = `
  FROM url_processing_status s JOIN batches b ON b.id = s.batch_id
 WHERE s.analyzed_at >= now() - make_interval(hours => $2) AND ($1::bigint IS NULL OR b.owner_id = $1) AND ${COUNTED}`;

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

  /**
   * A percentile of each column, not of rows made of all columns: eight sorts of numbers instead of one of eight times
   * as many rows.
   */
  metrics(ownerId: number | null, hours: number): Promise<MetricRow[]> {
    return this.dataSource.query(
      `SELECT g.engine, g.strategy, g.analyses, v.metric, v.count::integer AS count, v.percentiles
         FROM (SELECT s.provider AS engine, s.strategy, count(*)::integer AS analyses,
                      ${METRICS.map((metric) => `count(s.${metric}) AS n_${metric}, ${PERCENTILES} (ORDER BY s.${metric}) AS p_${metric}`).join(', ')}
                 ${IN_SCOPE} AND s.provider IS NOT NULL GROUP BY 1, 2) g
        CROSS JOIN LATERAL (VALUES ${METRICS.map((metric) => `('${metric}', g.n_${metric}, g.p_${metric})`).join(', ')})
                   AS v (metric, count, percentiles)
        ORDER BY g.engine, g.strategy, v.metric`,
      [ownerId, hours],
    );
  }

  /** Analyses with the same bands are counted before the categories are told apart. */
  bands(ownerId: number | null, hours: number): Promise<BandRow[]> {
    return this.dataSource.query(
      `SELECT v.category, least(9, v.band) AS band, sum(g.n)::integer AS count
         FROM (SELECT ${CATEGORIES.map((category) => `s.${category}_score / 10 AS ${category}`).join(', ')}, count(*) AS n
                 ${IN_SCOPE} GROUP BY ${CATEGORIES.map((_, n) => n + 1).join(', ')}) g
        CROSS JOIN LATERAL (VALUES ${CATEGORIES.map((category) => `('${category}', g.${category})`).join(', ')}) AS v (category, band)
        WHERE v.band IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
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
