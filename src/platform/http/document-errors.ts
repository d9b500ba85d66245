import type { INestApplication, Type } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { AppError, type ErrorCode } from '../errors/app-error.js';
import { type Method, type Operation, operationsOf, type Responses } from './document-parts.js';
import type { ErrorBody } from './error-body.js';
import { ErrorBodyDto, ProblemBodyDto } from './error-body.dto.js';
import { PROBLEM, problemBody } from './problem-body.js';
import { type DocumentedPolicy, ERROR_DTO, type ErrorFormat, POLICY_EXTENSION } from './route-policy.js';

/** What an error status means, and the code that its example shows. */
const MEANINGS: Readonly<Record<number, { readonly text: string; readonly code: ErrorCode }>> = {
  400: { text: 'The body is not JSON, or a header is malformed.', code: 'MALFORMED_JSON' },
  401: { text: 'The API key is missing or not valid.', code: 'UNAUTHORIZED' },
  403: { text: 'The API key lacks the scope that the route needs.', code: 'FORBIDDEN' },
  404: { text: 'No such resource, or it belongs to another owner.', code: 'NOT_FOUND' },
  409: {
    text: 'The state of the resource forbids it, or a request with the same Idempotency-Key is still running.',
    code: 'CONFLICT',
  },
  413: { text: 'The body is too large.', code: 'PAYLOAD_TOO_LARGE' },
  415: {
    text: 'The body is of another media type than the route takes, or not in UTF-8.',
    code: 'UNSUPPORTED_MEDIA_TYPE',
  },
  422: { text: 'A field is missing or invalid.', code: 'VALIDATION_ERROR' },
  429: { text: 'Too many requests; wait as long as Retry-After says.', code: 'RATE_LIMITED' },
  500: { text: 'An internal error occurred.', code: 'INTERNAL_ERROR' },
  501: { text: 'The service lacks a setting that the request needs.', code: 'NOT_CONFIGURED' },
  502: {
    text: 'Another server that the request needs failed or could not be reached; the code says how.',
    code: 'PROVIDER_UNAVAILABLE',
  },
  503: { text: 'The service or its database is unavailable.', code: 'DATABASE_UNAVAILABLE' },
  504: { text: 'The response was not complete within the time limit.', code: 'TIMEOUT' },
};

/** Routes with a status of their own for a missing key, and for faults of the body. */
const FORBIDDEN_TEXT = 'The API key is missing or not valid, or lacks the scope that the route needs.';
const FAULTY_TEXT = 'The body is not JSON, a field is missing or invalid, or a header is malformed.';

/** The DTOs of all error responses: the service's, those that routes declare, and the problem details. */
export function errorDtos(app: INestApplication): readonly Type[] {
  const scanner = new MetadataScanner();
  const declared = [...app.get(ModulesContainer).values()]
    .flatMap(({ controllers }) => [...controllers.values()])
    .flatMap(({ metatype }) => {
      const methods = (metatype?.prototype ?? {}) as Readonly<Record<string, object>>;
      return scanner.getAllMethodNames(methods).map((name) => methods[name] ?? {});
    })
    .flatMap((method) => (Reflect.getMetadata(ERROR_DTO, method) as Type | undefined) ?? []);
  return [ErrorBodyDto, ...new Set(declared), ProblemBodyDto];
}

/**
 * Adds the scope and the error responses to every operation of the document, by its method, its parameters and its
 * declared policy, so that no controller repeats them. Responses that a controller describes itself stay unchanged.
 */
export function documentErrors(document: OpenAPIObject): OpenAPIObject {
  const shared: Record<string, object> = {};
  for (const { operation, method, path } of operationsOf(document)) describe(operation, method, path, shared);
  document.components = { ...document.components, responses: shared as Responses as never };
  return document;
}

function describe(operation: Operation, method: Method, path: string, shared: Record<string, object>): void {
  const holder = operation as unknown as Record<string, DocumentedPolicy | undefined>;
  const policy = holder[POLICY_EXTENSION];
  Reflect.deleteProperty(holder, POLICY_EXTENSION);
  if (policy?.scope === null) operation.security = [];
  else if (typeof policy?.scope === 'string')
    operation.description = [operation.description, `Needs a key with the scope \`${policy.scope}\`.`]
      .filter(Boolean)
      .join('\n\n');
  const errors = statuses(operation, method, path, policy).map((status): [string, Responses[string]] => {
    const variant = variantOf(status, policy);
    shared[variant.name] ??= errorResponse(status, variant);
    return [String(status), { $ref: `#/components/responses/${variant.name}` }];
  });
  operation.responses = { ...Object.fromEntries(errors), ...operation.responses };
}

interface Variant {
  /** Name of the shared response. */
  readonly name: string;
  readonly text: string;
  readonly code: ErrorCode;
  readonly format: ErrorFormat;
}

/** The service's own form. */
const BODY: ErrorFormat = { name: 'Error', dto: ErrorBodyDto, render: (body) => body, example: (body) => body };

function variantOf(status: number, policy: DocumentedPolicy | undefined): Variant {
  const { text, code } = MEANINGS[status] ?? { text: 'An error.', code: 'INTERNAL_ERROR' };
  const format = policy?.errorFormat ?? BODY;
  const name = `${format.name}${status}`;
  if (status === 403 && policy?.isForbiddenWithoutKey === true)
    return { name: `${name}OrNoKey`, text: FORBIDDEN_TEXT, code: 'UNAUTHORIZED', format };
  if (status === 400 && policy?.validationStatus === 400)
    return { name: `${name}OrFault`, text: FAULTY_TEXT, code: 'VALIDATION_ERROR', format };
  return { name, text, code, format };
}

/** An error in each media type that a client may ask for, with an example. */
function errorResponse(status: number, { text, code, format }: Variant): object {
  const body = exampleOf(code);
  const json = { schema: { $ref: getSchemaPath(format.dto) }, example: format.example(body) };
  const problem = { schema: { $ref: getSchemaPath(ProblemBodyDto) }, example: problemBody(body, status) };
  return { description: text, content: { 'application/json': json, [PROBLEM]: problem } };
}

function exampleOf(code: ErrorCode): ErrorBody {
  const { message } = new AppError(code);
  const fault = { field: 'items', message: 'Field required', invalid_value: null, error_type: 'missing' };
  return {
    error_code: code,
    message,
    details: {},
    ...(code === 'VALIDATION_ERROR' ? { validation_errors: [fault] } : {}),
    trace_id: '5f2c7a0d9b1e4f6a8c3d2e1f0a9b8c7d',
    timestamp: '2026-01-01T00:00:00.000Z',
  };
}

const takesHeader = ({ parameters = [] }: Operation, name: string): boolean =>
  parameters.some((one) => 'name' in one && one.name === name);

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
    ...(policy?.takesCredential === true ? [401, 403, 429] : []),
    ...(isPublic ? [] : policy?.isForbiddenWithoutKey === true ? [403, 429] : [401, 403, 429]),
    // A body may name a resource as well as the path.
    ...(path.includes('{') || hasBody || policy?.namesResources === true ? [404] : []),
    ...(method === 'get' ? [] : [409]),
    ...(hasInput ? [422] : []),
    500,
    // Submissions may name a webhook, which is signed.
    ...(policy?.needsSecretKey === true || takesHeader(operation, 'Idempotency-Key') ? [501] : []),
    503,
    ...(policy?.asksOthers === true ? [502, 504] : []),
  ];
}
