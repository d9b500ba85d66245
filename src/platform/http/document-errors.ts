import type { OpenAPIObject } from '@nestjs/swagger';
import { POLICY_EXTENSION, type DocumentedPolicy } from './route-policy.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Responses = Operation['responses'];

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

const SCHEMA = { $ref: '#/components/schemas/ErrorBodyDto' };
/** Schema of errors on routes that put them into their own envelope. */
const ENVELOPE = {
  type: 'object',
  required: ['success', 'error', 'metadata'],
  properties: {
    success: { type: 'boolean', enum: [false] },
    error: { type: 'object', required: ['code', 'message', 'details'], additionalProperties: true },
    metadata: { type: 'object', additionalProperties: true },
  },
};

const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The body is not JSON, or a header is malformed.',
  401: 'The API key is missing or not valid.',
  403: 'The API key lacks the scope that the route needs.',
  404: 'No such resource, or it belongs to another owner.',
  409: 'The state of the resource forbids it.',
  413: 'The body is too large.',
  415: 'The body is not JSON in UTF-8.',
  422: 'A field is missing or invalid.',
  429: 'Too many requests; wait as long as Retry-After says.',
  500: 'An internal error occurred.',
  502: 'Another server that the request needs failed or could not be reached; `error.code` or `error_code` says how.',
  503: 'The service or its database is unavailable.',
  504: 'The response was not complete within the time limit.',
};

/**
 * Adds the scope and the error responses to every operation of the document, by its method, its parameters and its
 * declared policy, so that no controller repeats them. Responses that a controller describes itself stay unchanged.
 */
export function documentErrors(document: OpenAPIObject): OpenAPIObject {
  allowAnything(document);
  for (const [path, item] of Object.entries(document.paths))
    for (const method of METHODS) {
      const operation = item[method];
      if (operation !== undefined) describe(operation, method, path);
    }
  return document;
}

/** A rejected value may be of any type, which the decorators cannot express: they declare an object. */
function allowAnything(document: OpenAPIObject): void {
  const fault = document.components?.schemas?.['ValidationFaultDto'];
  if (fault === undefined || !('properties' in fault) || fault.properties === undefined) return;
  fault.properties['invalid_value'] = { description: 'The rejected value, of any type, cut at 200 characters.' };
}

function describe(operation: Operation, method: Method, path: string): void {
  const policy = (operation as unknown as Readonly<Record<string, DocumentedPolicy | undefined>>)[POLICY_EXTENSION];
  const isPublic = policy?.scope === null;
  if (isPublic) operation.security = [];
  else if (typeof policy?.scope === 'string')
    operation.description = [operation.description, `Needs a key with the scope \`${policy.scope}\`.`]
      .filter(Boolean)
      .join('\n\n');
  const schema = policy?.envelope === true ? ENVELOPE : SCHEMA;
  const errors = statuses(operation, method, path, policy).map((status): [string, Responses[string]] => [
    String(status),
    { description: MEANINGS[status] ?? 'An error.', content: { 'application/json': { schema } } },
  ]);
  operation.responses = { ...Object.fromEntries(errors), ...operation.responses };
}

function statuses(
  operation: Operation,
  method: Method,
  path: string,
  policy: DocumentedPolicy | undefined,
): readonly number[] {
  const isPublic = policy?.scope === null;
  const hasBody = method === 'post' || method === 'put' || method === 'patch';
  const hasInput = hasBody || (operation.parameters?.length ?? 0) > 0;
  return [
    ...(hasBody ? [400, 413, 415] : isPublic ? [] : [400]),
    ...(isPublic ? [] : [401, 403, 429]),
    // A body may name a resource as well as the path.
    ...(path.includes('{') || hasBody ? [404] : []),
    ...(method === 'get' ? [] : [409]),
    ...(hasInput ? [422] : []),
    500,
    503,
    ...(policy?.asksOthers === true ? [502, 504] : []),
  ];
}
