import { Injectable } from '@nestjs/common';
import { percentage } from '../../batch/model/status/counters.js';
import { ProfileAnalyticsQueries, type RoleRow } from '../store/profile-analytics-queries.js';
import type { ProfileAnalyticsDto } from './profile-analytics.dto.js';

/** Length of each timeframe in seconds. */
const ANALYTICS_TIMEFRAMES = {
  '1h': 3_600,
  '6h': 6 * 3_600,
  '24h': 24 * 3_600,
  '7d': 7 * 86_400,
  '30d': 30 * 86_400,
} as const;
type AnalyticsTimeframe = keyof typeof ANALYTICS_TIMEFRAMES;

/** Statistics of profile batches as the API shows them. */
@Injectable()
export class ProfileAnalytics {
  constructor(private readonly queries: ProfileAnalyticsQueries) {}

  /** `ownerId` null: all owners. */
  async read(ownerId: number | null, timeframe: AnalyticsTimeframe): Promise<ProfileAnalyticsDto> {
    const scope = { ownerId, seconds: ANALYTICS_TIMEFRAMES[timeframe] };
    const roles = await this.queries.roles(scope);
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
      processing_ms: await this.queries.times(scope),
      roles: roles.map(({ role, total, succeeded: ok, failed: bad, exact, near, none }) => ({
        role,
        total,
        succeeded: ok,
        failed: bad,
        success_rate: percentage(ok, ok + bad, 2),
        matches: { exact, near, none },
      })),
      providers: (await this.queries.providers(scope)).map((row) => ({
        provider: row.provider,
        asked: row.asked,
        found: row.found,
        not_found: row.notFound,
        failed: row.failed,
        success_rate: percentage(row.found, row.asked, 2),
        average_ms: row.averageMs,
      })),
      errors: await this.queries.errors(scope),
    };
  }
}
