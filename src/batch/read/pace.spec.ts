import { NO_THROUGHPUT, throughputOf } from './throughput.js';

describe('the pace of a batch', () => {
  it('is unknown until three items ended', () => {
    expect(throughputOf(2, 10, 5, 0)).toBe(NO_THROUGHPUT);
    expect(throughputOf(0, null, 5, 0)).toBe(NO_THROUGHPUT);
  });

  it('is what ended per second, and tells when the rest will have', () => {
    expect(throughputOf(4, 8, 10, 1_000)).toEqual({ ratePerSecond: 0.5, estimatedCompletion: new Date(21_000) });
  });
});
