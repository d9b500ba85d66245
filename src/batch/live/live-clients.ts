import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Actor } from '../../accounts/actor.js';
import { LiveAccess } from '../../accounts/live-access.js';
import { allows } from '../../accounts/scopes.js';
import { AppError } from '../../platform/errors/app-error.js';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { LiveFeed } from './live-feed.js';

/** Live connections of one process, and of one key in it (RELIABILITY 2.12). */
const MAX_CLIENTS = 10_000;
const MAX_PER_KEY = 20;
/** How often the rights of live clients are read again, in milliseconds; one that is lost counts within five seconds. */
const CHECK_MS = 2500;
/** How often clients are shown a sign of life, in milliseconds; a tick serves one part of them. */
const HEARTBEAT_MS = 15_000;
const PARTS = 15;

/** Unwritten bytes at which a client that does not read is dropped. */
export const MAX_BUFFERED = 1024 * 1024;

/** A live connection. None of its methods may throw or wait. */
export interface LiveClient {
  readonly actor: Actor;
  heartbeat(): void;
  /** Its key works no longer, or may follow nothing any more. */
  revoke(): void;
  /** What its key may do now: it goes on with what it may still see. */
  narrow(actor: Actor): void;
  /** The process is about to end. */
  shutDown(): void;
}

/** All live connections of this process: admits them, keeps them alive, closes or narrows them with the rights of their keys, and closes them with the process. */
@Injectable()
export class LiveClients implements OnModuleDestroy {
  private readonly parts: readonly Set<LiveClient>[] = Array.from({ length: PARTS }, () => new Set<LiveClient>());
  private readonly perLimitKey = new Map<string, number>();
  private count = 0;
  private part = 0;
  private isStopping = false;
  private isChecking = false;
  private timers: readonly NodeJS.Timeout[] = [];
  /** A client that throws against its promise stops neither the others nor the process. */
  private readonly guard = guardWith((error) => this.log.error('a live client failed', { err: error }));

  constructor(
    private readonly access: LiveAccess,
    private readonly feed: LiveFeed,
    private readonly log: AppLogger,
  ) {}

  /** How many there are. */
  get size(): number {
    return this.count;
  }

  /** Throws RATE_LIMITED, OVERLOADED or SHUTTING_DOWN when no further client of the key can be taken. */
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

  /** Takes a client in, after `requireRoom`. Answers how to forget it; forgetting twice changes nothing. */
  add(client: LiveClient): () => void {
    const { limitKeyId } = client.actor;
    const part = this.parts[this.count % PARTS];
    part?.add(client);
    this.count += 1;
    this.perLimitKey.set(limitKeyId, (this.perLimitKey.get(limitKeyId) ?? 0) + 1);
    if (this.timers.length === 0) this.start();
    return () => {
      if (part?.delete(client) !== true) return;
      this.count -= 1;
      const left = (this.perLimitKey.get(limitKeyId) ?? 1) - 1;
      if (left > 0) this.perLimitKey.set(limitKeyId, left);
      else this.perLimitKey.delete(limitKeyId);
      if (this.count === 0) this.rest();
    };
  }

  /** Closes the clients whose keys may follow nothing any more, and has the others see what they still may. */
  async checkRights(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      // One that comes while the keys are read is not judged by them.
      const clients = this.all();
      const actors = await this.access.reread([...new Set(clients.map(({ actor }) => actor.keyId))]);
      for (const client of clients) this.guard(() => judge(client, actors.get(client.actor.keyId)))();
    } catch (error) {
      this.log.warn('the rights of live clients could not be read', { error: String(error) });
    } finally {
      this.isChecking = false;
    }
  }

  onModuleDestroy(): void {
    this.isStopping = true;
    this.rest();
    for (const client of this.all()) this.guard(() => client.shutDown())();
    this.feed.stop();
  }

  private start(): void {
    this.timers = [
      setInterval(() => this.heartbeat(), HEARTBEAT_MS / PARTS).unref(),
      setInterval(() => void this.checkRights(), CHECK_MS).unref(),
    ];
  }

  private rest(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.timers = [];
  }

  /** One part of the clients a second, so that thousands are not written to at once. */
  private heartbeat(): void {
    this.part = (this.part + 1) % PARTS;
    for (const client of [...(this.parts[this.part] ?? [])]) this.guard(() => client.heartbeat())();
  }

  private all(): readonly LiveClient[] {
    return this.parts.flatMap((part) => [...part]);
  }
}

function judge(client: LiveClient, actor: Actor | undefined): void {
  if (actor === undefined || !allows(actor.scopes, 'batch:read')) client.revoke();
  else client.narrow(actor);
}
