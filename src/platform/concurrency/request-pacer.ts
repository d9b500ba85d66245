import { performance } from 'node:perf_hooks';
import { AppError } from '../errors/app-error.js';
import { FairLine, once } from './fair-line.js';

interface RequestLimits {
  /** Requests in flight at once. */
  readonly concurrency: number;
  /** Most requests begun in a second over time; Infinity for no spacing. */
  readonly perSecond: number;
  /** Requests that may start at once after a pause, before the spacing begins; default 1: always evenly spaced. */
  readonly burst?: number;
  /** Requests that may wait; one more is rejected with PROVIDER_RATE_LIMITED. Default 1,000. */
  readonly maxWaiting?: number;
}

/**
 * Keeps the requests to one server within limits, for the whole process: Wikidata asks for one request at a time, SEC
 * for at most ten a second in total. First come, first served.
 */
export class RequestPacer {
  private readonly line: FairLine<undefined>;
  private readonly intervalMs: number;
  /** How long before its even start a request may begin: the burst. */
  private readonly earlyMs: number;
  private running = 0;
  /** When the next request would start if all had been evenly spaced (GCRA's theoretical arrival time). */
  private evenStart = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly limits: RequestLimits) {
    this.intervalMs = 1_000 / limits.perSecond;
    this.earlyMs = ((limits.burst ?? 1) - 1) * this.intervalMs;
    this.line = new FairLine({
      admit: () => this.begin(),
      maxWaiting: limits.maxWaiting ?? 1_000,
      full: () => new AppError('PROVIDER_RATE_LIMITED', undefined, { retryAfter: 5 }),
    });
  }

  /** Whether a request runs or waits. */
  get isInUse(): boolean {
    return this.running > 0 || this.line.size > 0;
  }

  /** Milliseconds until the next request may start, 0 when it may start now. */
  get waitMs(): number {
    return Math.max(0, this.evenStart - this.earlyMs - performance.now());
  }

  /** Waits until a request may start and returns the function that ends it (further calls do nothing). */
  async take(signal?: AbortSignal): Promise<() => void> {
    await this.line.enter(undefined, signal);
    return once(() => {
      this.running -= 1;
      this.line.advance();
    });
  }

  /** Runs `work` when the limits allow it. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const release = await this.take(signal);
    try {
      return await work();
    } finally {
      release();
    }
  }

  private begin(): boolean {
    if (this.running >= this.limits.concurrency) return false;
    const wait = this.waitMs;
    if (wait > 0) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        this.line.advance();
      }, Math.ceil(wait));
      return false;
    }
    this.running += 1;
    this.evenStart = Math.max(this.evenStart, performance.now()) + this.intervalMs;
    return true;
  }
}
