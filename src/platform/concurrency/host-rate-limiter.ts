import { AppError } from '../errors/app-error.js';
import { RequestPacer } from './request-pacer.js';

/** Rate limits for one host. */
interface HostRateLimits {
  /** Requests of one host at the same time; default 2. */
  readonly atOnce?: number;
  /** Minimum time between the starts of two requests to one host in milliseconds; default 500. */
  readonly intervalMs?: number;
  /** Waiting callers of all hosts together; one more is rejected with OVERLOADED. Default 10,000. */
  readonly maxWaiting?: number;
}

/**
 * Limits requests per host: at most two at once and one new start per 500 ms, first come first served, so that a batch
 * of a thousand addresses of one site does not overload it. Counts within this process.
 *
 * A host is forgotten as soon as it has no request, no waiter and its interval is over; memory is bounded by the
 * requests in progress and `maxWaiting`. Names are compared exactly: pass the `hostname` of the checked URL.
 */
export class HostRateLimiter {
  private readonly hosts = new Map<string, RequestPacer>();
  private readonly limits: { readonly concurrency: number; readonly perSecond: number; readonly maxWaiting: number };
  private waiting = 0;

  constructor({ atOnce = 2, intervalMs = 500, maxWaiting = 10_000 }: HostRateLimits = {}) {
    this.limits = { concurrency: atOnce, perSecond: 1_000 / intervalMs, maxWaiting };
  }

  /** Hosts in memory now; for health and tests. */
  get size(): number {
    return this.hosts.size;
  }

  /**
   * Waits for a permit and returns the function that releases it (further calls do nothing). Throws the signal's
   * reason when it is an AppError, else CANCELLED; OVERLOADED when `maxWaiting` callers already wait.
   */
  async acquire(host: string, signal?: AbortSignal): Promise<() => void> {
    if (this.waiting >= this.limits.maxWaiting) throw new AppError('OVERLOADED');
    const pacer = this.hosts.get(host) ?? new RequestPacer(this.limits);
    this.hosts.set(host, pacer);
    this.waiting += 1;
    try {
      const release = await pacer.take(signal);
      return () => {
        release();
        this.forget(host, pacer);
      };
    } catch (error) {
      this.forget(host, pacer);
      throw error;
    } finally {
      this.waiting -= 1;
    }
  }

  private forget(host: string, pacer: RequestPacer): void {
    if (pacer.isInUse || this.hosts.get(host) !== pacer) return;
    const { waitMs } = pacer;
    if (waitMs <= 0) this.hosts.delete(host);
    else setTimeout(() => this.forget(host, pacer), Math.ceil(waitMs)).unref();
  }
}
