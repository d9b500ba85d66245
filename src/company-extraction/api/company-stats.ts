import { Injectable } from '@nestjs/common';
import { AnswerCache } from '../../platform/cache/bounded-cache.js';
import type { Actor } from '../../accounts/rights/actor.js';
import { visibleOwner } from '../../accounts/rights/visibility.js';
import { type Timeframe, TIMEFRAMES } from '../../batch/read/stats.js';
import { StatsQueries } from '../../batch/read/stats-queries.js';
import type { CompanyStatsDto, StatsDetailsDto } from './company-stats.dto.js';
import { type BatchGroup, type CompanyStatsScope, CompanyStatsQueries } from '../store/company-stats-queries.js';
import { HostLoad } from './host-load.js';
import { commonErrors, grouped, performanceMetrics, queueSize, systemStats } from './summarize-stats.js';

/** Lifetime in milliseconds of a cached answer. */
const CACHE_MS = 5000;
const CACHE_ENTRIES = 500;

/** Interval width of the series in seconds; a day when the timeframe is longer than a day. */
const HOUR = 3600;
const DAY = 24 * HOUR;

/** Company statistics over the batches that a caller may see, computed from the rows. */
@Injectable()
export class CompanyStats {
  private readonly cache = new AnswerCache<CompanyStatsDto>({ max: CACHE_ENTRIES, ttlMs: CACHE_MS });

  constructor(
    private readonly queries: CompanyStatsQueries,
    private readonly shared: StatsQueries,
    private readonly hostLoad: HostLoad,
  ) {}

  /** Returns statistics at most five seconds old; concurrent requests share one query. */
  read(actor: Actor, timeframe: Timeframe, withDetails: boolean): Promise<CompanyStatsDto> {
    const ownerId = visibleOwner(actor);
    const key = `${ownerId ?? 'all'} ${timeframe} ${String(withDetails)}`;
    return this.cache.read(key, () => this.compute(ownerId, timeframe, withDetails));
  }

  private async compute(ownerId: number | null, timeframe: Timeframe, withDetails: boolean): Promise<CompanyStatsDto> {
    const scope = { ownerId, seconds: TIMEFRAMES[timeframe].seconds };
    const groups = await this.queries.groups(scope);
    const peak = await this.queries.peak(scope);
    const cache = await this.queries.cache(scope);
    const errors = await this.queries.errors(scope);
    return {
      timeframe,
      system_stats: systemStats(groups),
      performance_metrics: performanceMetrics(groups, peak, cache),
      resource_utilization: {
        cpu_usage: this.hostLoad.cpuPercent(),
        memory_usage: this.hostLoad.memoryPercent(),
        active_connections: await this.hostLoad.connections(),
        queue_size: queueSize(groups),
      },
      error_analysis: { most_common_errors: [...commonErrors(errors)] },
      ...(withDetails ? { details: await this.details(scope, groups) } : {}),
    };
  }

  private async details(scope: CompanyStatsScope, groups: readonly BatchGroup[]): Promise<StatsDetailsDto> {
    const width = scope.seconds > DAY ? DAY : HOUR;
    const { series } = await this.shared.read({ ...scope, kind: 'company_extraction' }, width);
    return {
      by_mode: grouped(groups, 'mode'),
      by_priority: grouped(groups, 'priority'),
      company_seconds: await this.queries.companyTimes(scope),
      series: series.map(({ from, batches, succeeded, failed }) => ({
        from: from.toISOString(),
        batches,
        succeeded,
        failed,
      })),
    };
  }
}
