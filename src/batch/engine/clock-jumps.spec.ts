import { ClockJumps } from './clock-jumps.js';

describe('A jump of the clock of the database', () => {
  const HOUR = 3_600_000;
  const LEASE = 30_000;
  const clock = { now: 0 };
  let jumps: ClockJumps;
  /** At a time of ours the database says one that is so far ahead of it. */
  const note = (at: number, ahead: number): void => {
    clock.now = at;
    jumps.observe(at + ahead);
  };
  beforeEach(() => {
    jumps = new ClockJumps(LEASE, () => clock.now);
    note(100_000, HOUR);
  });

  it('reaches back to the last time before it', () => {
    note(101_000, 2 * HOUR);
    clock.now = 102_000;
    expect(jumps.sinceBefore).toBe(HOUR + 2000);
  });

  it('is remembered for the time of a lease, however often the clock is read after it', () => {
    note(101_000, 2 * HOUR);
    note(120_000, 2 * HOUR);
    clock.now = 130_999;
    expect(jumps.sinceBefore).toBe(HOUR + 30_999);
    clock.now = 131_000;
    expect(jumps.sinceBefore).toBe(0);
  });

  it('is none when an answer took long, when the clock is set back, or when it was never read before', () => {
    note(101_000, HOUR - 10_000);
    note(102_000, HOUR);
    expect(jumps.sinceBefore).toBe(0);
    note(103_000, 0);
    expect(jumps.sinceBefore).toBe(0);
    const first = new ClockJumps(LEASE, () => clock.now);
    first.observe(HOUR);
    expect(first.sinceBefore).toBe(0);
  });
});
