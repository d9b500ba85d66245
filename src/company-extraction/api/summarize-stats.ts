import { percentage } from '../../batch/model/status/counters.js';
import { isTerminal } from '../../batch/model/status/batch-status.js';
import { type ErrorCode, specOf } from '../../platform/errors/app-error.js';
import type { BatchGroup } from '../store/company-stats-queries.js';
import type { ErrorShareDto, GroupStatsDto, PerformanceMetricsDto, SystemStatsDto } from './company-stats.dto.js';
import { seconds } from './render-company-batch.js';
import '../company-extraction.errors.js';

/** Number of error types listed; the percentage of each is of all errors. */
const LISTED = 10;

type Summed = 'batches' | 'companies' | 'pending' | 'succeeded' | 'failed' | 'measured';
const sum = (groups: readonly BatchGroup[], field: Summed): number =>
  groups.reduce((total, group) => total + group[field], 0);

/** Average seconds in processing; null when no batch has ended. */
function averageSeconds(groups: readonly BatchGroup[]): number | null {
  const measured = sum(groups, 'measured');
  return measured === 0 ? null : seconds(groups.reduce((total, { totalMs }) => total + (totalMs ?? 0), 0) / measured);
}

const successRate = (groups: readonly BatchGroup[]): number =>
  percentage(sum(groups, 'succeeded'), sum(groups, 'succeeded') + sum(groups, 'failed'), 1);

export function systemStats(groups: readonly BatchGroup[]): SystemStatsDto {
  const batches = (...statuses: readonly string[]): number =>
    sum(
      groups.filter(({ status }) => statuses.includes(status)),
      'batches',
    );
  return {
    total_batches: sum(groups, 'batches'),
    completed_batches: batches('completed', 'partial'),
    failed_batches: batches('failed'),
    cancelled_batches: batches('cancelled'),
    active_batches: batches('pending', 'processing', 'paused'),
    total_companies_processed: sum(groups, 'succeeded') + sum(groups, 'failed'),
    average_processing_time: averageSeconds(groups),
    success_rate: successRate(groups),
  };
}

export function performanceMetrics(
  groups: readonly BatchGroup[],
  peak: number,
  cache: { readonly hits: number; readonly misses: number },
): PerformanceMetricsDto {
  const batches = sum(groups, 'batches');
  const fastest = groups.flatMap(({ fastestMs }) => fastestMs ?? []);
  const slowest = groups.flatMap(({ slowestMs }) => slowestMs ?? []);
  const modes = Object.entries(grouped(groups, 'mode')).sort(([a, left], [b, right]) => {
    return right.batches - left.batches || (a < b ? -1 : 1);
  });
  return {
    average_batch_size: batches === 0 ? 0 : Math.round((sum(groups, 'companies') / batches) * 10) / 10,
    fastest_batch_time: fastest.length === 0 ? null : seconds(Math.min(...fastest)),
    slowest_batch_time: slowest.length === 0 ? null : seconds(Math.max(...slowest)),
    most_common_extraction_mode: modes[0]?.[0] ?? null,
    peak_concurrent_batches: peak,
    cache_hit_rate: percentage(cache.hits, cache.hits + cache.misses, 1),
  };
}

/** Number of pending companies. */
export const queueSize = (groups: readonly BatchGroup[]): number =>
  sum(
    groups.filter(({ status }) => !isTerminal(status)),
    'pending',
  );

/** The same figures by mode or by priority. */
export function grouped(
  groups: readonly BatchGroup[],
  field: 'mode' | 'priority',
): Readonly<Record<string, GroupStatsDto>> {
  const names = [...new Set(groups.map((group) => group[field]))].sort();
  return Object.fromEntries(
    names.map((name) => {
      const own = groups.filter((group) => group[field] === name);
      return [
        name,
        {
          batches: sum(own, 'batches'),
          companies: sum(own, 'companies'),
          success_rate: successRate(own),
          average_processing_time: averageSeconds(own),
        },
      ];
    }),
  );
}

/** Most frequent error types. Codes with the same published type are counted together. */
export function commonErrors(
  errors: readonly { readonly code: ErrorCode; readonly count: number }[],
): readonly ErrorShareDto[] {
  const counts = new Map<string, number>();
  for (const { code, count } of errors) counts.set(specOf(code).type, (counts.get(specOf(code).type) ?? 0) + count);
  const all = errors.reduce((total, { count }) => total + count, 0);
  return [...counts]
    .sort(([a, left], [b, right]) => right - left || (a < b ? -1 : 1))
    .slice(0, LISTED)
    .map(([error_type, count]) => ({ error_type, count, percentage: percentage(count, all, 1) }));
}
