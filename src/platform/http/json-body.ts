import { createHash } from 'node:crypto';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError, invalid } from '../errors/app-error.js';
import { screenJson } from './json-screen.js';
import { sizeOfJson, VALUE_LIMITS } from './json-values.js';
import { policyOf } from './route-policy.js';

export const MIB = 1024 * 1024;
/** Largest body in bytes of a route without its own limit; batch routes use `BATCH_BODY_LIMIT`. */
export const BODY_LIMIT = MIB;
export const BATCH_BODY_LIMIT = 5 * MIB;

/** Bodies of at least this many bytes are parsed over several ticks of the event loop. */
const LARGE_BODY = 256 * 1024;

const hashes = new WeakMap<FastifyRequest, Buffer>();

/** SHA-256 of the bytes of a JSON body as received; undefined for a request without one. */
export const bodyHashOf = (request: FastifyRequest): Buffer | undefined => hashes.get(request);

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

export const LINE_STREAM = 'application/x-ndjson';

/**
 * Registers JSON in UTF-8 as the only body type. Bytes that are not UTF-8, other charsets and other media types are
 * rejected; the parsed value is screened before any other code sees it.
 */
export function useJsonBody(http: FastifyInstance): void {
  http.removeAllContentTypeParsers();
  http.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: BATCH_BODY_LIMIT },
    async (request: FastifyRequest, body: Buffer) => parseBody(request, body),
  );
  http.addContentTypeParser(LINE_STREAM, (request, payload, done) => {
    try {
      requireLineStream(request);
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Passes line streams on unread to routes that declare them; those routes count the bytes as they arrive. */
function requireLineStream(request: FastifyRequest): void {
  const limit = policyOf(request)?.lineStreamLimit;
  if (limit === undefined) throw new AppError('UNSUPPORTED_MEDIA_TYPE');
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limit)
    throw new AppError('PAYLOAD_TOO_LARGE', `The body has ${announced} bytes; this route takes at most ${limit}.`);
}

async function parseBody(request: FastifyRequest, body: Buffer): Promise<unknown> {
  const policy = policyOf(request);
  const limit = policy?.bodyLimit ?? BODY_LIMIT;
  if (body.length > limit)
    throw new AppError('PAYLOAD_TOO_LARGE', `The body has ${body.length} bytes; this route takes at most ${limit}.`);
  const coding = request.headers['content-encoding'] ?? 'identity';
  if (coding.toLowerCase() !== 'identity')
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body must be sent as it is, without a Content-Encoding.');
  const charsets = [...(request.headers['content-type'] ?? '').matchAll(/charset\s*=\s*"?([^";\s]*)/gi)];
  if (charsets.length > 1 || charsets.some(([, charset = '']) => !/^utf-?8$/i.test(charset)))
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body must be encoded in UTF-8, which one charset may say.');
  hashes.set(request, createHash('sha256').update(body).digest());
  requireFewValues(body, 'body');
  const value = parseJson(body);
  if (body.length >= LARGE_BODY) await nextTick();
  screen(value);
  if (body.length >= LARGE_BODY) await nextTick();
  return value;
}

/** Parses and screens the JSON value of an item. Throws MALFORMED_JSON and VALIDATION_ERROR. */
export function readJsonItem(text: Uint8Array): unknown {
  requireFewValues(text, 'item');
  const value = parseJson(text);
  screen(value);
  return value;
}

function requireFewValues(text: Uint8Array, of: keyof typeof VALUE_LIMITS): void {
  const limit = VALUE_LIMITS[of];
  const { values, keys } = sizeOfJson(text, limit);
  if (values <= limit && keys <= VALUE_LIMITS.item) return;
  const message =
    values > limit
      ? `must not hold more than ${limit} values`
      : `must not hold an object of more than ${VALUE_LIMITS.item} keys, holds one of ${keys}`;
  throw invalid([{ field: of, message, invalid_value: null, error_type: 'too_many_values' }]);
}

function screen(value: unknown): void {
  const fault = screenJson(value);
  if (fault !== undefined) throw invalid([fault]);
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(strictUtf8.decode(body));
  } catch (error) {
    throw new AppError('MALFORMED_JSON', undefined, { cause: error });
  }
}
