import { FeatureError } from './feature-error.js';

/**
 * The only error class of the service and the table of its codes.
 *
 * Services and handlers throw `AppError` with a code of this table, never HTTP exceptions. The filter renders whole
 * responses, the public APIs render item errors; both read status, class and type from here. `docs/reference/errors.md`
 * and OpenAPI are made of this table.
 */

/** Whether a retry can help: `transient` and `throttled` are retried, `permanent` and `cancelled` are not. */
type ErrorClass = 'permanent' | 'transient' | 'throttled' | 'cancelled';

export interface ErrorSpec {
  /** HTTP status when the error answers a whole request, and the per-item status where results show one. */
  readonly status: number;
  readonly class: ErrorClass;
  /** Exception name shown in `error.type`. */
  readonly type: string;
  /** What it means and what to do, for `docs/reference/errors.md` and OpenAPI. */
  readonly meaning: string;
}

export const permanent = (status: number, type: string, meaning: string): ErrorSpec => ({
  status,
  class: 'permanent',
  type,
  meaning,
});
export const transient = (status: number, type: string, meaning: string): ErrorSpec => ({
  status,
  class: 'transient',
  type,
  meaning,
});
export const throttled = (status: number, type: string, meaning: string): ErrorSpec => ({
  status,
  class: 'throttled',
  type,
  meaning,
});

