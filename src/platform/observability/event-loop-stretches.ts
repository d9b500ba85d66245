import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { ThreadCpuTime } from './thread-cpu-time.js';

/** Interval of the timer that shows the turns of the loop, in milliseconds. A stretch is told too long by this at most. */
const INTERVAL_MS = 10;
const MS_PER_SECOND = 1000;
/** Upper bounds in seconds; 0.2 is the longest stretch that a request may cause. */
const SECONDS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 5, 30];

/**
 * How long the main thread kept the event loop from turning, in its own processor time. A machine that is busy with other
 * things delays the loop as well, and `nodejs_eventloop_lag_seconds` shows that; it does not lengthen a stretch.
 */
@Injectable()
export class EventLoopStretches implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private cpu: ThreadCpuTime | undefined;
  private used = 0;
  private longest = 0;
  private histogram: Histogram | undefined;

  /** The longest stretch since `start`, in milliseconds; the one that lasts counts up to now. */
  get longestMs(): number {
    this.note();
    return this.longest;
  }

  /** Measures from now on; what the start of the process takes is no matter of its callers. Call on the main thread. */
  start(): void {
    if (this.timer !== undefined) return;
    this.cpu = ThreadCpuTime.open();
    this.used = this.cpu.readMs();
    this.longest = 0;
    this.timer = setInterval(() => this.note(), INTERVAL_MS).unref();
  }

  /** Puts the measurements into a registry. */
  exportTo(registry: Registry): void {
    const longest = (): number => this.longestMs;
    new Gauge({
      name: 'batchwright_event_loop_longest_stretch_seconds',
      help: 'Longest processor time of the main thread without a turn of the event loop, since the process answers.',
      registers: [registry],
      collect() {
        this.set(longest() / MS_PER_SECOND);
      },
    });
    this.histogram = new Histogram({
      name: 'batchwright_event_loop_stretch_seconds',
      help: 'Processor time of the main thread from one turn of the event loop to the next, looked at every 10 ms.',
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

  private note(): void {
    if (this.cpu === undefined) return;
    const used = this.cpu.readMs();
    const stretch = used - this.used;
    this.used = used;
    this.longest = Math.max(this.longest, stretch);
    this.histogram?.observe(stretch / MS_PER_SECOND);
  }
}
