import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { KindName } from '../model/kinds/kind.js';
import type { BatchStatus } from '../model/status/batch-status.js';
import {
  FIGURE_COLUMNS,
  OPEN,
  SPAN,
  SPAN_SECONDS,
  spanOf,
  SUMMED_COLUMNS,
  sumsOf,
} from '../model/status/figure-sql.js';

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

interface ErrorCount {
  readonly code: string;
  readonly count: number;
}

interface Bucket {
  readonly from: Date;
  readonly batches: number;
  readonly items: number;
  readonly succeeded: number;
  readonly failed: number;
}

/** Most error codes listed. */
const ERRORS_LISTED = 10;

/** All figures of a scope, of one instant. */
interface Figures {
  readonly counts: readonly StatusCount[];
  readonly durations: Durations;
  readonly errors: readonly ErrorCount[];
  /** Counts per interval, in order; intervals without a batch are omitted. */
  readonly series: readonly Bucket[];
}

const IN_SCOPE = '($1::bigint IS NULL OR b.owner_id = $1) AND ($2::text IS NULL OR b.kind = $2)';

/**
 * The figures of the batches created since an instant: of whole spans that are summed up the sums, and of the others,
 * of the one in which the time begins, and of open batches, what the batches say. Intervals that are shorter than a
 * span have no sums.
 */
const FIGURES = `
  frame AS (SELECT now() - make_interval(secs => $3) AS since),
  spans AS MATERIALIZED (
    SELECT s.span FROM frame, batch_figure_spans s
     WHERE s.span >= frame.since AND $4 >= ${SPAN_SECONDS}
       AND NOT EXISTS (SELECT FROM batch_figure_changes c WHERE c.span = s.span)),
  gaps AS MATERIALIZED (
    SELECT greatest(min(t.span), t.since) AS low,
           CASE WHEN max(t.span) < ${spanOf('now()')} THEN max(t.span) + ${SPAN} ELSE 'infinity' END AS high
      FROM (SELECT frame.since, t.span, t.span - row_number() OVER (ORDER BY t.span) * ${SPAN} AS stretch
              FROM frame, generate_series(${spanOf('frame.since')}, ${spanOf('now()')}, ${SPAN}) AS t (span)
             WHERE NOT EXISTS (SELECT FROM spans s WHERE s.span = t.span)) t
     GROUP BY t.since, t.stretch),
  unsummed AS MATERIALIZED (
    SELECT 0 AS owner_id, date_bin(make_interval(secs => least($4, ${SPAN_SECONDS})), b.created_at, '2000-01-01T00:00:00Z') AS at,
           ${SUMMED_COLUMNS}
      FROM gaps g JOIN batches b ON b.created_at >= g.low AND b.created_at < g.high
     WHERE ${IN_SCOPE}
    UNION ALL
    SELECT 0, ${spanOf('b.created_at')}, ${SUMMED_COLUMNS}
      FROM batches b
     WHERE ${IN_SCOPE} AND b.status IN ${OPEN} AND b.created_at >= (SELECT since FROM frame)
       AND ${spanOf('b.created_at')} IN (SELECT span FROM spans)),
  figures AS MATERIALIZED (
    SELECT f.span AS at, ${FIGURE_COLUMNS.map((column) => `f.${column}`).join(', ')}
      FROM batch_figures f
     WHERE f.owner_id = coalesce($1, 0) AND ($2::text IS NULL OR f.kind = $2) AND f.span >= (SELECT since FROM frame)
       AND f.span IN (SELECT span FROM spans)
    UNION ALL
    SELECT s.at, ${FIGURE_COLUMNS.map((column) => `s.${column}`).join(', ')} FROM (${sumsOf('unsummed')}) s)`;

const COUNTS = `
  SELECT kind, status, sum(batches)::bigint AS batches, sum(items)::bigint AS items, sum(succeeded)::bigint AS succeeded,
         sum(failed)::bigint AS failed, sum(cancelled)::bigint AS cancelled
    FROM figures GROUP BY kind, status`;

/**
 * The two values around each percentile, found by halving: `value` is the shortest duration that more than `place`
 * batches have up to. So it takes as long for a million batches as for a thousand. The empty arrays are added so that
 * long ones are fetched once, not with every look.
 */