/** The codes of the service itself; those of a feature stand in its own folder. */
const OWN_ERRORS = {
  // The request as a whole
  MALFORMED_JSON: permanent(400, 'ValueError', 'The body is not valid JSON in UTF-8.'),
  MALFORMED_REQUEST: permanent(
    400,
    'ValueError',
    'The request is not valid HTTP, its path is not, or it ended too early.',
  ),
  AMBIGUOUS_CREDENTIALS: permanent(
    400,
    'ValueError',
    'Two API keys, or two sessions, came with one request; send one.',
  ),
  INVALID_IDEMPOTENCY_KEY: permanent(
    400,
    'ValueError',
    'Idempotency-Key must be 1 to 255 characters of A-Z a-z 0-9 . _ : -.',
  ),
  INVALID_LAST_EVENT_ID: permanent(400, 'ValueError', 'Last-Event-ID must be a non-negative integer.'),
  BATCH_TOO_LARGE: permanent(400, 'ValueError', 'The batch has more items than the route takes.'),
  UNAUTHORIZED: permanent(401, 'PermissionError', 'The API key is missing, unknown, expired or revoked.'),
  FORBIDDEN: permanent(403, 'PermissionError', 'The API key lacks the scope that the route needs.'),
  CROSS_ORIGIN_REFUSED: permanent(
    403,
    'PermissionError',
    'A page of another origin sent the request; sessions work from pages of the service only.',
  ),
  NOT_FOUND: permanent(404, 'NotFoundError', 'No such resource, or it belongs to another owner.'),
  METHOD_NOT_ALLOWED: permanent(405, 'ValueError', 'The method is not supported here; see the Allow header.'),
  NOT_ACCEPTABLE: permanent(406, 'ValueError', 'None of the accepted media types can be produced.'),
  REQUEST_TIMEOUT: permanent(408, 'TimeoutError', 'The request did not arrive in time.'),
  CONFLICT: permanent(409, 'ConflictError', 'Other rows refer to this one, or its state forbids the change.'),
  BATCH_NOT_COMPLETED: permanent(
    409,
    'ConflictError',
    'The batch has not ended yet; poll its status or ask for partial results.',
  ),
  BATCH_NOT_TERMINAL: permanent(
    409,
    'ConflictError',
    'Only a batch that has ended, or that is not sealed yet, can be deleted.',
  ),
  BATCH_NOT_CANCELLABLE: permanent(409, 'ConflictError', 'The batch has already ended.'),
  BATCH_TERMINAL: permanent(409, 'ConflictError', 'The batch has already ended and can no longer be changed.'),
  BATCH_SEALED: permanent(409, 'ConflictError', 'The batch has all its items: it was sealed, or was never open.'),
  PART_CONFLICT: permanent(409, 'ConflictError', 'The part with this number is stored already and had another body.'),
  SEAL_COUNT_MISMATCH: permanent(
    409,
    'ConflictError',
    'The batch has another number of items than expected; list its parts, send what is missing, and seal it then.',
  ),
  BATCH_NOT_RETRYABLE: permanent(409, 'ConflictError', 'Nothing in the batch can be tried again now.'),
  ATOMIC_BATCH_FAILED: permanent(409, 'ConflictError', 'An item of an atomic batch failed, so nothing was written.'),
  IDEMPOTENCY_IN_PROGRESS: permanent(
    409,
    'ConflictError',
    'The first request with this Idempotency-Key is still running; try again shortly.',
  ),
  PAYLOAD_TOO_LARGE: permanent(413, 'ValueError', 'The body is larger than the route takes.'),
  URI_TOO_LONG: permanent(414, 'ValueError', 'The request target is longer than 8 KiB.'),
  UNSUPPORTED_MEDIA_TYPE: permanent(
    415,
    'ValueError',
    'The route does not take a body of this media type. It takes JSON in UTF-8, or what its documentation lists, uncompressed.',
  ),
  VALIDATION_ERROR: permanent(422, 'ValueError', 'A field is missing or invalid; validation_errors lists each.'),
  FILE_REJECTED: permanent(422, 'ValueError', 'The file cannot be read; details.reason says why, and where.'),
  IDEMPOTENCY_KEY_REUSED: permanent(422, 'ValueError', 'The Idempotency-Key was used before with another body.'),
  RATE_LIMITED: throttled(429, 'RateLimitError', 'Too many requests; wait as long as Retry-After says.'),
  TOO_MANY_ACTIVE_BATCHES: throttled(429, 'RateLimitError', 'The caller has too many batches that have not ended.'),
  HEADERS_TOO_LARGE: permanent(431, 'ValueError', 'The request headers are larger than 16 KiB.'),
  INTERNAL_ERROR: permanent(500, 'InternalError', 'An internal error occurred; the trace_id identifies it in the log.'),
  NOT_CONFIGURED: permanent(501, 'NotConfiguredError', 'The service lacks a setting that this needs.'),
  DATABASE_UNAVAILABLE: transient(503, 'ServiceUnavailableError', 'The database cannot be reached; try again shortly.'),
  STORAGE_UNAVAILABLE: transient(
    503,
    'ServiceUnavailableError',
    'The embedded database has no storage left or stopped responding.',
  ),
  QUEUE_FULL: transient(503, 'ServiceUnavailableError', 'Too many items are waiting; try again later.'),
  OVERLOADED: transient(503, 'ServiceUnavailableError', 'The service is overloaded; try again shortly.'),
  SHUTTING_DOWN: transient(503, 'ServiceUnavailableError', 'The process is shutting down; retry with another one.'),

  // One item of a batch
  INVALID_ROW: permanent(422, 'ValueError', 'The row of the file is not a valid item; a retry needs a corrected one.'),
  PERMISSION_DENIED: permanent(403, 'PermissionError', 'The actor may not do this to this resource or field.'),
  ROLLED_BACK: permanent(424, 'RolledBackError', 'The item itself was valid; the atomic batch it belongs to failed.'),
  CONFLICT_RETRY_EXHAUSTED: transient(
    409,
    'ConflictError',
    'The rows stayed locked by other transactions through every retry.',
  ),
  CANCELLED: {
    status: 499,
    class: 'cancelled',
    type: 'CancelledError',
    meaning: 'The batch was cancelled before the item ended.',
  },
  TIMEOUT: transient(504, 'TimeoutError', 'The item took longer than its time limit.'),
  SAVE_FAILED: permanent(500, 'InternalError', 'The result of the item could not be stored.'),
  WORKER_CRASHED: permanent(500, 'InternalError', 'Processing the item crashed its worker process three times.'),
  BATCH_DEADLINE: permanent(
    504,
    'TimeoutError',
    'The atomic batch could not be done in one transaction; nothing was written.',
  ),

  // Outgoing requests
  TARGET_NOT_ALLOWED: permanent(
    422,
    'ValueError',
    'The target is not on the public internet or its port is not allowed.',
  ),
  DNS_FAILURE: transient(502, 'NetworkError', 'The host name could not be resolved.'),
  CONNECT_FAILED: transient(502, 'NetworkError', 'No connection to the target could be made.'),
  CONNECT_TIMEOUT: transient(504, 'TimeoutError', 'The target did not accept a connection in time.'),
  TLS_ERROR: permanent(502, 'NetworkError', 'The target has no valid TLS certificate for its name.'),
  HEADERS_TIMEOUT: transient(504, 'TimeoutError', 'The target did not send response headers in time.'),
  TOO_SLOW: transient(504, 'TimeoutError', 'The target sent its response too slowly.'),
  INCOMPLETE_BODY: transient(502, 'NetworkError', 'The target closed the connection before its response was complete.'),
  BODY_TOO_LARGE: permanent(502, 'ValueError', 'The response of the target is larger than the limit.'),
  DECODED_TOO_LARGE: permanent(502, 'ValueError', 'The decoded response is larger than the limit or expands too much.'),
  ENCODING_NOT_ALLOWED: permanent(
    502,
    'ValueError',
    'The target used a content coding that was not asked for, or more than one.',
  ),
  TOO_MANY_REDIRECTS: permanent(502, 'NetworkError', 'The target redirected too often or in a loop.'),
  REDIRECT_NOT_ALLOWED: permanent(
    502,
    'ValueError',
    'The target redirected from https to http or to something that is not a web address.',
  ),
  PROTOCOL_ERROR: permanent(502, 'NetworkError', 'The target did not answer in valid HTTP.'),
  HTTP_ERROR: permanent(
    502,
    'NetworkError',
    'The target answered with an error status. A page to analyse that may pass (408, 425, 429, 500 and more) is tried again.',
  ),
  FETCH_BLOCKED: permanent(403, 'FetchBlockedError', 'The site forbids automatic reading of the page.'),
  PARSE_TIMEOUT: transient(504, 'ParseError', 'The document took too long to read; under load a retry may be faster.'),
  PARSE_ERROR: permanent(422, 'ParseError', 'The document could not be read.'),

  // Providers
  PROVIDER_AUTH: permanent(502, 'ProviderAuthError', 'The provider refused the configured key.'),
  PROVIDER_UNAVAILABLE: transient(
    502,
    'ProviderUnavailableError',
    'The provider failed or returned an invalid response.',
  ),
  PROVIDER_RATE_LIMITED: throttled(429, 'RateLimitError', 'The quota of the provider is used up for now.'),
  PROVIDER_NOT_CONFIGURED: permanent(
    501,
    'ProviderNotConfiguredError',
    'The item needs a provider that is not configured.',
  ),
} as const satisfies Record<string, ErrorSpec>;

