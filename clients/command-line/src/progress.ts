import type { Batch } from '../../typescript/src/main.js';
import type { Output } from './output.js';

/** How often a line is written where nobody watches, in milliseconds. */
const LINE_EVERY_MS = 5000;
const BAR = 24;

/** Tells how far a batch is: a bar that is redrawn on a terminal, a line every few seconds in a pipe. */
export class Progress {
  private last = 0;
  private isDrawn = false;

  constructor(private readonly out: Output) {}

  show(batch: Batch, now = Date.now()): void {
    if (this.out.isWatched) {
      const columns = this.out.stderr.columns;
      this.out.stderr.write(`\r\x1b[2K${progressLine(batch, true).slice(0, columns > 0 ? columns - 1 : 200)}`);
      this.isDrawn = true;
    } else if (now - this.last >= LINE_EVERY_MS) {
      this.last = now;
      this.out.say(progressLine(batch, false));
    }
  }

  /** Other lines may be written. */
  end(): void {
    if (this.isDrawn) this.out.stderr.write('\n');
    this.isDrawn = false;
  }
}

/** `[######------] 45.2 %  452 of 1000  3 failed  12.5/s  00:42 left` */
export function progressLine(batch: Batch, withBar: boolean, now = Date.now()): string {
  const { counters, progress, status, rate_per_second: rate, estimated_completion: end } = batch;
  const done = counters.succeeded + counters.failed + counters.cancelled;
  const filled = Math.round((progress / 100) * BAR);
  return [
    ...(withBar ? [`[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}]`] : [status]),
    `${progress.toFixed(1)} %`,
    `${done} of ${counters.total}`,
    ...(counters.failed > 0 ? [`${counters.failed} failed`] : []),
    ...(rate === null || rate === 0 ? [] : [`${rate.toFixed(rate < 10 ? 1 : 0)}/s`]),
    ...(end === null ? [] : [`${clock(Date.parse(end) - now)} left`]),
    ...(withBar && status === 'paused' ? ['paused'] : []),
  ].join('  ');
}

/** Milliseconds as `mm:ss` or `h:mm:ss`. */
function clock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0'));
  const hours = Math.floor(seconds / 3600);
  return (hours === 0 ? parts : [hours, ...parts]).join(':');
}
