import { performance } from 'node:perf_hooks';

interface CacheBounds {
  /** Most entries; the oldest makes room for a new one. */
  readonly max: number;
  /** Lifetime of an entry in milliseconds; without it an entry stays until it makes room. */
  readonly ttlMs?: number;
  /** Monotonic clock in milliseconds. */
  readonly now?: () => number;
}

interface Entry<V> {
  readonly value: V;
  readonly until: number;
}

/** A map in memory with a bound and, if wanted, a lifetime. A value set again is the newest and lives anew. */
export class BoundedCache<V> {
  private readonly entries = new Map<string, Entry<V>>();
  private readonly max: number;
  private readonly ttlMs: number;
  private readonly now: () => number;

  constructor({ max, ttlMs = Infinity, now = () => performance.now() }: CacheBounds) {
    this.max = max;
    this.ttlMs = ttlMs;
    this.now = now;
  }

  /** Entries in memory now, expired ones included. */
  get size(): number {
    return this.entries.size;
  }

  /** The value of a key; undefined when there is none or its time is over. */
  get(key: string): V | undefined {
    const entry = this.entries.get(key);
    if (entry === undefined || entry.until > this.now()) return entry?.value;
    this.entries.delete(key);
    return undefined;
  }

  set(key: string, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, { value, until: this.now() + this.ttlMs });
    const [oldest] = this.entries.keys();
    if (this.entries.size > this.max && oldest !== undefined) this.entries.delete(oldest);
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  clear(): void {
    this.entries.clear();
  }
}

/** Answers that are computed once for all who ask within their lifetime; a failure is not kept. */
export class AnswerCache<T> {
  private readonly answers: BoundedCache<Promise<T>>;

  constructor(bounds: CacheBounds) {
    this.answers = new BoundedCache(bounds);
  }

  read(key: string, compute: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const answer = compute();
    this.answers.set(key, answer);
    answer.catch(() => {
      if (this.answers.get(key) === answer) this.answers.delete(key);
    });
    return answer;
  }

  /** Computes the answer anew for those who ask from now on. */
  delete(key: string): void {
    this.answers.delete(key);
  }
}
