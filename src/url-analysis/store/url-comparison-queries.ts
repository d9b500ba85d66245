import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Strategy } from '../engines/url-result.js';

/** How a URL did in the second job beside the first. */
export const URL_CHANGES = [
  'regressed',
  'improved',
  'unchanged',
  'broken',
  'mended',
  'failing',
  'added',
  'removed',
  'open',
  'incomparable',
] as const;
export type UrlChange = (typeof URL_CHANGES)[number];

/** What a URL measured in one of the jobs; the figures are null where it failed or its engine has none. */
interface ComparedSide {
  readonly index: number;
  readonly status: string;
  readonly error_code: string | null;
  readonly performance: number | null;
  readonly accessibility: number | null;
  readonly best_practices: number | null;
  readonly seo: number | null;
  readonly http: number | null;
  readonly fcp_ms: number | null;
  readonly lcp_ms: number | null;
  readonly tbt_ms: number | null;
  readonly cls: number | null;
  readonly si_ms: number | null;
  readonly ttfb_ms: number | null;
  readonly total_bytes: number | null;
  readonly budget_passed: boolean | null;
}

export interface ComparisonRow {
  /** Position in the comparison: URLs of the first job in its order, then those that only the second has. */
  readonly position: number;
  readonly url: string;
  readonly strategy: Strategy;
  readonly change: UrlChange;
  readonly base: ComparedSide | null;
  readonly other: ComparedSide | null;
}

/** The URLs of a job with their figures, each address once. */
const side = (batch: string): string => `
  SELECT s.cleaned_url, s.strategy, s.index, i.status, s.performance_score, s.http_score,
         json_build_object('index', s.index, 'status', i.status, 'error_code', i.error ->> 'code',
           'performance', s.performance_score, 'accessibility', s.accessibility_score, 'best_practices', s.best_practices_score,
           'seo', s.seo_score, 'http', s.http_score, 'fcp_ms', s.fcp_ms, 'lcp_ms', s.lcp_ms, 'tbt_ms', s.tbt_ms, 'cls', s.cls,
           'si_ms', s.si_ms, 'ttfb_ms', s.ttfb_ms, 'total_bytes', s.total_bytes, 'budget_passed', s.budget_passed) AS figures
    FROM url_processing_status s JOIN batch_items i ON i.batch_id = s.batch_id AND i.index = s.index
   WHERE s.batch_id = ${batch} AND s.cleaned_url IS NOT NULL AND s.duplicate_of IS NULL`;

/** $1 and $2 are the jobs, $3 is the difference of scores that counts as a change. */
const COMPARED = `
  WITH a AS (${side('$1')}), b AS (${side('$2')}),
  pairs AS (
    SELECT row_number() OVER (ORDER BY a.index NULLS LAST, b.index, coalesce(a.strategy, b.strategy))::integer AS position,
           coalesce(a.cleaned_url, b.cleaned_url) AS url, coalesce(a.strategy, b.strategy) AS strategy,
           a.figures AS base, b.figures AS other,
           CASE WHEN a.index IS NULL THEN 'added'
                WHEN b.index IS NULL THEN 'removed'
                WHEN a.status IN ('pending', 'running', 'cancelled') OR b.status IN ('pending', 'running', 'cancelled') THEN 'open'
                WHEN a.status <> 'succeeded' AND b.status <> 'succeeded' THEN 'failing'
                WHEN b.status <> 'succeeded' THEN 'broken'
                WHEN a.status <> 'succeeded' THEN 'mended'
                ELSE CASE sign(d.change) * (abs(d.change) >= $3)::integer
                       WHEN -1 THEN 'regressed' WHEN 1 THEN 'improved' WHEN 0 THEN 'unchanged' ELSE 'incomparable' END
           END AS change
      FROM a FULL JOIN b ON b.cleaned_url = a.cleaned_url AND b.strategy = a.strategy
      CROSS JOIN LATERAL (SELECT coalesce(b.performance_score - a.performance_score, b.http_score - a.http_score)::float8 AS change) d)`;

/** Two jobs beside each other. */
@Injectable()
export class UrlComparisonQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Number of URLs by change. */
  counts(base: number, other: number, threshold: number): Promise<{ change: UrlChange; count: number }[]> {
    return this.dataSource.query(`${COMPARED} SELECT change, count(*)::integer AS count FROM pairs GROUP BY change`, [
      base,
      other,
      threshold,
    ]);
  }

  /** URLs after a position; a change of null reads all. */
  page(
    jobs: { readonly base: number; readonly other: number; readonly threshold: number },
    change: UrlChange | null,
    after: number,
    limit: number,
  ): Promise<ComparisonRow[]> {
    return this.dataSource.query(
      `${COMPARED} SELECT position, url, strategy, change, base, other FROM pairs
        WHERE position > $5 AND ($4::text IS NULL OR change = $4) ORDER BY position LIMIT $6`,
      [jobs.base, jobs.other, jobs.threshold, change, after, limit],
    );
  }
}
