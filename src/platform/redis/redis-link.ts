import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis, RedisOptions } from 'ioredis';
import type { AppConfig } from '../config/config.js';
import { AppLogger } from '../observability/app-logger.js';

/** How long a hasty command may take, in milliseconds; Redis answers in less than one, or is not well. */
const COMMAND_MS = 1000;
/** The same fault is logged once in this time (milliseconds). */
const QUIET_MS = 30_000;

/**
 * - `hasty`: for commands that a request waits for. They fail at once while Redis is down (1 to 6 ms; with the library's
 *   defaults they were still pending after 30 s, measured) and after a second when it hangs.
 * - `patient`: for connections that listen. They wait, and come back with Redis.
 */
export type RedisManner = 'hasty' | 'patient';

/** Redis is asked again after 0.1 s, at last every 2 s: what it lost is rung again soon after it is back. */
const retryStrategy = (times: number): number => Math.min(100 * times, 2000);

const MANNERS: Readonly<Record<RedisManner, RedisOptions>> = {
  hasty: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: COMMAND_MS,
    connectTimeout: 3000,
    retryStrategy,
  },
  // Bull demands both of these for connections that block or subscribe.
  patient: { maxRetriesPerRequest: null, enableReadyCheck: false, retryStrategy },
};

/**
 * The connections of this process to Redis. Redis is never a record of truth: what goes through it are bells, hints and
 * counts of requests, and losing any of them costs time. Without `REDIS_URL` there are none, and the library is not loaded.
 */
@Injectable()
export class RedisLink implements OnApplicationShutdown {
  private readonly clients: Redis[] = [];
  private readonly lastWorks: (() => Promise<void>)[] = [];
  private shared: Redis | undefined;
  private quietUntil = 0;

  private constructor(
    private readonly connect: ((options: RedisOptions) => Redis) | undefined,
    private readonly log: AppLogger,
  ) {}

  static async open(config: AppConfig, log: AppLogger): Promise<RedisLink> {
    const { redisUrl } = config;
    if (redisUrl === undefined) return new RedisLink(undefined, log);
    const { Redis } = await import('ioredis');
    return new RedisLink((options) => new Redis(redisUrl, options), log);
  }

  /** Whether Redis is part of this set-up. */
  get isConfigured(): boolean {
    return this.connect !== undefined;
  }

  /** A new connection of our own; closed with the application. Throws without `REDIS_URL`. */
  client(manner: RedisManner): Redis {
    if (this.connect === undefined) throw new Error('There is no REDIS_URL.');
    const client = this.connect(MANNERS[manner]);
    // Without a listener an outage would end the process.
    client.on('error', (error: Error) => this.note(error));
    this.clients.push(client);
    return client;
  }

  /** The connection for hasty commands that the parts of the process share. */
  get hasty(): Redis {
    this.shared ??= this.client('hasty');
    return this.shared;
  }

  /** Whether Redis answers within a second. */
  async answers(): Promise<boolean> {
    try {
      return (await this.hasty.ping()) === 'PONG';
    } catch {
      return false;
    }
  }

  /** Logs a fault of Redis, but not every one of an outage. */
  note(error: unknown): void {
    const now = performance.now();
    if (now < this.quietUntil) return;
    this.quietUntil = now + QUIET_MS;
    this.log.warn('Redis does not work; bells and hints are slower until it does', { error: String(error) });
  }

  /** Has work done on the connections before they are closed; the work bounds itself in time. */
  beforeClose(work: () => Promise<void>): void {
    this.lastWorks.push(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.lastWorks.map((work) => work()));
    for (const client of this.clients) client.disconnect();
  }
}
