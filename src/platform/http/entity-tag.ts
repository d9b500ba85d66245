import { createHash } from 'node:crypto';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Name of the request header, by which the OpenAPI document knows the routes whose answers are tagged. */
export const CONDITION = 'If-None-Match';

/** Documents that a route answers 304 to a caller who has its present answer already. */
export const Tagged = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: CONDITION,
      required: false,
      description: 'The `ETag` of an earlier answer: 304 without a body when it is still the same.',
      schema: { type: 'string' },
    }),
    ApiResponse({ status: 304, description: 'The answer is the one that the caller has.' }),
  );

/**
 * Sends a JSON body with its `ETag`, or 304 when the caller has it already. A cache may keep it for this caller only,
 * and asks every time.
 */
export function sendTagged(request: FastifyRequest, reply: FastifyReply, body: object): void {
  const text = JSON.stringify(body);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  void reply.header('ETag', tag).header('Cache-Control', 'private, no-cache');
  if (isAmong(request.headers['if-none-match'], tag)) void reply.status(304).send();
  else void reply.header('Content-Type', 'application/json; charset=utf-8').send(text);
}

/** Weak and strong tags compare equal here (RFC 9110, 13.1.2). */
const isAmong = (condition: string | undefined, tag: string): boolean =>
  condition?.split(',').some((one) => ['*', tag].includes(one.trim().replace(/^W\//, ''))) === true;
