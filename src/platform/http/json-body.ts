import { createHash } from 'node:crypto';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError, invalid } from '../errors/app-error.js';
import { parseInPieces, parseJson } from './json-pieces.js';
import { JSON_LIMITS, screenJson, tooDeep } from './json-screen.js';
import { type JsonElement, type JsonSize, sizeOfJson, VALUE_LIMITS } from './json-values.js';
import { policyOf, type RoutePolicy } from './route-policy.js';

export const MIB = 1024 * 1024;
/** Largest body in bytes of a route without its own limit; batch routes use `BATCH_BODY_LIMIT`. */
const BODY_LIMIT = MIB;
export const BATCH_BODY_LIMIT = 5 * MIB;

/** Bodies of at least this many bytes are parsed over several ticks of the event loop. */
const LARGE_BODY = 256 * 1024;

const hashes = new WeakMap<FastifyRequest, Buffer>();

/** SHA-256 of the bytes of a JSON body as received; undefined for a request without one. */
export const bodyHashOf = (request: FastifyRequest): Buffer | undefined => hashes.get(request);

export const LINE_STREAM = 'application/x-ndjson';
export const CSV = 'text/csv';
export const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** Media types of bodies that are files. */
export const FILE_TYPES: readonly string[] = [CSV, WORKBOOK];

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
  passOn(http, LINE_STREAM, (policy) => policy.lineStreamLimit);
  for (const type of FILE_TYPES) passOn(http, type, (policy) => policy.fileLimit);
}

/**
 * Passes bodies of a type on unread to the routes that declare a limit for them; those routes count the bytes as they
 * arrive.
 */
function passOn(http: FastifyInstance, type: string, limitOf: (policy: RoutePolicy) => number | undefined): void {
  http.addContentTypeParser(type, (request, payload, done) => {
    try {
      const policy = policyOf(request);
      requireAnnounced(request, policy === undefined ? undefined : limitOf(policy));
      done(null, payload);
    } catch (error) {
      done(error as Error);
    }
  });
}

function requireAnnounced(request: FastifyRequest, limit: number | undefined): void {
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
  if (body.length < LARGE_BODY) return readSmallBody(body);
  return readLargeBody(body);
}

function readSmallBody(body: Buffer): unknown {
  if (body.length === 0)
    throw new AppError(
      'MALFORMED_JSON',
      'The body is empty, although the header Content-Type announces JSON. Send a value, or leave the header out.',
    );
  requireFewValues(sizeOfJson(body, VALUE_LIMITS.body), 'body');
  const value = parseJson(body);
  screen(value);
  return value;
}

async function readLargeBody(body: Buffer): Promise<unknown> {
  const elements: JsonElement[] = [];
  const size = sizeOfJson(body, VALUE_LIMITS.body, (element) => elements.push(element));
  requireFewValues(size, 'body');
  requireLists(size, elements);
  const value = await parseInPieces(body, elements);
  await nextTick();
  screen(value);
  await nextTick();
  return value;
}

/** Parses and screens the JSON value of an item. Throws MALFORMED_JSON and VALIDATION_ERROR. */
export function readJsonItem(text: Uint8Array): unknown {
  requireFewValues(sizeOfJson(text, VALUE_LIMITS.item), 'item');
  const value = parseJson(text);
  screen(value);
  return value;
}

function requireFewValues({ values, keys }: JsonSize, of: keyof typeof VALUE_LIMITS): void {
  const limit = VALUE_LIMITS[of];
  if (values > limit) throw tooMany(of, `must not hold more than ${limit} values`);
  if (keys > VALUE_LIMITS.item)
    throw tooMany(of, `must not hold an object of more than ${VALUE_LIMITS.item} keys, holds one of ${keys}`);
}

/**
 * Throws when too much of a large body would be parsed in one piece: all that is not an element of a list of the root.
 */
function requireLists({ values, depth }: JsonSize, elements: readonly JsonElement[]): void {
  // What is nested deepest has most values of all beside the lists; the depth says better what is wrong with it.
  if (depth > JSON_LIMITS.depth) throw invalid([tooDeep()]);
  const others = elements.reduce((rest, element) => rest - element.values, values);
  if (others > VALUE_LIMITS.item)
    throw tooMany('body', `must not hold more than ${VALUE_LIMITS.item} values beside its lists, holds ${others}`);
}

const tooMany = (field: string, message: string): AppError =>
  invalid([{ field, message, invalid_value: null, error_type: 'too_many_values' }]);

function screen(value: unknown): void {
  const fault = screenJson(value);
  if (fault !== undefined) throw invalid([fault]);
}
