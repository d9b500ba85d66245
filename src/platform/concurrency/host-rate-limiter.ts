import { performance } from 'node:perf_hooks';
import { AppError } from '../errors/app-error.js';

/** Bounds of the politeness towards one host. */
export interface HostRateLimits {
  /** Turns of one host at the same time; default 2. */
  readonly atOnce?: number;
  /** Least time between the begins of two turns of one host in milliseconds; default 500. */
  readonly intervalMs?: number;
  /** Waiting callers of all hosts together; one more is refused with OVERLOADED. Default 10,000. */
  readonly maxWaiting?: number;
}

interface Waiter {
  readonly grant: () => void;
}

/** What is known of a host that has running or waiting turns, or whose last begin is less than the interval ago. */
interface HostState {
  running: number;
  lastBegin: number;
  /** Insertion order is the order of arrival. */
  readonly waiting: Set<Waiter>;
  timer: NodeJS.Timeout | undefined;
}

/**
 * Turns at a host: at most two at once and one new begin per 500 ms, first come first served, so that a batch of a
 * thousand addresses of one site is no attack on it. Counts within this process.
 *
 * A host is forgotten as soon as it has no turn, no waiter and its interval is over; memory is bounded by the turns in
 * use and `maxWaiting`. Names are compared as given: pass the judged URL's `hostname`.
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

  /** Hosts that are remembered now; for health and tests. */
  get size(): number {
    return this.hosts.size;
  }

  /**
   * Waits for a turn and answers the function that gives it back (calling it again does nothing).
   * Throws the signal's reason when it is an AppError, else CANCELLED; OVERLOADED when too many wait.
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

  /** Begins the next turn if one may begin, asks to be called again when only time is missing, forgets an idle host. */
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
      // Without a waiter the timer only tidies up, and must not keep the process alive; a waiter must.
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
