import { percentage } from '../../batch/model/status/counters.js';

/** Milliseconds of all processors together since a fixed instant. */
export interface CpuTimes {
  readonly busy: number;
  readonly total: number;
}

/**
 * Interval of the readings in milliseconds. In one second the CPU clock ticks a hundred times, and the cost of a single
 * request no longer shows.
 */
export const CPU_WINDOW_MS = 1000;

/** CPU utilisation over the last seconds. Holds two readings, so the answer is available without waiting. */
export class CpuWindow {
  private before: CpuTimes;
  private last: CpuTimes;

  constructor(private readonly read: () => CpuTimes) {
    this.before = this.last = read();
  }

  /** Must be called every `CPU_WINDOW_MS`; the reported utilisation then covers the last one to two intervals. */
  slide(): void {
    this.before = this.last;
    this.last = this.read();
  }

  /** Utilisation in per cent with one decimal; 0 at the start, and during the first second over the time so far. */
  percent(): number {
    const now = this.read();
    return percentage(now.busy - this.before.busy, now.total - this.before.total, 1);
  }
}
