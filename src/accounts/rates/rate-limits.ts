import { Inject, Injectable } from '@nestjs/common';
import { ThrottlerStorage } from '@nestjs/throttler';
import { AppConfig } from '../../platform/config/config.js';
import { countedAddress } from '../../platform/http/caller-address.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { RouteRateLimit } from '../../platform/http/route-policy.js';
import type { RateStorage } from './rate-storage.js';

const MINUTE_MS = 60_000;
/** Invalid keys, tickets and sessions a minute from one address before RATE_LIMITED. */
const FAILURES_PER_MINUTE = 20;
/** Exports a minute of one key, since each one reads a whole batch; off together with the global limit. */
const DOWNLOADS_PER_MINUTE = 10;
/**
 * Webhooks a minute that one owner may send by request (tests and redeliveries): they reach other hosts. Off together
 * with the global limit.
 */
const REQUESTED_WEBHOOKS_PER_MINUTE = 10;

type Limit = 'global' | 'download' | 'webhook';

/**
 * The request limits, counted in the throttler's storage: in this process, or in Redis for all processes. They are
 * checked in the authentication hook, before the body is read, and so count requests that fail later; the throttler's
 * guard would run after it. Features only count what depends on more than the route.
 */
@Injectable()
export class RateLimits {
  private readonly perMinute: Readonly<Record<Limit, number>>;

  constructor(
    @Inject(ThrottlerStorage) private readonly storage: RateStorage,
    private readonly config: AppConfig,
  ) {
    this.perMinute = {
      global: config.rateLimitPerMinute,
      download: config.rateLimitPerMinute === 0 ? 0 : DOWNLOADS_PER_MINUTE,
      webhook: config.rateLimitPerMinute === 0 ? 0 : REQUESTED_WEBHOOKS_PER_MINUTE,
    };
  }

  /** Counts a request of a key. Throws RATE_LIMITED once the limit of the last 60 seconds is used up. */
  async count(limit: Limit | RouteRateLimit, caller: string): Promise<void> {
    const [name, perMinute] =
      typeof limit === 'string' ? [limit, this.perMinute[limit]] : [limit.name, limit.perMinute(this.config)];
    if (perMinute > 0) await this.take(name, caller, perMinute);
  }

  /**
   * The requests a minute of a key, and how many are left of the present minute; null without a limit. Counts nothing.
   */
  left(caller: string): { readonly limit: number; readonly left: number } | null {
    const { global: limit } = this.perMinute;
    return limit === 0 ? null : { limit, left: Math.max(0, limit - this.storage.hitsOf(`global:${caller}`)) };
  }

  /** Counts an invalid key, ticket or session. Throws RATE_LIMITED after too many from one address. */
  countFailure(address: string): Promise<void> {
    return this.take('failures', countedAddress(address), FAILURES_PER_MINUTE);
  }

  /**
   * Throws RATE_LIMITED when the address tried too many of them. Call before a key, ticket or session is looked up: who
   * guesses learns nothing from then on, not even that a guess was right, and costs no question to the database.
   */
  requireFewFailures(address: string): void {
    const wait = this.storage.waitOf(`failures:${countedAddress(address)}`, FAILURES_PER_MINUTE);
    if (wait !== undefined) throw refusal(FAILURES_PER_MINUTE, wait);
  }

  private async take(limit: string, caller: string, perMinute: number): Promise<void> {
    const { isBlocked, timeToBlockExpire } = await this.storage.increment(
      `${limit}:${caller}`,
      MINUTE_MS,
      perMinute,
      0,
      limit,
    );
    if (isBlocked) throw refusal(perMinute, timeToBlockExpire);
  }
}

function refusal(perMinute: number, seconds: number): AppError {
  const retryAfter = Math.max(1, seconds);
  return new AppError(
    'RATE_LIMITED',
    `At most ${perMinute} requests a minute are allowed here; try again in ${retryAfter} s.`,
    { retryAfter, details: { limit_per_minute: perMinute, retry_after_seconds: retryAfter } },
  );
}
