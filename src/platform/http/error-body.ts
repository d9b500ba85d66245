import type { AppError, ErrorCode, ValidationFault } from '../errors/app-error.js';
import { definedOnly } from '../objects/defined-only.js';

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
    ...definedOnly({ validation_errors: error.validationErrors }),
    trace_id: traceId,
    timestamp: new Date().toISOString(),
  };
}
