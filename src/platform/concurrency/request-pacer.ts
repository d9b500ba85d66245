import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '../errors/app-error.js';

export interface RequestLimits {
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
 * Keeps one provider's requests within its published limits, for the whole process: Wikidata asks for one request
 * at a time, SEC for at most ten a second in total. First come, first served.
 */
export class RequestPacer {
  private running = 0;
  /**
   * When the next request would start if all previous ones had been evenly spaced (GCRA's theoretical arrival
   * time).
   */
  private evenStart = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly maxWaiting: number;

  constructor(private readonly limits: RequestLimits) {
    this.maxWaiting = limits.maxWaiting ?? 1_000;
  }

  /** Runs `work` when the limits allow it. Rejects with the signal's reason when it aborts while waiting. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.enter(signal);
    try {
      await this.waitForInterval(signal);
      return await work();
    } finally {
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }

  private async enter(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.running < this.limits.concurrency) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= this.maxWaiting)
      throw new AppError('PROVIDER_RATE_LIMITED', undefined, { retryAfter: 5 });
    await new Promise<void>((resolve, reject) => {
      const proceed = (): void => {
        signal.removeEventListener('abort', leave);
        this.running += 1;
        resolve();
      };
      const leave = (): void => {
        const at = this.waiting.indexOf(proceed);
        if (at >= 0) this.waiting.splice(at, 1);
        reject(signal.reason instanceof Error ? signal.reason : new AppError('CANCELLED'));
      };
      this.waiting.push(proceed);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private async waitForInterval(signal: AbortSignal): Promise<void> {
    if (!Number.isFinite(this.limits.perSecond)) return;
    const interval = 1_000 / this.limits.perSecond;
    const now = performance.now();
    const start = Math.max(now, this.evenStart - ((this.limits.burst ?? 1) - 1) * interval);
    this.evenStart = Math.max(this.evenStart, now) + interval;
    if (start > now) await delay(start - now, undefined, { signal });
  }
}
