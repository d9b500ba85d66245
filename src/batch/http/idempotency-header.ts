import { createHash } from 'node:crypto';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/http/error.js';
import type { Idempotency } from '../submission.js';

/** Documents the header on a route that reads it. */
export const TakesIdempotencyKey = (): MethodDecorator =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description:
      'A retry with the same key and body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`.',
    schema: { type: 'string', pattern: '^"?[A-Za-z0-9._:-]{1,255}"?$' },
  });

/**
 * The `Idempotency-Key` of a submission; undefined when there is none. Quotes of a structured-field string are stripped.
 * `hash` stands for the body where that was read in pieces. Throws INVALID_IDEMPOTENCY_KEY for two headers, an empty or over-long key or other characters.
 */
export function readIdempotency(request: FastifyRequest, hash?: Buffer): Idempotency | undefined {
  const headers = request.raw.headersDistinct['idempotency-key'];
  if (headers === undefined) return undefined;
  const key = headers[0]?.trim().replace(/^"(.*)"$/, '$1') ?? '';
  if (headers.length > 1 || !/^[A-Za-z0-9._:-]{1,255}$/.test(key)) throw new AppError('INVALID_IDEMPOTENCY_KEY');
  const bodyHash = hash ?? createHash('sha256').update(canonical(request.body)).digest();
  return { route: `${request.method} ${request.routeOptions.url ?? ''}`, key, bodyHash };
}

/** JSON with sorted keys, so that the same value has the same hash however it was written. The depth is bounded at the door. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`).join(',')}}`;
}
