import type { BatchGroup } from '../store/company-stats-queries.js';
import { commonErrors, performanceMetrics, queueSize, systemStats } from './summarize-stats.js';

const group = (change: Partial<BatchGroup>): BatchGroup => ({
  status: 'completed',
  mode: 'standard',
  priority: 'normal',
  batches: 1,
  companies: 10,
  pending: 0,
  succeeded: 10,
  failed: 0,
  fastestMs: null,
  slowestMs: null,
  totalMs: null,
  measured: 0,
  ...change,
});

describe('company statistics', () => {
  it('count every batch in exactly one state [S3-53, S3-58]', () => {
    const statuses = ['pending', 'processing', 'paused', 'completed', 'partial', 'failed', 'cancelled'] as const;
    const stats = systemStats(statuses.map((status) => group({ status })));
    expect(stats).toMatchObject({
      total_batches: 7,
      completed_batches: 2,
      failed_batches: 1,
      cancelled_batches: 1,
      active_batches: 3,
    });
  });

  it('compute sizes, times, the most common mode and the hit rate [S3-54, S3-59]', () => {
    const groups = [
      group({ batches: 44, companies: 1200, fastestMs: 89_312, slowestMs: 847_249, totalMs: 1e6, measured: 4 }),
      group({ mode: 'basic', companies: 47, fastestMs: 90_000, slowestMs: 90_000, totalMs: 9e4, measured: 1 }),
    ];
    expect(performanceMetrics(groups, 8, { hits: 724, misses: 276 })).toEqual({
      average_batch_size: 27.7,
      fastest_batch_time: 89.3,
      slowest_batch_time: 847.2,
      most_common_extraction_mode: 'standard',
      peak_concurrent_batches: 8,
      cache_hit_rate: 72.4,
    });
    expect(systemStats(groups).average_processing_time).toBe(218);
  });

  it('count pending companies of open batches as the queue size [S3-55]', () => {
    expect(queueSize([group({ status: 'processing', pending: 4 }), group({ status: 'paused', pending: 8 })])).toBe(12);
    expect(queueSize([group({ status: 'cancelled', pending: 0 })])).toBe(0);
  });

  it('relate error percentages to all errors and count codes of one type together [S3-56, S3-57]', () => {
    expect(
      commonErrors([
        { code: 'COMPANY_NOT_FOUND', count: 89 },
        { code: 'TIMEOUT', count: 20 },
        { code: 'DNS_FAILURE', count: 15 },
        { code: 'HEADERS_TIMEOUT', count: 8 },
      ]),
    ).toEqual([
      { error_type: 'CompanyAnalysisError', count: 89, percentage: 67.4 },
      { error_type: 'TimeoutError', count: 28, percentage: 21.2 },
      { error_type: 'NetworkError', count: 15, percentage: 11.4 },
    ]);
  });

  it('are zeros and nulls for an empty timeframe [S3-61]', () => {
    expect(systemStats([])).toMatchObject({ total_batches: 0, average_processing_time: null, success_rate: 0 });
    expect(performanceMetrics([], 0, { hits: 0, misses: 0 })).toEqual({
      average_batch_size: 0,
      fastest_batch_time: null,
      slowest_batch_time: null,
      most_common_extraction_mode: null,
      peak_concurrent_batches: 0,
      cache_hit_rate: 0,
    });
    expect(commonErrors([])).toEqual([]);
  });
});
