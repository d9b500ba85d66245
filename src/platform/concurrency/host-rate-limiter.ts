import { performance } from 'node:perf_hooks';
import { AppError } from '../errors/app-error.js';

/** Rate limits for one host. */
export interface HostRateLimits {
  /** Requests of one host at the same time; default 2. */
  readonly atOnce?: number;
  /** Minimum time between the starts of two requests to one host in milliseconds; default 500. */
  readonly intervalMs?: number;
  /** Waiting callers of all hosts together; one more is rejected with OVERLOADED. Default 10,000. */
  readonly maxWaiting?: number;
}

interface Waiter {
  readonly grant: () => void;
}

/** State of a host that has running or waiting requests, or whose last start is less than the interval ago. */
interface HostState {
  running: number;
  lastBegin: number;
  /** Insertion order is the order of arrival. */
  readonly waiting: Set<Waiter>;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Limits requests per host: at most two at once and one new start per 500 ms, first come first served, so that a batch
 * of a thousand addresses of one site does not overload it. Counts within this process.
 *
 * A host is forgotten as soon as it has no request, no waiter and its interval is over; memory is bounded by the
 * requests in progress and `maxWaiting`. Names are compared exactly: pass the `hostname` of the checked URL.
 */
export class HostRateLimiter {
  private readonly hosts = new Map<string, HostState>();
  private readonly atOnce: number;
  private readonly intervalMs: number;
  private readonly maxWaiting: number;
  private waiting = 0;

  constructor(settings: HostRateLimits = {}) {
    this.atOnce = settings.atOnce ?? 2;
    this.intervalMs = settings.intervalMs ?? 500;
    this.maxWaiting = settings.maxWaiting ?? 10_000;
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
    if (signal?.aborted) throw cancelled(signal);
    if (this.waiting >= this.maxWaiting) throw new AppError('OVERLOADED');
    const state = this.stateOf(host);
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        state.waiting.delete(waiter);
        this.waiting -= 1;
        signal?.removeEventListener('abort', onAbort);
      };
      const waiter: Waiter = {
        grant: () => {
          leave();
          resolve();
        },
      };
      const onAbort = () => {
        leave();
        this.advance(host, state);
        reject(cancelled(signal));
      };
      state.waiting.add(waiter);
      this.waiting += 1;
      signal?.addEventListener('abort', onAbort, { once: true });
      this.advance(host, state);
    });
    return this.release(host, state);
  }

  private release(host: string, state: HostState): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      state.running -= 1;
      this.advance(host, state);
    };
  }

  private stateOf(host: string): HostState {
    const known = this.hosts.get(host);
    if (known) return known;
    const state: HostState = { running: 0, lastBegin: -Infinity, waiting: new Set(), timer: undefined };
    this.hosts.set(host, state);
    return state;
  }

  /**
   * Starts the next request if allowed, schedules itself when only the interval is missing, and forgets an idle
   * host.
   */
  private advance(host: string, state: HostState): void {
    if (state.timer !== undefined) {
      if (state.waiting.size > 0) state.timer.ref();
      return;
    }
    const wait = state.lastBegin + this.intervalMs - performance.now();
    if (wait > 0) {
      state.timer = setTimeout(() => {
        state.timer = undefined;
        this.advance(host, state);
      }, Math.ceil(wait));
      // Without a waiter the timer only cleans up and must not keep the process alive; with a waiter it must.
      if (state.waiting.size === 0) state.timer.unref();
      return;
    }
    const [next] = state.waiting;
    if (next === undefined) {
      if (state.running === 0) this.hosts.delete(host);
      return;
    }
    if (state.running >= this.atOnce) return;
    state.running += 1;
    state.lastBegin = performance.now();
    next.grant();
    this.advance(host, state);
  }
}

function cancelled(signal: AbortSignal | undefined): AppError {
  const reason: unknown = signal?.reason;
  return reason instanceof AppError ? reason : new AppError('CANCELLED', undefined, { cause: reason });
}
