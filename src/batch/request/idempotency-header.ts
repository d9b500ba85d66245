import { createHash } from 'node:crypto';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../platform/errors/app-error.js';
import { bodyHashOf } from '../../platform/http/json-body.js';
import type { Idempotency } from '../model/items/submission.js';

const EMPTY_HASH = createHash('sha256').digest();

/** Documents what every submission takes: `Idempotency-Key` and `validate_only`. */
export const Submission = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description:
        'A retry with the same key and the same bytes as body within 24 hours gets the first answer again, with `Idempotency-Replayed: true`.',
      schema: { type: 'string', pattern: '^"?[A-Za-z0-9._:-]{1,255}"?$' },
    }),
    ApiQuery({
      name: 'validate_only',
      required: false,
      description: 'Checks the submission and answers with verdicts; nothing is stored.',
      schema: { type: 'boolean', default: false },
    }),
  );

/**
 * The `Idempotency-Key` of a submission; undefined when there is none. Quotes of a structured-field string are
 * stripped. Bodies are compared by the hash of their bytes; pass `hash` for a body that was read as a stream. Throws
 * INVALID_IDEMPOTENCY_KEY for two headers, a key that is empty or longer than 255 characters, or other characters.
 */
export function readIdempotency(request: FastifyRequest, hash?: Buffer): Idempotency | undefined {
  const headers = request.raw.headersDistinct['idempotency-key'];
  if (headers === undefined) return undefined;
  const key = headers[0]?.trim().replace(/^"(.*)"$/, '$1') ?? '';
  if (headers.length > 1 || !/^[A-Za-z0-9._:-]{1,255}$/.test(key)) throw new AppError('INVALID_IDEMPOTENCY_KEY');
  const bodyHash = hash ?? bodyHashOf(request) ?? EMPTY_HASH;
  return { route: `${request.method} ${request.routeOptions.url ?? ''}`, key, bodyHash };
}
