import { BatchwrightError } from './errors.js';
import { type operations, ROUTES } from './schema.js';
import type { Body, Call } from './transport.js';

/** The name of an operation of the OpenAPI document. */
export type OperationId = keyof operations & keyof typeof ROUTES;

type Parameters<Id extends OperationId> = operations[Id]['parameters'];
type Content<T> = T extends { content: { 'application/json': infer Json } }
  ? Json
  : T extends { content?: never }
    ? undefined
    : never;

/** The parameters of the query of an operation. */
export type Query<Id extends OperationId> = Exclude<Parameters<Id>['query'], undefined>;
/** The parameters of the path of an operation. */
export type Path<Id extends OperationId> = Exclude<Parameters<Id>['path'], undefined>;
/** The JSON body of an operation. */
export type JsonBody<Id extends OperationId> = operations[Id] extends { requestBody?: infer Body }
  ? Content<Exclude<Body, undefined>>
  : never;
/** What an operation answers when it succeeds. */
export type Answer<Id extends OperationId> = {
  [Status in keyof operations[Id]['responses']]: Content<operations[Id]['responses'][Status]>;
}[keyof operations[Id]['responses']];

/** What a call may be given besides its input. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** Sent besides the client's own headers. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Instead of the client's own, for this call, in milliseconds. */
  readonly timeoutMs?: number | undefined;
}

/** The input of one request. */
export interface Request<Id extends OperationId> extends CallOptions {
  readonly path?: Readonly<Path<Id>> | undefined;
  readonly query?: Readonly<Query<Id>> | undefined;
  readonly json?: JsonBody<Id> | undefined;
  /** Instead of `json`. */
  readonly body?: Body | undefined;
  /** Whether it may be repeated though an earlier try may have been carried out; GET, PATCH and DELETE may. */
  readonly isRepeatable?: boolean | undefined;
  /** Whether `body` can be sent again; one can unless told. */
  readonly isRewindable?: boolean | undefined;
}

/** A part of a path. Throws for one that would name another resource or none. */
function partOf(id: string, name: string, value: unknown): string {
  const text = value === undefined || value === null ? '' : String(value);
  // Browsers and servers take these for steps in the path, encoded or not.
  if (text === '' || text === '.' || text === '..')
    throw new BatchwrightError(`${id} needs ${name} in its path, not ${JSON.stringify(text)}.`);
  return encodeURIComponent(text);
}

/** The request of an operation. */
export function toCall<Id extends OperationId>(id: Id, request: Request<Id>): Call {
  const [method = 'GET', template = ''] = ROUTES[id].split(' ');
  const values = (request.path ?? {}) as Readonly<Record<string, unknown>>;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => partOf(id, name, values[name]));
  return {
    method,
    path,
    query: request.query,
    headers: { ...(request.json === undefined ? {} : { 'Content-Type': 'application/json' }), ...request.headers },
    body: request.json === undefined ? request.body : JSON.stringify(request.json),
    isRepeatable: request.isRepeatable ?? method !== 'POST',
    ...(request.isRewindable === undefined ? {} : { isRewindable: request.isRewindable }),
    signal: request.signal,
    timeoutMs: request.timeoutMs,
  };
}