/** Codes that features declare: each adds its own to this interface by declaration merging, beside `declareErrors`. */
export interface FeatureErrors {
  readonly INTERNAL_ERROR: ErrorSpec;
}

export type ErrorCode = keyof typeof OWN_ERRORS | keyof FeatureErrors;

const table: Record<string, ErrorSpec> = { ...OWN_ERRORS };
const codes: string[] = Object.keys(OWN_ERRORS);

/** Every code the service can return or record, with those of the loaded features. */
export const ERRORS = table as Readonly<Record<ErrorCode, ErrorSpec>>;

/**
 * The codes in the order of their declaration. The list grows while the process starts; validators hold this very list.
 */
export const ERROR_CODES: readonly string[] = codes;

/**
 * Declares the codes of a feature and returns them; again, it changes nothing. Throws `FeatureError` when a code is
 * taken.
 */
export function declareErrors<Codes extends Readonly<Record<string, ErrorSpec>>>(errors: Codes): Codes {
  for (const [code, spec] of Object.entries(errors)) {
    if (table[code] === spec) continue;
    if (code in table) throw new FeatureError(`The error code ${code} is declared twice; name one of them otherwise.`);
    table[code] = spec;
    codes.push(code);
  }
  return errors;
}

const UNDECLARED: ErrorSpec = {
  status: 500,
  class: 'permanent',
  type: 'Error',
  meaning: 'An error of a module that is not loaded.',
};

/** The entry of a recorded code; that of a module which is no longer loaded is unknown. */
export const specOf = (code: string): ErrorSpec => table[code] ?? UNDECLARED;

/** One fault of the input, as listed in `validation_errors`. */
export interface ValidationFault {
  /** Path of the field, list positions as numbers: `items.0.id`. */
  readonly field: string;
  /** What is wrong, with the limit. */
  readonly message: string;
  /** The invalid value, cut at 200 characters; never a secret. */
  readonly invalid_value: unknown;
  /** Machine-readable kind of the fault: `missing`, `too_short`, `enum`… */
  readonly error_type: string;
}

export interface AppErrorOptions {
  readonly details?: Readonly<Record<string, unknown>>;
  readonly validationErrors?: readonly ValidationFault[];
  /** Seconds after which a retry makes sense; sent as `Retry-After`. */
  readonly retryAfter?: number;
  /** The work was not started (no slot, no quota): the item waits and the attempt is not counted. */
  readonly isUnbegun?: boolean;
  /** No retry, whatever the class of the code: the retries were made elsewhere. */
  readonly isFinal?: boolean;
  /** A retry may succeed, whatever the class of the code. */
  readonly isPassing?: boolean;
  readonly cause?: unknown;
}

/** An error with a code of the table. The message is shown to callers: no SQL, path, address or class name in it. */
export class AppError extends Error {
  readonly details: Readonly<Record<string, unknown>>;
  readonly validationErrors: readonly ValidationFault[] | undefined;
  readonly retryAfter: number | undefined;
  readonly isUnbegun: boolean;
  readonly isFinal: boolean;
  readonly isPassing: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string = specOf(code).meaning,
    options: AppErrorOptions = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.details = options.details ?? {};
    this.validationErrors = options.validationErrors;
    this.retryAfter = options.retryAfter;
    this.isUnbegun = options.isUnbegun === true;
    this.isFinal = options.isFinal === true;
    this.isPassing = options.isPassing === true;
  }

  get spec(): ErrorSpec {
    return specOf(this.code);
  }

  get status(): number {
    return this.spec.status;
  }
}

/** The error for invalid input with its faults. The status is that of the route, 422 unless it declares another. */
export const invalid = (faults: readonly ValidationFault[]): AppError =>
  new AppError('VALIDATION_ERROR', 'Request validation failed', { validationErrors: faults });

/** An item's recorded error, as stored in `batch_items.error`. */
export interface ItemError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * The recorded form of anything thrown: an `AppError` keeps its message, anything else becomes the constant
 * INTERNAL_ERROR.
 */
export function toItemError(error: unknown): ItemError {
  if (!(error instanceof AppError)) return { code: 'INTERNAL_ERROR', message: ERRORS.INTERNAL_ERROR.meaning };
  const details = Object.keys(error.details).length > 0 ? { details: error.details } : {};
  return { code: error.code, message: error.message, ...details };
}
