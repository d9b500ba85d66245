import { median, percentiles, scoreDistribution } from './percentiles.js';

describe('percentiles', () => {
  it('interpolates as percentile_cont does and leaves out what is not there', () => {
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

  it('counts scores by bands of ten, 100 in the last', () => {
    const bands = scoreDistribution([0, 9, 10, 90, 100, null]);
    expect(bands).toHaveLength(10);
    expect(bands[0]).toEqual({ band: '0-9', count: 2 });
    expect(bands[1]).toEqual({ band: '10-19', count: 1 });
    expect(bands[9]).toEqual({ band: '90-100', count: 2 });
  });
});
