import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { percentage } from '../../batch/model/counters.js';
import type { ProfileAnalyticsDto } from './profile-analytics.dto.js';

/** Length of each timeframe in seconds. */
export const ANALYTICS_TIMEFRAMES = {
  '1h': 3_600,
  '6h': 6 * 3_600,
  '24h': 24 * 3_600,
  '7d': 7 * 86_400,
  '30d': 30 * 86_400,
} as const;
export type AnalyticsTimeframe = keyof typeof ANALYTICS_TIMEFRAMES;

interface RoleRow {
  readonly role: string;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly exact: number;
  readonly near: number;
  readonly none: number;
}

interface ProviderRow {
  readonly provider: string;
  readonly asked: number;
  readonly found: number;
  readonly notFound: number;
  readonly failed: number;
  readonly averageMs: number | null;
}

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
export class ProfileAnalytics {
  constructor(private readonly dataSource: DataSource) {}

  /** `ownerId` null: all owners. */
  async read(ownerId: number | null, timeframe: AnalyticsTimeframe): Promise<ProfileAnalyticsDto> {
    const scope = [ownerId, ANALYTICS_TIMEFRAMES[timeframe]];
    const roles = await this.roles(scope);
    const sum = (of: (row: RoleRow) => number): number => roles.reduce((total, row) => total + of(row), 0);
    const [succeeded, failed] = [sum((row) => row.succeeded), sum((row) => row.failed)];
    return {
      timeframe,
      profiles: {
        total: sum((row) => row.total),
        succeeded,
        failed,
        success_rate: percentage(succeeded, succeeded + failed, 2),
      },
      processing_ms: await this.times(scope),
      roles: roles.map(({ role, total, succeeded: ok, failed: bad, exact, near, none }) => ({
        role,
        total,
        succeeded: ok,
        failed: bad,
        success_rate: percentage(ok, ok + bad, 2),
        matches: { exact, near, none },
      })),
      providers: (await this.providers(scope)).map((row) => ({
        provider: row.provider,
        asked: row.asked,
        found: row.found,
        not_found: row.notFound,
        failed: row.failed,
        success_rate: percentage(row.found, row.asked, 2),
        average_ms: row.averageMs,
      })),
      errors: await this.errors(scope),
    };
  }

  private roles(scope: readonly unknown[]): Promise<RoleRow[]> {
    return this.dataSource.query(
      `SELECT i.input->>'suggested_role' AS role, count(*) AS total,
              count(*) FILTER (WHERE i.status = 'succeeded') AS succeeded,
              count(*) FILTER (WHERE i.status = 'failed') AS failed,
              count(*) FILTER (WHERE i.output->'role_match'->>'match' = 'exact') AS exact,
              count(*) FILTER (WHERE i.output->'role_match'->>'match' = 'near') AS near,
              count(*) FILTER (WHERE i.output->'role_match'->>'match' = 'none') AS none
         FROM ${ITEMS} GROUP BY 1 ORDER BY 1`,
      [...scope],
    );
  }

  private providers(scope: readonly unknown[]): Promise<ProviderRow[]> {
    return this.dataSource.query(
      `SELECT a->>'provider' AS provider, count(*) AS asked,
              count(*) FILTER (WHERE a->>'outcome' = 'found') AS found,
              count(*) FILTER (WHERE a->>'outcome' IN ('not_found', 'private')) AS "notFound",
              count(*) FILTER (WHERE a->>'outcome' = 'failed') AS failed,
              round(avg((a->>'ms')::numeric))::integer AS "averageMs"
         FROM (SELECT jsonb_array_elements(coalesce(i.output->'provider_attempts', i.error->'details'->'asked', '[]')) AS a
                 FROM ${ITEMS}) attempts
        WHERE a->>'outcome' NOT IN ('not_configured', 'not_asked') GROUP BY 1 ORDER BY 1`,
      [...scope],
    );
  }

  private async times(scope: readonly unknown[]): Promise<TimesRow> {
    const ms = `extract(epoch FROM i.ended_at - i.started_at) * 1000`;
    const rows: TimesRow[] = await this.dataSource.query(
      `SELECT round(avg(${ms}))::integer AS average,
              round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ${ms}))::integer AS median,
              round(percentile_cont(0.95) WITHIN GROUP (ORDER BY ${ms}))::integer AS p95,
              round(max(${ms}))::integer AS slowest
         FROM ${ITEMS} AND i.ended_at IS NOT NULL AND i.started_at IS NOT NULL`,
      [...scope],
    );
    return rows[0] ?? { average: null, median: null, p95: null, slowest: null };
  }

  private errors(scope: readonly unknown[]): Promise<{ code: string; count: number }[]> {
    return this.dataSource.query(
      `SELECT i.error->>'code' AS code, count(*) AS count FROM ${ITEMS} AND i.status = 'failed'
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 10`,
      [...scope],
    );
  }
}
