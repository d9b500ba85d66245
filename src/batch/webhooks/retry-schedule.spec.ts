import { MAX_ATTEMPTS, pauseAfter, readRetryAfter } from './retry-schedule.js';

describe('The schedule of webhook attempts', () => {
  it('is 0, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h [E6]', () => {
    const minutes = Array.from({ length: MAX_ATTEMPTS }, (_, n) => pauseAfter(n + 1, undefined, 0.5)).map(
      (pause) => pause && Math.round(pause / 100) / 600,
    );
    expect(minutes).toEqual([5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440, undefined]);
  });

  it('varies by 20 %', () => {
    expect(pauseAfter(1, undefined, 0)).toBe(4000);
    expect(pauseAfter(1, undefined, 1)).toBeCloseTo(6000);
  });

  it('waits for a longer Retry-After, a day at most', () => {
    expect(pauseAfter(1, 60_000, 0)).toBe(60_000);
    expect(pauseAfter(2, 5000, 0)).toBe(240_000);
    expect(pauseAfter(1, 1e12, 0)).toBe(86_400_000);
  });

  it('reads seconds and dates from Retry-After, and ignores anything else', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    expect(readRetryAfter('5', now)).toBe(5000);
    expect(readRetryAfter('Thu, 01 Jan 2026 00:01:00 GMT', now)).toBe(60_000);
    expect(readRetryAfter('soon', now)).toBeUndefined();
    expect(readRetryAfter(undefined, now)).toBeUndefined();
  });
});
