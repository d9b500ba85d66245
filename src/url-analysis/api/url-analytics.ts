import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { visibleOwner } from '../../accounts/rights/visibility.js';
import { type AnalysisSums, CATEGORIES, type GroupSums, METRICS } from '../figures/analysis-sums.js';
import { RELATIVE_ERROR, type ValueSums } from '../figures/value-sums.js';
import { type BandRow, type HostRow, type MetricRow, SLOWEST, UrlReportQueries } from '../store/url-report-queries.js';
import { UrlFigureQueries } from '../store/url-figure-queries.js';
import {
  ANALYTICS_TIMEFRAMES,
  type AnalyticsQueryDto,
  type EngineAnalyticsDto,
  type UrlAnalyticsDto,
} from './url-reports.dto.js';

/** What analytics tell, from the analyses or from their sums. */
interface AnalyticsFigures {
  readonly metrics: readonly MetricRow[];
  readonly bands: readonly BandRow[];
  readonly hosts: readonly HostRow[];
  readonly relativeError: number;
}

/** Statistics of the analyses that a caller may see. */
@Injectable()
export class UrlAnalytics {
  constructor(
    private readonly queries: UrlReportQueries,
    private readonly figures: UrlFigureQueries,
  ) {}

  async read(actor: Actor, { timeframe, owner }: AnalyticsQueryDto): Promise<UrlAnalyticsDto> {
    const ownerId = visibleOwner(actor, owner);
    const hours = ANALYTICS_TIMEFRAMES[timeframe];
    const sums = await this.figures.read(ownerId, hours);
    return toAnalytics(timeframe, sums === null ? await this.readAnalyses(ownerId, hours) : figuresOf(sums));
  }

  /** Until the maintenance has summed up what was there before it. */
  private async readAnalyses(ownerId: number | null, hours: number): Promise<AnalyticsFigures> {
    const metrics = await this.queries.metrics(ownerId, hours);
    const bands = await this.queries.bands(ownerId, hours);
    const hosts = await this.queries.slowestHosts(ownerId, hours);
    return { metrics, bands, hosts, relativeError: 0 };
  }
}

/** The figures in the order in which statements give them. */
function figuresOf(sums: AnalysisSums): AnalyticsFigures {
  const groups = [...sums.groups.values()].sort((a, b) =>
    compare(`${a.engine} ${a.strategy}`, `${b.engine} ${b.strategy}`),
  );
  const values = [...groups.flatMap(({ metrics }) => metrics), ...sums.hosts.values()];
  return {
    metrics: groups.flatMap(metricsOf),
    bands: sums.bands
      .flatMap((counts, category) =>
        counts.map((count, band) => ({ category: CATEGORIES[category] ?? '', band, count })),
      )
      .filter(({ count }) => count > 0)
      .sort((a, b) => compare(a.category, b.category) || a.band - b.band),
    hosts: [...sums.hosts]
      .map(([host, ttfb]) => ({ host, analyses: ttfb.count, median: ttfb.percentile(0.5) ?? 0 }))
      .sort((a, b) => b.median - a.median || compare(a.host, b.host))
      .slice(0, SLOWEST),
    relativeError: values.every(({ isExact }) => isExact) ? 0 : RELATIVE_ERROR,
  };
}

/** The answer. */
function toAnalytics(timeframe: string, { metrics, bands, hosts, relativeError }: AnalyticsFigures): UrlAnalyticsDto {
  return {
    timeframe,
    engines: toEngines(metrics),
    score_distribution: bands.map(({ category, band, count }) => ({
      category,
      band: band === 9 ? '90-100' : `${band * 10}-${band * 10 + 9}`,
      count,
    })),
    slowest_hosts: hosts.map(({ host, analyses, median }) => ({ host, analyses, median_ttfb_ms: round(median) })),
    relative_error: relativeError,
  };
}

function metricsOf({ engine, strategy, analyses, metrics }: GroupSums): readonly MetricRow[] {
  return metrics
    .map((values, at) => ({
      engine,
      strategy,
      analyses,
      metric: METRICS[at] ?? '',
      count: values.count,
      percentiles: percentilesOf(values),
    }))
    .sort((a, b) => compare(a.metric, b.metric));
}

const percentilesOf = (values: ValueSums): readonly number[] =>
  [0.5, 0.75, 0.9, 0.95, 0.99].map((fraction) => values.percentile(fraction) ?? 0);

function toEngines(rows: readonly MetricRow[]): EngineAnalyticsDto[] {
  const found = new Map<string, EngineAnalyticsDto>();
  for (const { engine, strategy, analyses, metric, count, percentiles } of rows) {
    const key = `${engine} ${strategy}`;
    const entry = found.get(key) ?? { engine, strategy, analyses, metrics: [] };
    found.set(key, entry);
    if (count === 0) continue;
    const [p50 = 0, p75 = 0, p90 = 0, p95 = 0, p99 = 0] = percentiles.map(round);
    entry.metrics.push({ metric, count, p50, p75, p90, p95, p99 });
  }
  return [...found.values()];
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
