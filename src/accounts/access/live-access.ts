import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { type Actor, toActor } from '../rights/actor.js';
import { Authenticator } from '../keys/authenticator.js';
import { KeyStore } from '../keys/key-store.js';
import { LiveTicketStore } from '../tickets/live-ticket-store.js';
import { RateLimits } from '../rates/rate-limits.js';
import { requireScope, type ScopeName } from '../rights/scopes.js';
import { requireOwnPage } from '../sessions/session-cookie.js';
import { Sessions } from '../sessions/sessions.js';

/** Authenticates live connections, and checks later whether their keys still work. */
@Injectable()
export class LiveAccess {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly tickets: LiveTicketStore,
    private readonly keys: KeyStore,
    private readonly limits: RateLimits,
    private readonly sessions: Sessions,
  ) {}

  /** The caller of a key. Throws UNAUTHORIZED, or RATE_LIMITED after too many invalid keys from the address. */
  async byKey(key: string, address: string): Promise<Actor> {
    this.limits.requireFewFailures(address);
    return this.admit(await this.authenticator.identify(key), address);
  }

  /** The caller of a ticket, which is used up. Throws like `byKey`. */
  async byTicket(ticket: string, address: string): Promise<Actor> {
    this.limits.requireFewFailures(address);
    const keyId = await this.tickets.redeem(ticket);
    return this.admit(keyId === undefined ? undefined : await this.authenticator.identifyById(keyId), address);
  }

  /**
   * The caller of the session that a browser sent with a request to connect, which is as good as a change and must come
   * from a page of the service; undefined without a session, or with one that has ended. Throws RATE_LIMITED like
   * `byKey`.
   */
  async bySession(request: IncomingMessage, address: string): Promise<Actor | undefined> {
    const id = this.sessions.presentedBy(request);
    if (id === undefined) return undefined;
    requireOwnPage(request, request.headers.host, true);
    return this.sessions.identify(id, address);
  }

  /** Counts a new connection as a request of its key. Throws RATE_LIMITED. */
  countConnection(actor: Actor): Promise<void> {
    return this.limits.count('global', actor.limitKeyId);
  }

  /** What those of these keys that work now may do, by key. */
  async reread(keyIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    const keys = await this.keys.findAllUsable(keyIds);
    return new Map(keys.map((key) => [key.keyId, toActor(key)]));
  }

  /** Those of these sessions that have not ended. */
  openSessions(sessions: readonly string[]): Promise<ReadonlySet<string>> {
    return this.sessions.open(sessions);
  }

  /** The caller with what it may do now; undefined when its key or its session has ended. */
  async findStill({ keyId, session }: Actor): Promise<Actor | undefined> {
    const now = (await this.reread([keyId])).get(keyId);
    if (now === undefined || session === undefined) return now;
    return (await this.openSessions([session])).has(session) ? { ...now, session } : undefined;
  }

  /**
   * The caller with what it may do now, for an upload that may have taken half a minute. Throws UNAUTHORIZED when its
   * key or session ended meanwhile, FORBIDDEN when it lost one of these scopes.
   */
  async requireStill(actor: Actor, scopes: readonly ScopeName[]): Promise<Actor> {
    const now = await this.findStill(actor);
    if (now === undefined) throw endedMeanwhile(actor);
    for (const scope of scopes) requireScope(now, scope);
    return now;
  }

  private async admit(actor: Actor | undefined, address: string): Promise<Actor> {
    if (actor === undefined) {
      await this.limits.countFailure(address);
      throw new AppError('UNAUTHORIZED', 'The API key or the ticket is not valid.');
    }
    return actor;
  }
}

/** The refusal of a caller whose key or session ended during its request. */
export const endedMeanwhile = ({ session }: Actor): AppError =>
  new AppError('UNAUTHORIZED', `The ${session === undefined ? 'API key' : 'session'} is no longer valid.`);
