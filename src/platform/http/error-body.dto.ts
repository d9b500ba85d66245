import { ApiProperty } from '@nestjs/swagger';
import { type ErrorCode, ERROR_CODES } from '../errors/app-error.js';

/** One fault of the input. */
export class ValidationFaultDto {
  /**
   * Path of the field, list positions as numbers.
   * @example "items.0.id"
   */
  field!: string;

  /** @example "Field required" */
  message!: string;

  /** The rejected value, of any type, cut at 200 characters. */
  invalid_value!: unknown;

  /** @example "missing" */
  error_type!: string;
}

/** The body of every error response. */
export class ErrorBodyDto {
  @ApiProperty({ enum: ERROR_CODES, description: 'Error code; the README explains every code.' })
  error_code!: ErrorCode;

  /** @example "Request validation failed" */
  message!: string;

  /** @example {} */
  details!: Record<string, unknown>;

  /** Every fault of the input; only with VALIDATION_ERROR and similar codes. */
  validation_errors?: ValidationFaultDto[];

  /**
   * Identifies the request in the log; also sent as header X-Trace-Id.
   * @example "5f2c7a0d9b1e4f6a8c3d2e1f0a9b8c7d"
   */
  trace_id!: string;

  /** @example "2026-01-01T00:00:00.000Z" */
  timestamp!: string;
}