const PERCENTILES = `
  timed AS MATERIALIZED (
    SELECT f.total_ms, f.durations || '{}'::bigint[] AS durations, f.up_to || '{}'::bigint[] AS up_to
      FROM figures f WHERE f.durations <> '{}'),
  times AS (
    SELECT min(durations[1]) AS fastest, max(durations[cardinality(durations)]) AS slowest,
           sum(up_to[cardinality(up_to)])::float8 AS batches, (sum(total_ms) / sum(up_to[cardinality(up_to)]))::float8 AS average
      FROM timed),
  halved (share, place, low, high) AS (
    SELECT p.share, p.share * (t.batches - 1), t.fastest, t.slowest FROM times t, unnest(ARRAY[0.5, 0.95]::float8[]) AS p (share)
     WHERE t.batches > 0
    UNION ALL
    SELECT h.share, h.place, CASE WHEN c.n > floor(h.place) THEN h.low ELSE h.middle + 1 END,
           CASE WHEN c.n > floor(h.place) THEN h.middle ELSE h.high END
      FROM (SELECT *, low + (high - low) / 2 AS middle FROM halved WHERE low < high) h
     CROSS JOIN LATERAL (
             SELECT coalesce(sum(t.up_to[width_bucket(h.middle, t.durations)]), 0) AS n FROM timed t) c),
  percentiles AS (
    SELECT h.share, h.low + (h.place - floor(h.place)) * CASE WHEN n.batches > floor(h.place) + 1 THEN 0 ELSE coalesce(n.next, h.low) - h.low END AS value
      FROM halved h
     CROSS JOIN LATERAL (
             SELECT sum(t.up_to[width_bucket(h.low, t.durations)]) AS batches,
                    min(t.durations[width_bucket(h.low, t.durations) + 1]) AS next
               FROM timed t) n
     WHERE h.low = h.high)`;

const percentile = (share: number): string => `(SELECT max(value) FROM percentiles WHERE share = ${share})`;

const DURATIONS = `
  SELECT t.average, t.fastest, t.slowest, ${percentile(0.5)} AS median, ${percentile(0.95)} AS p95 FROM times t`;

const ERRORS = `
  SELECT e.code, sum(e.failures)::bigint AS count
    FROM figures f, unnest(f.codes, f.failures) AS e (code, failures)
   GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${ERRORS_LISTED}`;

const SERIES = `
  SELECT date_bin(make_interval(secs => $4), at, '2000-01-01T00:00:00Z') AS "from", sum(batches)::bigint AS batches,
         sum(items)::bigint AS items, sum(succeeded)::bigint AS succeeded, sum(failed)::bigint AS failed
    FROM figures GROUP BY 1 ORDER BY 1`;

const rowsOf = (select: string): string => `(SELECT coalesce(json_agg(r), '[]') FROM (${select}) r)`;

const READ = `
  WITH RECURSIVE ${FIGURES}, ${PERCENTILES}
  SELECT ${rowsOf(COUNTS)} AS counts, ${rowsOf(DURATIONS)} AS durations, ${rowsOf(ERRORS)} AS errors, ${rowsOf(SERIES)} AS series`;

/** The statement of `/api/v1/stats`. */
@Injectable()
export class StatsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Figures with a series of intervals of `bucketSeconds`, which either divide a span or are whole spans. */
  async read({ ownerId, kind, seconds }: StatsScope, bucketSeconds: number): Promise<Figures> {
    const rows: StoredFigures[] = await this.dataSource.query(READ, [ownerId, kind, seconds, bucketSeconds]);
    const [{ counts, durations, errors, series } = NOTHING] = rows;
    return {
      counts,
      durations: durations[0] ?? NO_DURATIONS,
      errors,
      series: series.map((bucket) => ({ ...bucket, from: new Date(bucket.from) })),
    };
  }
}

interface StoredFigures {
  readonly counts: readonly StatusCount[];
  readonly durations: readonly Durations[];
  readonly errors: readonly ErrorCount[];
  readonly series: readonly (Omit<Bucket, 'from'> & { readonly from: string })[];
}

const NOTHING: StoredFigures = { counts: [], durations: [], errors: [], series: [] };
const NO_DURATIONS: Durations = { average: null, median: null, p95: null, fastest: null, slowest: null };
