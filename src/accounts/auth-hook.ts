import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../platform/errors/app-error.js';
import { policyOf, type RoutePolicy } from '../platform/http/route-policy.js';
import type { Actor } from './actor.js';
import { Authenticator } from './authenticator.js';
import { LiveAccess } from './live-access.js';
import { presentedKey } from './presented-key.js';
import { RateLimits } from './rate-limits.js';
import { allows } from './scopes.js';

const actors = new WeakMap<FastifyRequest, Actor>();

/** The authenticated caller of a request. Throws for a public route, which has none. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request);
  if (actor === undefined) throw new Error(`Route ${request.url} has no authenticated caller.`);
  return actor;
}

/** The caller of a public route, if it sent a key. */
export const presentActorOf = (request: FastifyRequest): Actor | undefined => actors.get(request);

/**
 * Checks key, rate limits and scope before a byte of the body is read: unauthenticated clients cannot upload, and 401
 * and 403 take precedence over 400 and 422.
 */
@Injectable()
export class AuthHook implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly authenticator: Authenticator,
    private readonly limits: RateLimits,
    private readonly live: LiveAccess,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter.getInstance().addHook('onRequest', async (request) => this.admit(request));
  }

  private async admit(request: FastifyRequest): Promise<void> {
    const policy = policyOf(request);
    if (policy === undefined || (policy.scope === null && !wantsToBeKnown(request, policy))) return;
    const actor = await this.identify(request, policy);
    actors.set(request, actor);
    await this.limits.count('global', actor.limitKeyId);
    if (policy.rateLimit !== undefined) await this.limits.count(policy.rateLimit, actor.limitKeyId);
    if (policy.scope !== null && !allows(actor.scopes, policy.scope))
      throw new AppError('FORBIDDEN', `The API key lacks the scope ${policy.scope}.`, {
        details: { required_scope: policy.scope },
      });
  }

  private async identify(request: FastifyRequest, policy: RoutePolicy): Promise<Actor> {
    const key = presentedKey(request.raw);
    if (key !== undefined) this.limits.requireFewFailures(request.ip);
    if (key === undefined && policy.ticket === true) {
      const { ticket } = request.query as Readonly<Record<string, unknown>>;
      if (typeof ticket === 'string') return this.live.byTicket(ticket, request.ip);
    }
    const actor = key === undefined ? undefined : await this.authenticator.identify(key);
    if (actor !== undefined) return actor;
    if (key !== undefined) await this.limits.countFailure(request.ip);
    throw unauthorized(key, policy);
  }
}

const wantsToBeKnown = (request: FastifyRequest, policy: RoutePolicy): boolean =>
  policy.optionalKey === true && presentedKey(request.raw) !== undefined;

function unauthorized(key: string | undefined, policy: RoutePolicy): AppError {
  if (policy.unauthorizedAs === undefined)
    return new AppError(
      'UNAUTHORIZED',
      key === undefined ? 'Send an API key in the X-API-Key header.' : 'The API key is not valid.',
    );
  return invalidKey(key?.length ?? 0);
}

/** The refusal of routes that publish its form; a key that was not sent has length 0. */
export function invalidKey(keyLength: number): AppError {
  // Constant: every installation has a key, since the first start makes one.
  return new AppError('UNAUTHORIZED', 'Invalid or missing API key', {
    details: { provided_key_length: keyLength, expected_key_present: true },
  });
}
