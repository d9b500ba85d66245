import { median, percentiles } from './percentiles.js';

describe('percentiles', () => {
  it('interpolates as percentile_cont does and ignores missing values', () => {
    expect(percentiles([4, null, 1, 3, 2, Number.NaN])).toEqual({
      count: 4,
      p50: 2.5,
      p75: 3.25,
      p90: expect.closeTo(3.7),
      p95: expect.closeTo(3.85),
      p99: expect.closeTo(3.97),
    });
    expect(percentiles([])).toEqual({ count: 0, p50: null, p75: null, p90: null, p95: null, p99: null });
    expect(percentiles([7]).p99).toBe(7);
    expect(median([3, 1, 2])).toBe(2);
  });
});
