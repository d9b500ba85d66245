import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CANCELLED_ERROR } from '../../batch/model/items/item-sql.js';

/** Which batches are looked at: `ownerId` null for all owners; those created in the last `seconds`. */
interface AnalyticsScope {
  readonly ownerId: number | null;
  readonly seconds: number;
}

/** What became of the profiles with one suggested role. */
export interface RoleRow {
  readonly role: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly exact: number;
  readonly near: number;
  readonly none: number;
}

/** What one provider answered. */
interface ProviderRow {
  readonly provider: string;
  readonly asked: number;
  readonly found: number;
  readonly notFound: number;
  readonly failed: number;
  readonly averageMs: number | null;
}

/** Milliseconds from the start to the end of a profile; null without any. */
interface TimesRow {
  readonly average: number | null;
  readonly median: number | null;
  readonly p95: number | null;
  readonly slowest: number | null;
}

/**
 * The items of an owner's profile batches in the timeframe: selected by the owner's newest batches, never the whole
 * history.
 */
const ITEMS = `
  batches b JOIN batch_items i ON i.batch_id = b.id
  WHERE b.kind = 'profile_ingestion' AND ($1::bigint IS NULL OR b.owner_id = $1)
    AND b.created_at >= now() - make_interval(secs => $2)`;

/** Statistics of profile batches, computed from the rows, each by one statement. */
@Injectable()
export class ProfileAnalyticsQueries {
  constructor(private readonly dataSource: DataSource) {}

  roles(scope: AnalyticsScope): Promise<RoleRow[]> {
    return this.dataSource.query(
      `SELECT i.input->>'suggested_role' AS role, count(*) AS total,
              count(*) FILTER (WHERE i.status = 'succeeded') AS succeeded,
              count(*) FILTER (WHERE i.status = 'failed') AS failed,
              count(*) FILTER (WHERE i.output->'role_match'->>'match' = 'exact') AS exact,
              count(*) FILTER (WHERE i.output->'role_match'->>'match' = 'near') AS near,
              count(*) FILTER (WHERE i.output->'role_match'->>'match' = 'none') AS none
         FROM ${ITEMS} GROUP BY 1 ORDER BY 1`,
      [scope.ownerId, scope.seconds],
    );
  }

  providers(scope: AnalyticsScope): Promise<ProviderRow[]> {
    return this.dataSource.query(
      `SELECT a->>'provider' AS provider, count(*) AS asked,
              count(*) FILTER (WHERE a->>'outcome' = 'found') AS found,
              count(*) FILTER (WHERE a->>'outcome' IN ('not_found', 'private')) AS "notFound",
              count(*) FILTER (WHERE a->>'outcome' = 'failed') AS failed,
              round(avg((a->>'ms')::numeric))::integer AS "averageMs"
         FROM (SELECT jsonb_array_elements(coalesce(i.output->'provider_attempts', i.error->'details'->'asked', '[]')) AS a
                 FROM ${ITEMS}) attempts
        WHERE a->>'outcome' NOT IN ('not_configured', 'not_asked') GROUP BY 1 ORDER BY 1`,
      [scope.ownerId, scope.seconds],
    );
  }

  async times(scope: AnalyticsScope): Promise<TimesRow> {
    const ms = `extract(epoch FROM i.ended_at - i.started_at) * 1000`;
    const rows: TimesRow[] = await this.dataSource.query(
      `SELECT round(avg(${ms}))::integer AS average,
              round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ${ms}))::integer AS median,
              round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ${ms}))::integer AS p95,
              round(max(${ms}))::integer AS slowest
         FROM ${ITEMS} AND i.ended_at IS NOT NULL AND i.started_at IS NOT NULL`,
      [scope.ownerId, scope.seconds],
    );
    return rows[0] ?? { average: null, median: null, p95: null, slowest: null };
  }

  errors(scope: AnalyticsScope): Promise<{ code: string; count: number }[]> {
    return this.dataSource.query(
      `SELECT i.error->>'code' AS code, count(*) AS count FROM ${ITEMS} AND i.status = 'failed' AND i.error <> ${CANCELLED_ERROR}
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`,
      [scope.ownerId, scope.seconds],
    );
  }
}
