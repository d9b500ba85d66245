import { pauseAfter } from './retry-schedule.js';

describe('The schedule of webhook attempts', () => {
  it('ends after ten attempts: 0, 5 s, 5 m, 30 m, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h', () => {
    const minutes = Array.from({ length: 10 }, (_, n) => pauseAfter(n + 1, undefined, 0.5)).map(
      (pause) => pause && Math.round(pause / 100) / 600,
    );
    expect(minutes).toEqual([5 / 60, 5, 30, 120, 300, 600, 840, 1200, 1440, undefined]);
  });

  it('varies by 20 %', () => {
    expect(pauseAfter(1, undefined, 0)).toBe(4000);
    expect(pauseAfter(1, undefined, 1)).toBeCloseTo(6000);
  });

  it('waits for a longer Retry-After, a day at most', () => {
    expect(pauseAfter(1, 60, 0)).toBe(60_000);
    expect(pauseAfter(2, 5, 0)).toBe(240_000);
    expect(pauseAfter(1, 1e9, 0)).toBe(86_400_000);
  });
});
