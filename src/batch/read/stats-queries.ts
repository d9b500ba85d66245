import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KindName } from '../model/kind.js';
import type { BatchStatus } from '../model/batch-status.js';

/** Selects batches by owner and kind (null: all) that were created in the last `seconds`. */
export interface StatsScope {
  readonly ownerId: number | null;
  readonly kind: KindName | null;
  readonly seconds: number;
}

export interface StatusCount {
  readonly kind: KindName;
  readonly status: BatchStatus;
  readonly batches: number;
  readonly items: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** Durations from start to end of the batches that have ended, in milliseconds; null when none has. */
export interface Durations {
  readonly average: number | null;
  readonly median: number | null;
  readonly p95: number | null;
  readonly fastest: number | null;
  readonly slowest: number | null;
}

export interface ErrorCount {
  readonly code: string;
  readonly count: number;
}

export interface Bucket {
  readonly from: Date;
  readonly batches: number;
  readonly items: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** Most error codes listed. */
const ERRORS_LISTED = 10;

const IN_SCOPE = `
  ($1::bigint IS NULL OR b.owner_id = $1) AND ($2::text IS NULL OR b.kind = $2)
  AND b.created_at >= now() - make_interval(secs => $3)`;

/** The statements of `/api/v1/stats`, one for each figure. */
@Injectable()
export class StatsQueries {
  constructor(private readonly dataSource: DataSource) {}

  counts(scope: StatsScope): Promise<StatusCount[]> {
    return this.dataSource.query(
      `SELECT b.kind, b.status, count(*) AS batches, sum(b.total_count) AS items, sum(b.succeeded_count) AS succeeded,
              sum(b.failed_count) AS failed, sum(b.cancelled_count) AS cancelled
         FROM batches b WHERE ${IN_SCOPE} GROUP BY b.kind, b.status`,
      values(scope),
    );
  }

  async durations(scope: StatsScope): Promise<Durations> {
    const rows: Durations[] = await this.dataSource.query(
      `SELECT avg(d.ms) AS average, min(d.ms) AS fastest, max(d.ms) AS slowest,
              percentile_cont(0.5) WITHIN GROUP (ORDER BY d.ms) AS median,
              percentile_cont(0.95) WITHIN GROUP (ORDER BY d.ms) AS p95
         FROM (SELECT (extract(epoch FROM b.completed_at - b.started_at) * 1000)::double precision AS ms
                 FROM batches b WHERE ${IN_SCOPE} AND b.completed_at IS NOT NULL AND b.started_at IS NOT NULL) d`,
      values(scope),
    );
    return rows[0] ?? { average: null, median: null, p95: null, fastest: null, slowest: null };
  }

  errors(scope: StatsScope): Promise<ErrorCount[]> {
    return this.dataSource.query(
      `SELECT f.code, sum(f.failures)::bigint AS count
         FROM batches b JOIN batch_failures f ON f.batch_id = b.id AND f.failures > 0
        WHERE ${IN_SCOPE} AND b.failed_count > 0
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${ERRORS_LISTED}`,
      values(scope),
    );
  }

  /** Counts per interval of `bucketSeconds`, in order; intervals without a batch are omitted. */
  series(scope: StatsScope, bucketSeconds: number): Promise<Bucket[]> {
    return this.dataSource.query(
      `SELECT date_bin(make_interval(secs => $4), b.created_at, '2000-01-01T00:00:00Z') AS "from", count(*) AS batches,
              sum(b.total_count) AS items, sum(b.succeeded_count) AS succeeded, sum(b.failed_count) AS failed
         FROM batches b WHERE ${IN_SCOPE} GROUP BY 1 ORDER BY 1`,
      [...values(scope), bucketSeconds],
    );
  }
}

const values = ({ ownerId, kind, seconds }: StatsScope): unknown[] => [ownerId, kind, seconds];
