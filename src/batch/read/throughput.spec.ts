import { NO_THROUGHPUT, throughputOf } from './throughput.js';

describe('the throughput of a batch', () => {
  it('is unknown until three items have ended', () => {
    expect(throughputOf(2, 10, 5, 0)).toBe(NO_THROUGHPUT);
    expect(throughputOf(0, null, 5, 0)).toBe(NO_THROUGHPUT);
  });

  it('is the items ended per second, from which the completion time is estimated', () => {
    expect(throughputOf(4, 8, 10, 1_000)).toEqual({ ratePerSecond: 0.5, estimatedCompletion: new Date(21_000) });
  });
});
