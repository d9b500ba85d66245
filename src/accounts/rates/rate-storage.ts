import type { ThrottlerStorage } from '@nestjs/throttler';
import { giveUpAfter } from '../../platform/concurrency/give-up.js';
import { RedisLink } from '../../platform/redis/redis-link.js';
import { type Counted, OwnRateStorage } from './own-rate-storage.js';

/** Counts requests, and reports without counting whose window is full and how far. */
export interface RateStorage extends ThrottlerStorage {
  waitOf(key: string, limit: number): number | undefined;
  hitsOf(key: string): number;
}

/** Pause after a fault of Redis in milliseconds: a request must not wait for a server that hangs. */
const PAUSE_MS = 2000;
/** Longest wait of a request for Redis, in milliseconds. */
const WAIT_MS = 250;

/**
 * Counts a request and answers the count and the milliseconds left of its window, which begins with the first one. A
 * count that lost its time limit gets a new one.
 */
const COUNT = `
local hits = redis.call('INCR', KEYS[1])
local left = redis.call('PTTL', KEYS[1])
if left <= 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
  left = tonumber(ARGV[1])
end
return { hits, left }`;

/** Opens the storage of request counts: Redis for all processes, or this process's memory. */
export function openRateStorage(link: RedisLink): RateStorage {
  const own = new OwnRateStorage();
  if (!link.isConfigured) return own;
  // Connects now: a fail-fast command before that would fail.
  void link.failFast;
  return new SharedRateStorage(own, link);
}

/**
 * Counts in Redis, atomically for all processes, and in this process. While Redis is unavailable every process uses its
 * own count: the limits get wider by the number of processes, but no request is refused because of the outage, no
 * caller gets in without a limit, and an outage or a slow Redis restarts no count.
 */
class SharedRateStorage implements RateStorage {
  private pausedUntil = 0;

  constructor(
    private readonly own: OwnRateStorage,
    private readonly link: RedisLink,
  ) {}

  async increment(key: string, ttl: number, limit: number, _blockDuration: number, name: string): Promise<Counted> {
    const own = await this.own.increment(key, ttl, limit);
    if (own.isBlocked || performance.now() < this.pausedUntil) return own;
    try {
      return await this.count(key, ttl, limit, name);
    } catch (error) {
      this.pausedUntil = performance.now() + PAUSE_MS;
      this.link.logError(error);
      return own;
    }
  }

  /** From this process's own counts, so that an unauthenticated client costs no round trip. */
  waitOf(key: string, limit: number): number | undefined {
    return this.own.waitOf(key, limit);
  }

  /** With what Redis had counted when this process last asked it, which each counted request does. */
  hitsOf(key: string): number {
    return this.own.hitsOf(key);
  }

  private async count(key: string, ttl: number, limit: number, name: string): Promise<Counted> {
    const counted = await inTime(this.link.failFast.eval(COUNT, 1, `{${key}:${name}}:hits`, ttl));
    const [totalHits, left] = counted as [number, number];
    const isBlocked = totalHits > limit;
    const timeToExpire = Math.ceil(left / 1000);
    this.own.raise(key, Math.min(totalHits, limit + 1));
    return { totalHits, timeToExpire, isBlocked, timeToBlockExpire: isBlocked ? timeToExpire : 0 };
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    stop = giveUpAfter(WAIT_MS, () => reject(new Error('Redis took too long to count a request.')));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop();
  }
}
