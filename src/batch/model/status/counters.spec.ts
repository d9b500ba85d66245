import { type Counters, percentage, progress, successRate } from './counters.js';

const counters = (counts: Partial<Counters>): Counters => {
  const all = { pending: 0, running: 0, succeeded: 0, failed: 0, cancelled: 0, ...counts };
  return { ...all, total: all.pending + all.running + all.succeeded + all.failed + all.cancelled };
};

describe('counters', () => {
  it.each([
    [2, 3, 2, 66.67],
    [2, 3, 1, 66.7],
    [1, 3, 2, 33.33],
    [1, 8, 0, 13],
    [3, 3, 2, 100],
  ])('give %i of %i in per cent with %i decimals as %d [S1-40, S1-58]', (part, whole, decimals, expected) => {
    expect(percentage(part, whole, decimals)).toBe(expected);
  });

  it('count failures and cancellations as progress, but not running items [S1-41, S1-58]', () => {
    expect(progress(counters({ succeeded: 1, failed: 2 }), 2)).toBe(100);
    expect(progress(counters({ succeeded: 1, failed: 1, cancelled: 1, running: 1 }), 2)).toBe(75);
  });

  it('give the success rate among the items that succeeded or failed [S1-40, S1-58]', () => {
    expect(successRate(counters({ succeeded: 2, failed: 1, cancelled: 5, pending: 9 }), 2)).toBe(66.67);
  });

  it('give 0 per cent, never NaN, without items [S1-41]', () => {
    const none = counters({});
    expect([progress(none, 2), successRate(none, 2), successRate(counters({ pending: 3 }), 2)]).toEqual([0, 0, 0]);
  });
});
