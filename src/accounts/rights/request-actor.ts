import type { FastifyRequest } from 'fastify';
import type { Actor } from './actor.js';

const actors = new WeakMap<FastifyRequest, Actor>();

/** Notes the authenticated caller of a request. */
export function setActor(request: FastifyRequest, actor: Actor): void {
  actors.set(request, actor);
}

/** The authenticated caller of a request. Throws for a public route, which has none. */
export function actorOf(request: FastifyRequest): Actor {
  const actor = actors.get(request);
  if (actor === undefined) throw new Error(`Route ${request.url} has no authenticated caller.`);
  return actor;
}

/** The caller of a public route, if it sent a key. */
export const presentActorOf = (request: FastifyRequest): Actor | undefined => actors.get(request);
