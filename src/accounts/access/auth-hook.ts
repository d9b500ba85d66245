import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors/app-error.js';
import { policyOf, type RoutePolicy } from '../../platform/http/route-policy.js';
import type { Actor } from '../rights/actor.js';
import { Authenticator } from '../keys/authenticator.js';
import { endedMeanwhile, LiveAccess } from './live-access.js';
import { presentedKey } from '../keys/presented-key.js';
import { RateLimits } from '../rates/rate-limits.js';
import { actorOf, setActor } from '../rights/request-actor.js';
import { requireScope } from '../rights/scopes.js';
import { isChange, requireOwnPage } from '../sessions/session-cookie.js';
import { Sessions } from '../sessions/sessions.js';

/** When the callers of requests were admitted, on the monotonic clock. */
const admissions = new WeakMap<FastifyRequest, number>();

/** A body that took longer to come, in milliseconds, is handled with the rights that its caller has by then. */
const SLOW_BODY_MS = 1000;

/**
 * Checks key, rate limits and scope before a byte of the body is read: unauthenticated clients cannot upload, and 401
 * and 403 take precedence over 400 and 422. Key and scope are checked again when the body was slow: they may have ended
 * while it came. Bodies that the route itself reads as they come are none of this: it asks at their end.
 */
@Injectable()
export class AuthHook implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly authenticator: Authenticator,
    private readonly limits: RateLimits,
    private readonly live: LiveAccess,
    private readonly sessions: Sessions,
  ) {}

  onModuleInit(): void {
    const http = this.host.httpAdapter.getInstance();
    http.addHook('onRequest', async (request) => this.admit(request));
    http.addHook('preValidation', async (request) => this.admitSlow(request));
  }

  private async admit(request: FastifyRequest): Promise<void> {
    const policy = policyOf(request);
    if (policy === undefined || (policy.scope === null && !this.wantsToBeKnown(request, policy))) return;
    const actor = await this.identify(request, policy);
    if (actor === undefined) return;
    setActor(request, actor);
    await this.limits.count('global', actor.limitKeyId);
    if (policy.rateLimit !== undefined) await this.limits.count(policy.rateLimit, actor.limitKeyId);
    if (policy.scope !== null) requireScope(actor, policy.scope);
    admissions.set(request, performance.now());
  }

  private async admitSlow(request: FastifyRequest): Promise<void> {
    const policy = policyOf(request);
    const admittedAt = admissions.get(request) ?? Number.POSITIVE_INFINITY;
    if (policy === undefined || performance.now() - admittedAt < SLOW_BODY_MS) return;
    const actor = actorOf(request);
    const now = await this.live.findStill(actor);
    if (now === undefined) throw refusalOf(policy, () => endedMeanwhile(actor), presentedKey(request.raw));
    if (policy.scope !== null) requireScope(now, policy.scope);
    setActor(request, now);
  }

  /** The caller; undefined for a public route whose caller has a session that has ended. */
  private async identify(request: FastifyRequest, policy: RoutePolicy): Promise<Actor | undefined> {
    const key = presentedKey(request.raw);
    if (key !== undefined) this.limits.requireFewFailures(request.ip);
    if (key === undefined && policy.ticket === true) {
      const { ticket } = request.query as Readonly<Record<string, unknown>>;
      if (typeof ticket === 'string') return this.live.byTicket(ticket, request.ip);
    }
    const actor = await (key === undefined ? this.bySession(request) : this.authenticator.identify(key));
    if (actor !== undefined || (key === undefined && policy.scope === null)) return actor;
    if (key !== undefined) await this.limits.countFailure(request.ip);
    throw unauthorized(key, policy);
  }

  /** The caller of a session, who must have sent the request from a page of the service. */
  private async bySession(request: FastifyRequest): Promise<Actor | undefined> {
    const id = this.sessions.presentedBy(request.raw);
    if (id === undefined) return undefined;
    requireOwnPage(request.raw, request.host, isChange(request.method));
    return this.sessions.identify(id, request.ip);
  }

  private wantsToBeKnown({ raw }: FastifyRequest, policy: RoutePolicy): boolean {
    return (
      policy.optionalKey === true && (presentedKey(raw) !== undefined || this.sessions.presentedBy(raw) !== undefined)
    );
  }
}

const unauthorized = (key: string | undefined, policy: RoutePolicy): AppError =>
  refusalOf(
    policy,
    () =>
      new AppError(
        'UNAUTHORIZED',
        key === undefined ? 'Send an API key in the X-API-Key header.' : 'The API key is not valid.',
      ),
    key,
  );

/** The refusal of a caller, in the form that the route publishes. */
const refusalOf = (policy: RoutePolicy, usual: () => AppError, key: string | undefined): AppError =>
  policy.unauthorizedAs === undefined ? usual() : invalidKey(key?.length ?? 0);

/** The refusal of routes that publish its form; a key that was not sent has length 0. */
export function invalidKey(keyLength: number): AppError {
  // Constant: every installation has a key, since the first start makes one.
  return new AppError('UNAUTHORIZED', 'Invalid or missing API key', {
    details: { provided_key_length: keyLength, expected_key_present: true },
  });
}
