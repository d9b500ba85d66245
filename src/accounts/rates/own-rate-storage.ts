import type { ThrottlerStorage } from '@nestjs/throttler';

export type Counted = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Callers remembered at once, of all limits together: some 10 MB. Beyond that the oldest counts are forgotten. */
const CALLERS = 50_000;
const MS_PER_SECOND = 1000;

/** The requests of a caller in a window that began with the first of them. */
interface Window {
  hits: number;
  readonly endsAt: number;
}

/**
 * Counts requests in this process, in bounded memory. The throttler's own storage keeps a timer and a closure for each
 * request (20 KB for each address, measured) and has no bound.
 */
export class OwnRateStorage implements ThrottlerStorage {
  /** In the order in which the windows end, which all last as long. */
  private readonly windows = new Map<string, Window>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** How many callers are remembered. */
  get size(): number {
    return this.windows.size;
  }

  increment(key: string, ttl: number, limit: number): Promise<Counted> {
    const now = this.now();
    const window = this.recall(key) ?? this.begin(key, now + ttl);
    // A caller who goes on when refused learns nothing by it, and the number stays small.
    window.hits = Math.min(window.hits + 1, limit + 1);
    const seconds = Math.ceil((window.endsAt - now) / MS_PER_SECOND);
    const isBlocked = window.hits > limit;
    return Promise.resolve({
      totalHits: window.hits,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    });
  }

  /** Seconds until a caller whose window is full has another try; undefined when there is room. Counts nothing. */
  waitOf(key: string, limit: number): number | undefined {
    const window = this.recall(key);
    if (window === undefined || window.hits < limit) return undefined;
    return Math.ceil((window.endsAt - this.now()) / MS_PER_SECOND);
  }

  /** Requests of a caller in the present window. Counts nothing. */
  hitsOf(key: string): number {
    return this.recall(key)?.hits ?? 0;
  }

  /** Learns what other processes counted. */
  raise(key: string, hits: number): void {
    const window = this.recall(key);
    if (window !== undefined) window.hits = Math.max(window.hits, hits);
  }

  private recall(key: string): Window | undefined {
    const window = this.windows.get(key);
    if (window === undefined || window.endsAt > this.now()) return window;
    this.windows.delete(key);
    return undefined;
  }

  private begin(key: string, endsAt: number): Window {
    const [oldest] = this.windows.keys();
    if (this.windows.size >= CALLERS && oldest !== undefined) this.windows.delete(oldest);
    const window = { hits: 0, endsAt };
    this.windows.set(key, window);
    return window;
  }
}
