import type { AppError, ErrorCode, ValidationFault } from '../errors/app-error.js';

/** The body of every error response. */
export interface ErrorBody {
  readonly error_code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly validation_errors?: readonly ValidationFault[];
  readonly trace_id: string;
  readonly timestamp: string;
}

export function errorBody(error: AppError, traceId: string): ErrorBody {
  return {
    error_code: error.code,
    message: error.message,
    details: error.details,
    ...(error.validationErrors === undefined ? {} : { validation_errors: error.validationErrors }),
    trace_id: traceId,
    timestamp: new Date().toISOString(),
  };
}
