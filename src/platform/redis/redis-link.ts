import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Command, Redis, RedisOptions } from 'ioredis';
import { giveUpAfter } from '../concurrency/give-up.js';
import type { AppConfig } from '../config/config.js';
import { AppLogger } from '../observability/app-logger.js';

/** Time-out of a fail-fast command in milliseconds; a healthy Redis responds in less than one. */
const COMMAND_MS = 1000;
/** The same fault is logged at most once in this time (milliseconds). */
const QUIET_MS = 30_000;

/**
 * - `failFast`: for commands that a request waits for. They fail at once while Redis is down (1 to 6 ms; with the
 *   library's defaults they were still pending after 30 s, measured) and after a second when it hangs.
 * - `blocking`: for connections that subscribe or block. They wait and reconnect with Redis.
 */
export type ConnectionMode = 'failFast' | 'blocking';

/** Redis is reconnected after 0.1 s, at most every 2 s: lost wake-ups are sent again soon after it is back. */
const retryStrategy = (times: number): number => Math.min(100 * times, 2000);

/**
 * Time in milliseconds after which a connection that is being closed is destroyed. ioredis starts this timer for a
 * connection that has ended already as well, which Bull closes once more, and nothing clears it then: with the
 * library's two seconds it kept the process from ending for as long.
 */
const DISCONNECT_MS = 100;

const MODES: Readonly<Record<ConnectionMode, RedisOptions>> = {
  failFast: {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    connectTimeout: 3000,
    disconnectTimeout: DISCONNECT_MS,
    retryStrategy,
  },
  // Bull demands both of these for connections that block or subscribe.
  blocking: {
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
    disconnectTimeout: DISCONNECT_MS,
    retryStrategy,
  },
};

/**
 * The connections of this process to Redis. Redis only carries wake-ups, change notices and request counts; all
 * state is in PostgreSQL, and losing any of them only costs time. Without `REDIS_URL` there are no connections, and
 * the library is not loaded.
 */
@Injectable()
export class RedisLink implements OnApplicationShutdown {
  private readonly clients: Redis[] = [];
  private readonly closeHooks: (() => Promise<void>)[] = [];
  private shared: Redis | undefined;
  private quietUntil = 0;
  private isClosed = false;

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

  /** Whether Redis is configured. */
  get isConfigured(): boolean {
    return this.connect !== undefined;
  }

  /**
   * Opens a separate connection; closed with the application, and never open after that. Throws without `REDIS_URL`.
   */
  client(mode: ConnectionMode): Redis {
    if (this.connect === undefined) throw new Error('REDIS_URL is not set.');
    const client = this.connect({ ...MODES[mode], lazyConnect: this.isClosed });
    if (mode === 'failFast') limitCommands(client);
    // Bull may open one while it is being closed; nothing would close that one, and it would reconnect for ever.
    if (this.isClosed) client.disconnect();
    // Without a listener an outage would end the process.
    client.on('error', (error: Error) => this.logError(error));
    this.clients.push(client);
    return client;
  }

  /** The fail-fast connection that the parts of the process share. */
  get failFast(): Redis {
    this.shared ??= this.client('failFast');
    return this.shared;
  }

  /** Whether Redis responds within a second. */
  async answers(): Promise<boolean> {
    try {
      return (await this.failFast.ping()) === 'PONG';
    } catch {
      return false;
    }
  }

  /** Logs a fault of Redis, but at most one per outage and 30 seconds. */
  logError(error: unknown): void {
    const now = performance.now();
    if (now < this.quietUntil) return;
    this.quietUntil = now + QUIET_MS;
    this.log.warn('Redis unavailable; wake-ups and change notices are delayed', { error: String(error) });
  }

  /** Registers work to run on the connections before they are closed; the work must limit its own time. */
  beforeClose(work: () => Promise<void>): void {
    this.closeHooks.push(work);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.closeHooks.map((work) => work()));
    this.isClosed = true;
    for (const client of this.clients) client.disconnect();
  }
}

/**
 * Fails commands that are not answered in time. The library's own `commandTimeout` fails one whose answer came while
 * the process rested.
 */
function limitCommands(client: Redis): void {
  const send = client.sendCommand.bind(client);
  const limited = new WeakSet<Command>();
  client.sendCommand = (command, stream) => {
    // One that is sent again after a new connection keeps its limit.
    if (!limited.has(command)) {
      limited.add(command);
      const stop = giveUpAfter(COMMAND_MS, () => command.reject(new Error('Command timed out')));
      command.promise.then(stop, stop);
    }
    return send(command, stream);
  };
}
