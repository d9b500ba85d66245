import { percentage } from '../../batch/model/counters.js';

/** Milliseconds of all processors together since some instant. */
export interface CpuTimes {
  readonly busy: number;
  readonly total: number;
}

/** A second: the clock of the processors ticks a hundred times in it, and what one request costs no longer shows. */
export const CPU_WINDOW_MS = 1000;

/** How busy the processors were lately. Remembers two readings, so the answer is at hand and never waited for. */
export class CpuWindow {
  private before: CpuTimes;
  private last: CpuTimes;

  constructor(private readonly read: () => CpuTimes) {
    this.before = this.last = read();
  }

  /** To be called every `CPU_WINDOW_MS`: what is told then covers the last one to two of them. */
  slide(): void {
    this.before = this.last;
    this.last = this.read();
  }

  /** In per cent, one decimal; over what there is in the first second, 0 at its very begin. */
  percent(): number {
    const now = this.read();
    return percentage(now.busy - this.before.busy, now.total - this.before.total, 1);
  }
}
