import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { ThreadCpuTime } from './thread-cpu-time.js';

/**
 * Interval of the timer that samples the event loop, in milliseconds; a stretch is measured too long by at most
 * this.
 */
const INTERVAL_MS = 10;
const MS_PER_SECOND = 1000;
/** Upper bounds in seconds; 0.2 is the longest stretch that a request may cause. */
const SECONDS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30];

/**
 * How long the main thread blocked the event loop, in its own processor time. A machine that is busy with other
 * processes delays the loop as well, and `nodejs_eventloop_lag_seconds` shows that; it does not lengthen a stretch.
 */
@Injectable()
export class EventLoopStretches implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private cpu: ThreadCpuTime | undefined;
  private used = 0;
  private longest = 0;
  private histogram: Histogram | undefined;

  /** The longest stretch since `start` in milliseconds, including the current one. */
  get longestMs(): number {
    this.sample();
    return this.longest;
  }

  /** Starts measuring; the start of the process itself is not counted. Call on the main thread. */
  start(): void {
    if (this.timer !== undefined) return;
    this.cpu = ThreadCpuTime.open();
    this.used = this.cpu.readMs();
    this.longest = 0;
    this.timer = setInterval(() => this.sample(), INTERVAL_MS).unref();
  }

  /** Exports the measurements to a registry. */
  exportTo(registry: Registry): void {
    const longest = (): number => this.longestMs;
    new Gauge({
      name: 'batchwright_event_loop_longest_stretch_seconds',
      help: 'Longest processor time of the main thread between two ticks of the event loop, since the process is ready.',
      registers: [registry],
      collect() {
        this.set(longest() / MS_PER_SECOND);
      },
    });
    this.histogram = new Histogram({
      name: 'batchwright_event_loop_stretch_seconds',
      help: 'Processor time of the main thread between two ticks of the event loop, sampled every 10 ms.',
      buckets: SECONDS,
      registers: [registry],
    });
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
    this.timer = undefined;
    this.cpu?.close();
    this.cpu = undefined;
  }

  private sample(): void {
    if (this.cpu === undefined) return;
    const used = this.cpu.readMs();
    const stretch = used - this.used;
    this.used = used;
    this.longest = Math.max(this.longest, stretch);
    this.histogram?.observe(stretch / MS_PER_SECOND);
  }
}
