import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { RightsWatch } from '../../accounts/access/rights-watch.js';
import { allows } from '../../accounts/rights/scopes.js';
import { AppError } from '../../platform/errors/app-error.js';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { LiveFeed } from './live-feed.js';

/** Most live connections of one process; bounds its memory. */
const MAX_CLIENTS = 10_000;
/** Most live connections of one API key in one process. */
const MAX_PER_KEY = 20;
/** Interval of the heartbeats of one client, in milliseconds; each tick serves one of PARTS groups of clients. */
const HEARTBEAT_MS = 15_000;
const PARTS = 15;

/** Unwritten bytes at which a client that does not read is dropped. */
export const MAX_BUFFERED = 1024 * 1024;

/** A live connection. None of its methods may throw or wait. */
export interface LiveClient {
  readonly actor: Actor;
  heartbeat(): void;
  /** Closes the connection because its key is no longer valid or may no longer read batches. */
  revoke(): void;
  /** Applies the present rights of its key: subscriptions that they no longer allow are removed. */
  narrow(actor: Actor): void;
  /** Closes the connection because the process stops. */
  shutDown(): void;
}

/**
 * All live connections of this process: limits their number, sends heartbeats, applies changed rights of their keys,
 * and closes them when their key is revoked or the process stops.
 */
@Injectable()
export class LiveClients implements OnModuleDestroy {
  private readonly parts: readonly Set<LiveClient>[] = Array.from({ length: PARTS }, () => new Set<LiveClient>());
  private readonly perLimitKey = new Map<string, number>();
  private count = 0;
  private part = 0;
  private isStopping = false;
  private timer: NodeJS.Timeout | undefined;
  /** An error thrown by one client must not affect the others or end the process. */
  private readonly guard = guardWith((error) => this.log.error('a live client failed', { err: error }));

  constructor(
    private readonly rights: RightsWatch,
    private readonly feed: LiveFeed,
    private readonly log: AppLogger,
  ) {}

  /** The number of connected clients. */
  get size(): number {
    return this.count;
  }

  /** Throws RATE_LIMITED, OVERLOADED or SHUTTING_DOWN when no further client of the key can be accepted. */
  requireRoom(actor: Actor): void {
    if (this.isStopping) throw new AppError('SHUTTING_DOWN', undefined, { retryAfter: 3 });
    if (this.count >= MAX_CLIENTS)
      throw new AppError('OVERLOADED', `The process has ${MAX_CLIENTS} live connections already.`, { retryAfter: 30 });
    if ((this.perLimitKey.get(actor.limitKeyId) ?? 0) >= MAX_PER_KEY)
      throw new AppError('RATE_LIMITED', `An API key may have ${MAX_PER_KEY} live connections at once.`, {
        retryAfter: 30,
        details: { limit: MAX_PER_KEY },
      });
  }

  /** Adds a client, after `requireRoom`. Returns a function that removes it; calling it twice does no harm. */
  add(client: LiveClient): () => void {
    const { limitKeyId } = client.actor;
    const part = this.parts[this.count % PARTS];
    part?.add(client);
    this.count += 1;
    this.perLimitKey.set(limitKeyId, (this.perLimitKey.get(limitKeyId) ?? 0) + 1);
    this.timer ??= setInterval(() => this.heartbeat(), HEARTBEAT_MS / PARTS).unref();
    const unwatch = this.rights.add({ actor: client.actor, applyRights: (now) => applyRights(client, now) });
    return () => {
      if (part?.delete(client) !== true) return;
      unwatch();
      this.count -= 1;
      const left = (this.perLimitKey.get(limitKeyId) ?? 1) - 1;
      if (left > 0) this.perLimitKey.set(limitKeyId, left);
      else this.perLimitKey.delete(limitKeyId);
      if (this.count === 0) this.stopTimer();
    };
  }

  onModuleDestroy(): void {
    this.isStopping = true;
    this.stopTimer();
    for (const client of this.all()) this.guard(() => client.shutDown())();
    this.feed.stop();
  }

  private stopTimer(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Serves one group of clients, once a second, so that not all of thousands are written to at once. */
  private heartbeat(): void {
    this.part = (this.part + 1) % PARTS;
    for (const client of [...(this.parts[this.part] ?? [])]) this.guard(() => client.heartbeat())();
  }

  private all(): readonly LiveClient[] {
    return this.parts.flatMap((part) => [...part]);
  }
}

/** Closes a client whose key may no longer read batches, and applies the present rights of another. */
function applyRights(client: LiveClient, actor: Actor | undefined): void {
  if (actor === undefined || !allows(actor.scopes, 'batch:read')) client.revoke();
  else client.narrow(actor);
}
