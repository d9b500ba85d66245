import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BoundedCache } from '../../platform/cache/bounded-cache.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { type Actor, toActor } from '../rights/actor.js';
import { keyId, matchesHash } from './api-key.js';
import { KeyStore, type StoredKey } from './key-store.js';

/**
 * A key that is revoked or expires, or whose user loses a right, is taken for what it was for this long. What is opened
 * meanwhile is looked at again by LiveClients: both together stay below five seconds.
 */
const CACHE_MS = 2000;
const CACHE_ENTRIES = 10_000;
const RECORD_USE_MS = 60_000;

interface Cached {
  readonly key: StoredKey;
  readonly actor: Actor;
}

/** Identifies the actor of a presented key. Independent of HTTP. */
@Injectable()
export class Authenticator implements OnModuleDestroy {
  private readonly cache = new BoundedCache<Cached>({ max: CACHE_ENTRIES, ttlMs: CACHE_MS });
  private readonly used = new Set<string>();
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly store: KeyStore,
    private readonly log: AppLogger,
  ) {
    this.timer = setInterval(() => void this.recordUse(), RECORD_USE_MS).unref();
  }

  /** The actor of a usable key; undefined when the key is unknown, wrong, revoked or expired. */
  async identify(text: string): Promise<Actor | undefined> {
    const id = keyId(text);
    const { key, actor } = this.cache.get(id) ?? (await this.load(id)) ?? {};
    if (key === undefined || !matchesHash(text, key.hash)) return undefined;
    this.used.add(id);
    return actor;
  }

  /** The actor of a usable key by its id, for callers that verified the key before (tickets, sessions). */
  async identifyById(id: string): Promise<Actor | undefined> {
    const actor = (this.cache.get(id) ?? (await this.load(id)))?.actor;
    if (actor !== undefined) this.used.add(id);
    return actor;
  }

  /** Removes a key from this process's cache: after revocation or a change of its user. */
  forget(id: string): void {
    this.cache.delete(id);
  }

  forgetAll(): void {
    this.cache.clear();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.recordUse();
  }

  private async load(id: string): Promise<Cached | undefined> {
    const key = await this.store.findUsable(id);
    if (key === undefined) {
      this.cache.delete(id);
      return undefined;
    }
    const cached = { key, actor: toActor(key) };
    this.cache.set(id, cached);
    return cached;
  }

  private async recordUse(): Promise<void> {
    const ids = [...this.used].sort();
    this.used.clear();
    if (ids.length === 0) return;
    try {
      await this.store.recordUse(ids);
    } catch (error) {
      this.log.warn('key use could not be recorded', { error: String(error) });
    }
  }
}
