import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf, type Operation } from './document-parts.js';
import { CONDITION } from './entity-tag.js';

const text = (description: string, example: string): object => ({ description, schema: { type: 'string' }, example });

/** Every header that a caller may need from a response. */
const HEADERS = {
  'X-Trace-Id': text('Identifies the request in the log.', '5f2c7a0d9b1e4f6a8c3d2e1f0a9b8c7d'),
  Location: text('Path of what was made, or of its progress.', '/api/v1/batches/019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11'),
  'Retry-After': {
    description: 'Seconds after which a retry makes sense.',
    schema: { type: 'integer', minimum: 1 },
    example: 2,
  },
  'Idempotency-Replayed': {
    description: 'Present when this is the stored answer of an earlier request with the same Idempotency-Key.',
    schema: { type: 'string', enum: ['true'] },
  },
  'Preference-Applied': {
    description: 'Present when `Prefer: respond-async` was followed.',
    schema: { type: 'string', enum: ['respond-async'] },
  },
  'Content-Disposition': text('Name of the file, when the response is one.', 'attachment; filename="results.csv"'),
  'Content-Language': text('Language of the labels, chosen by Accept-Language.', 'pt-BR'),
  ETag: text('Identifies this answer; send it as `If-None-Match` to learn whether there is another by now.', '"b3Jt"'),
  'WWW-Authenticate': text('How to authenticate.', 'Bearer realm="batchwright"'),
};
type Header = keyof typeof HEADERS;

/** Their names: what pages of other origins may read. */
export const RESPONSE_HEADERS: readonly string[] = Object.keys(HEADERS);

/** Adds the headers to every response, by the parameters that a route takes and the media types that it sends. */
export function documentHeaders(document: OpenAPIObject): OpenAPIObject {
  for (const { operation } of operationsOf(document))
    for (const [status, response] of Object.entries(operation.responses))
      if (response !== undefined && !('$ref' in response))
        response.headers = references(headersOf(operation, status, Object.keys(response.content ?? {})));
  for (const [name, response] of Object.entries(document.components?.responses ?? {}))
    if (!('$ref' in response)) response.headers = references(errorHeaders(name.replace(/\D/g, '')));
  document.components = { ...document.components, headers: HEADERS };
  return document;
}

const references = (names: readonly Header[]): Record<string, { $ref: string }> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));

function headersOf(operation: Operation, status: string, types: readonly string[]): readonly Header[] {
  const taken = new Set((operation.parameters ?? []).map((one) => ('name' in one ? one.name : '')));
  if (status === '304') return ['X-Trace-Id', 'ETag'];
  if (!status.startsWith('2')) return errorHeaders(status);
  const isSubmission = taken.has('Idempotency-Key');
  const isFile = types.some((type) => type === 'text/csv');
  return [
    'X-Trace-Id',
    ...(isSubmission ? (['Idempotency-Replayed'] as const) : []),
    ...(isSubmission && (status === '201' || status === '202') ? (['Location'] as const) : []),
    ...(taken.has('Prefer') && status === '202' ? (['Preference-Applied'] as const) : []),
    ...(taken.has('Accept-Language') ? (['Content-Language'] as const) : []),
    ...(taken.has(CONDITION) ? (['ETag'] as const) : []),
    ...(isFile ? (['Content-Disposition'] as const) : []),
  ];
}

/** Any 409 may be a request with the same Idempotency-Key that is still running; 403 stands for 401 on some routes. */
const errorHeaders = (status: string): readonly Header[] => [
  'X-Trace-Id',
  ...(['409', '429', '502', '503', '504'].includes(status) ? (['Retry-After'] as const) : []),
  // A failed atomic batch is recorded, so a repetition is answered with the same refusal.
  ...(status === '409' ? (['Idempotency-Replayed'] as const) : []),
  ...(['401', '403'].includes(status) ? (['WWW-Authenticate'] as const) : []),
];
