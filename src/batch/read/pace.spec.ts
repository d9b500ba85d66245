import { NO_PACE, paceOf } from './throughput.js';

describe('the pace of a batch', () => {
  it('is unknown until three items ended', () => {
    expect(paceOf(2, 10, 5, 0)).toBe(NO_PACE);
    expect(paceOf(0, null, 5, 0)).toBe(NO_PACE);
  });

  it('is what ended per second, and tells when the rest will have', () => {
    expect(paceOf(4, 8, 10, 1_000)).toEqual({ ratePerSecond: 0.5, estimatedCompletion: new Date(21_000) });
  });
});
