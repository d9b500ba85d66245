import { createHash, randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { BoundedCache } from '../../platform/cache/bounded-cache.js';
import { AppConfig } from '../../platform/config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../rights/actor.js';
import { Authenticator } from '../keys/authenticator.js';
import { KeyHolders } from '../keys/key-holders.js';
import type { KeyHolder } from '../keys/key-store.js';
import { RateLimits } from '../rates/rate-limits.js';
import { type CookiePlace, placeOf, presentedSession } from './session-cookie.js';
import { SessionStore } from './session-store.js';
import { SignInTicketStore } from '../tickets/sign-in-ticket-store.js';

/** As long as a key is kept in memory by the Authenticator: another process ends a session within this time. */
const CACHE_MS = 2000;
const CACHE_ENTRIES = 10_000;
/**
 * So long a session that has ended counts once, in milliseconds: the pages that are still open in a browser send it
 * many times, and nobody guesses by sending the same id again. As long as the wrong keys of an address are counted.
 */
const ENDED_MS = 60_000;

const digest = (id: string): string => createHash('sha256').update(id).digest('hex');

/** What signs in: exactly one of both. */
interface Credential {
  readonly key?: string;
  readonly ticket?: string;
}

/** A browser that is signed in. */
export interface OpenSession extends KeyHolder {
  readonly actor: Actor;
  readonly expiresAt: Date;
}

/** The sessions of browsers: each has the present rights of the key that signed in, and ends with it. */
@Injectable()
export class Sessions {
  private readonly cache = new BoundedCache<string>({ max: CACHE_ENTRIES, ttlMs: CACHE_MS });
  private readonly ended = new BoundedCache<true>({ max: CACHE_ENTRIES, ttlMs: ENDED_MS });

  constructor(
    private readonly store: SessionStore,
    private readonly tickets: SignInTicketStore,
    private readonly authenticator: Authenticator,
    private readonly limits: RateLimits,
    private readonly config: AppConfig,
    private readonly holders: KeyHolders,
  ) {}

  /** The session id that a request came with, if any. Throws AMBIGUOUS_CREDENTIALS for two. */
  presentedBy(request: IncomingMessage): string | undefined {
    return presentedSession(request, this.placeOf(request));
  }

  /** Where the cookie of a request is valid. */
  placeOf(request: IncomingMessage): CookiePlace {
    return placeOf(request, this.config);
  }

  /**
   * The caller of a session; undefined when the session or its key has ended, which counts as a wrong key of the
   * address. Throws RATE_LIMITED after too many of them.
   */
  async identify(id: string, address: string): Promise<Actor | undefined> {
    this.limits.requireFewFailures(address);
    const session = digest(id);
    if (this.ended.get(session)) return undefined;
    const actor = await this.find(session);
    if (actor !== undefined) return { ...actor, session };
    // Requests that came at the same time count once: a page that wakes up sends several.
    if (this.ended.get(session)) return undefined;
    this.ended.set(session, true);
    await this.limits.countFailure(address);
    return undefined;
  }

  private async find(session: string): Promise<Actor | undefined> {
    const known = this.cache.get(session);
    const keyId = known ?? (await this.store.find(session))?.keyId;
    if (keyId === undefined) return undefined;
    // Set again, a session in constant use would never be looked up, and so never end.
    if (known === undefined) this.cache.set(session, keyId);
    return this.authenticator.identifyById(keyId);
  }

  /**
   * Signs in with a new session id, and ends the session that the browser had. Throws UNAUTHORIZED, or RATE_LIMITED
   * after too many wrong keys or tickets from the address.
   */
  async signIn(
    { key, ticket }: Credential,
    { address, before }: { readonly address: string; readonly before: string | undefined },
  ): Promise<{ readonly id: string; readonly open: OpenSession }> {
    this.limits.requireFewFailures(address);
    const actor = await (key === undefined ? this.byTicket(ticket ?? '') : this.authenticator.identify(key));
    if (actor === undefined) {
      await this.limits.countFailure(address);
      throw new AppError(
        'UNAUTHORIZED',
        key === undefined
          ? 'The link is not valid any more: it works once, for 10 minutes. Sign in with an API key.'
          : 'The API key is not valid.',
      );
    }
    await this.limits.count('global', actor.limitKeyId);
    const id = randomBytes(32).toString('base64url');
    const session = digest(id);
    const expiresAt = await this.store.insert(session, actor.keyId);
    if (before !== undefined) await this.end(digest(before));
    return { id, open: await this.describe({ ...actor, session }, expiresAt) };
  }

  /** The session of a signed-in caller; undefined for a caller with a key. */
  async current(actor: Actor): Promise<OpenSession | undefined> {
    const found = actor.session === undefined ? undefined : await this.store.find(actor.session);
    return found === undefined ? undefined : this.describe(actor, found.expiresAt);
  }

  /** Those of these sessions that have not ended. */
  open(sessions: readonly string[]): Promise<ReadonlySet<string>> {
    return this.store.findOpen(sessions);
  }

  async end(session: string): Promise<void> {
    this.cache.delete(session);
    await this.store.remove(session);
  }

  /** Ends every session of a user, in other processes within two seconds. */
  async endAll(userId: number): Promise<void> {
    await this.store.removeAll(userId);
    this.cache.clear();
  }

  private async byTicket(ticket: string): Promise<Actor | undefined> {
    const keyId = await this.tickets.redeem(ticket);
    return keyId === undefined ? undefined : this.authenticator.identifyById(keyId);
  }

  private async describe(actor: Actor, expiresAt: Date): Promise<OpenSession> {
    return { ...(await this.holders.of(actor)), actor, expiresAt };
  }
}
