import { Injectable } from '@nestjs/common';
import { AppError } from '../platform/errors/app-error.js';
import { type Actor, toActor } from './actor.js';
import { Authenticator } from './authenticator.js';
import { KeyStore } from './key-store.js';
import { LiveTicketStore } from './live-ticket-store.js';
import { RateLimits } from './rate-limits.js';

/** Authenticates live connections, and checks later whether their keys still work. */
@Injectable()
export class LiveAccess {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly tickets: LiveTicketStore,
    private readonly keys: KeyStore,
    private readonly limits: RateLimits,
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

  /** Counts a new connection as a request of its key. Throws RATE_LIMITED. */
  countConnection(actor: Actor): Promise<void> {
    return this.limits.count('global', actor.limitKeyId);
  }

  /** What those of these keys that work now may do, by key. */
  async reread(keyIds: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    const keys = await this.keys.findAllUsable(keyIds);
    return new Map(keys.map((key) => [key.keyId, toActor(key)]));
  }

  private async admit(actor: Actor | undefined, address: string): Promise<Actor> {
    if (actor === undefined) {
      await this.limits.countFailure(address);
      throw new AppError('UNAUTHORIZED', 'The API key or the ticket is not valid.');
    }
    return actor;
  }
}
