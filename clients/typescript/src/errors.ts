import type { components } from './schema.js';

/** The code of an error; a service with kinds from outside has further ones. */
export type ErrorCode = components['schemas']['ErrorCode'] | (string & Record<never, never>);

/** A fault of one field of the input. */
export type ValidationFault = components['schemas']['ValidationFault'];

/** What every error of this package is. */
export class BatchwrightError extends Error {
  override readonly name: string = 'BatchwrightError';
}

/** What an error response said. */
export interface ApiFault {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly validationErrors: readonly ValidationFault[];
  readonly traceId: string | undefined;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;
}

/** What is wrong with the first field, and how many others there are. */
function firstFault(faults: readonly ValidationFault[]): string {
  const [first] = faults;
  if (first === undefined) return '';
  const others = faults.length === 1 ? '' : ` (and ${faults.length - 1} more)`;
  return `: ${first.field}: ${first.message}${others}`;
}

/** The service refused a request or failed at it; `code` says why. */
export class ApiError extends BatchwrightError {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: ErrorCode;
  /** The service's own sentence; `message` has the first fault of the input besides. */
  readonly summary: string;
  readonly details: Readonly<Record<string, unknown>>;
  /** Every fault of the input, when the code is about the input. */
  readonly validationErrors: readonly ValidationFault[];
  /** Identifies the request in the log of the service. */
  readonly traceId: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(fault: ApiFault) {
    super(fault.message + firstFault(fault.validationErrors));
    this.status = fault.status;
    this.code = fault.code;
    this.summary = fault.message;
    this.details = fault.details;
    this.validationErrors = fault.validationErrors;
    this.traceId = fault.traceId;
    this.retryAfterMs = fault.retryAfterMs;
  }
}

/** The service could not be reached, or the connection ended before the answer did. */
export class ConnectionError extends BatchwrightError {
  override readonly name = 'ConnectionError';
}

/** The service took longer than `timeoutMs` to answer. */
export class TimeoutError extends BatchwrightError {
  override readonly name = 'TimeoutError';
}

/** The batch that was waited for was deleted. */
export class BatchDeletedError extends BatchwrightError {
  override readonly name = 'BatchDeletedError';
}

/** Whether an error is an answer of the service with one of these codes. */
export function hasCode<C extends ErrorCode>(error: unknown, ...codes: readonly C[]): error is ApiError & { code: C } {
  return error instanceof ApiError && codes.some((code) => code === error.code);
}

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The error of a response: from its body, in the service's own shape or in the envelope of the company routes. */
export async function errorOf(response: Response): Promise<ApiError> {
  const text = await response.text().catch(() => '');
  const body = bodyOf(text);
  const { error_code: code, message, details, validation_errors: faults, trace_id: traceId } = body;
  return new ApiError({
    status: response.status,
    code: typeof code === 'string' ? code : codeOf(response.status),
    message: typeof message === 'string' ? message : `The server answered ${response.status} ${response.statusText}`,
    details: isFields(details) ? details : {},
    validationErrors: Array.isArray(faults) ? (faults as readonly ValidationFault[]) : [],
    traceId: typeof traceId === 'string' ? traceId : (response.headers.get('x-trace-id') ?? undefined),
    retryAfterMs: readRetryAfter(response.headers.get('retry-after')),
  });
}

function bodyOf(text: string): Fields {
  try {
    const body: unknown = JSON.parse(text);
    if (!isFields(body)) return {};
    const { error, metadata } = body;
    if (!isFields(error)) return body;
    return { error_code: error['code'], ...(isFields(metadata) ? metadata : {}), ...error };
  } catch {
    return {};
  }
}

/** The code of an answer without one: it comes from something between the client and the service. */
function codeOf(status: number): ErrorCode {
  if (status === 429) return 'RATE_LIMITED';
  if (status === 401) return 'UNAUTHORIZED';
  return status >= 500 ? 'GATEWAY_ERROR' : 'HTTP_ERROR';
}

/** Retry-After as milliseconds: it holds seconds or a date. */
export function readRetryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
