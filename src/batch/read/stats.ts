import { Injectable } from '@nestjs/common';
import { AnswerCache } from '../../platform/cache/bounded-cache.js';
import type { Actor } from '../../accounts/rights/actor.js';
import { visibleOwner } from '../../accounts/rights/visibility.js';
import { percentage } from '../model/status/counters.js';
import type { KindName } from '../model/kinds/kind.js';
import type { StatsDto } from './stats.dto.js';
import { BATCH_STATUSES, isTerminal } from '../model/status/batch-status.js';
import { type Durations, StatsQueries, type StatusCount } from './stats-queries.js';

const HOUR = 3600;
/** Length of each timeframe and width of the series' intervals, in seconds. */
export const TIMEFRAMES = {
  '1h': { seconds: HOUR, bucket: 300 },
  '6h': { seconds: 6 * HOUR, bucket: 1800 },
  '24h': { seconds: 24 * HOUR, bucket: HOUR },
  '7d': { seconds: 7 * 24 * HOUR, bucket: 6 * HOUR },
  '30d': { seconds: 30 * 24 * HOUR, bucket: 24 * HOUR },
} as const;
export type Timeframe = keyof typeof TIMEFRAMES;

/** How long an answer is cached, in milliseconds. */
const CACHE_MS = 5000;
const CACHE_ENTRIES = 500;

/** Statistics over the batches that a caller may see. */
@Injectable()
export class Stats {
  private readonly cache = new AnswerCache<StatsDto>({ max: CACHE_ENTRIES, ttlMs: CACHE_MS });

  constructor(private readonly queries: StatsQueries) {}

  /** Returns statistics that are at most CACHE_MS old; concurrent callers share one computation. */
  async read(actor: Actor, timeframe: Timeframe, kind: KindName | null, owner?: number): Promise<StatsDto> {
    const ownerId = visibleOwner(actor, owner);
    const key = `${ownerId ?? 'all'} ${timeframe} ${kind ?? 'all'}`;
    return this.cache.read(key, () => this.compute(ownerId, timeframe, kind));
  }

  private async compute(ownerId: number | null, timeframe: Timeframe, kind: KindName | null): Promise<StatsDto> {
    const { seconds, bucket } = TIMEFRAMES[timeframe];
    const { counts, durations, errors, series } = await this.queries.read({ ownerId, kind, seconds }, bucket);
    const items = itemsOf(counts);
    return {
      timeframe,
      kind,
      batches: batchesOf(counts),
      by_kind: byKind(counts),
      items,
      duration_ms: rounded(durations),
      errors: errors.map(({ code, count }) => ({ code, count, percentage: percentage(count, items.failed, 1) })),
      series: series.map((point) => ({ ...point, from: point.from.toISOString() })),
      generated_at: new Date().toISOString(),
    };
  }
}

const sum = (rows: readonly StatusCount[], field: 'batches' | 'items' | 'succeeded' | 'failed' | 'cancelled'): number =>
  rows.reduce((total, row) => total + row[field], 0);

function byKind(counts: readonly StatusCount[]): Readonly<Record<string, number>> {
  const kinds = [...new Set(counts.map((row) => row.kind))].sort();
  const batches = (kind: KindName): number =>
    sum(
      counts.filter((row) => row.kind === kind),
      'batches',
    );
  return Object.fromEntries(kinds.map((kind) => [kind, batches(kind)]));
}

function batchesOf(counts: readonly StatusCount[]): StatsDto['batches'] {
  const inStatus = (status: string): number =>
    sum(
      counts.filter((row) => row.status === status),
      'batches',
    );
  return {
    total: sum(counts, 'batches'),
    active: sum(
      counts.filter((row) => !isTerminal(row.status)),
      'batches',
    ),
    by_status: Object.fromEntries(BATCH_STATUSES.map((status) => [status, inStatus(status)])),
  };
}

function itemsOf(counts: readonly StatusCount[]): StatsDto['items'] {
  const [total, succeeded, failed, cancelled] = [
    sum(counts, 'items'),
    sum(counts, 'succeeded'),
    sum(counts, 'failed'),
    sum(counts, 'cancelled'),
  ];
  return { total, succeeded, failed, cancelled, success_rate: percentage(succeeded, succeeded + failed, 2) };
}

const round = (value: number | null): number | null => (value === null ? null : Math.round(value));

const rounded = ({ average, median, p95, fastest, slowest }: Durations): Durations => ({
  average: round(average),
  median: round(median),
  p95: round(p95),
  fastest: round(fastest),
  slowest: round(slowest),
});
