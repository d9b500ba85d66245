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
  ])('S1-40 S1-58 %i of %i to %i decimals is %d', (part, whole, decimals, expected) => {
    expect(percentage(part, whole, decimals)).toBe(expected);
  });

  it('S1-41 S1-58 counts failures and cancellations as progress, and running items not', () => {
    expect(progress(counters({ succeeded: 1, failed: 2 }), 2)).toBe(100);
    expect(progress(counters({ succeeded: 1, failed: 1, cancelled: 1, running: 1 }), 2)).toBe(75);
  });

  it('S1-40 S1-58 takes success among what succeeded or failed', () => {
    expect(successRate(counters({ succeeded: 2, failed: 1, cancelled: 5, pending: 9 }), 2)).toBe(66.67);
  });

  it('S1-41 is 0, never NaN, when there is nothing', () => {
    const none = counters({});
    expect([progress(none, 2), successRate(none, 2), successRate(counters({ pending: 3 }), 2)]).toEqual([0, 0, 0]);
  });
});
