import { ApiProperty } from '@nestjs/swagger';
import type { ErrorCode } from '../errors/app-error.js';

/** A list of document-schemas.ts, which has the codes and classes of all loaded features. */
const listed = (name: string): { readonly $ref: string } => ({ $ref: `#/components/schemas/${name}` });

/** A field that holds an error code of the table. */
export const IsErrorCode = (): PropertyDecorator => ApiProperty({ allOf: [listed('ErrorCode')] });

/** A field that holds the code of a stored error: one of the table, or of a feature that is no longer loaded. */
export const IsStoredErrorCode = (): PropertyDecorator =>
  ApiProperty({ anyOf: [listed('ErrorCode'), { type: 'string' }] });

/** A field that holds the class of a stored error. */
export const IsErrorType = (): PropertyDecorator => ApiProperty({ anyOf: [listed('ErrorType'), { type: 'string' }] });

/** One fault of the input. */
export class ValidationFaultDto {
  /**
   * Path of the field, list positions as numbers.
   * @example "items.0.id"
   */
  field!: string;

  /**
   * What is wrong with it.
   * @example "Field required"
   */
  message!: string;

  /** The rejected value, of any type, cut at 200 characters. */
  invalid_value!: unknown;

  /**
   * Kind of the fault, for programs.
   * @example "missing"
   */
  error_type!: string;

  /** Line of a file, or row of its sheet, from 1; only for a file. */
  line?: number;

  /** Column of the file that the value comes from, null for none in particular; only for a file. */
  column?: string | null;
}

/** The body of every error response. */
export class ErrorBodyDto {
  /** Error code; docs/reference/errors.md explains every code. */
  @IsErrorCode()
  error_code!: ErrorCode;

  /**
   * What is wrong, for a person.
   * @example "Request validation failed"
   */
  message!: string;

  /**
   * Further facts, by the code.
   * @example {}
   */
  details!: Record<string, unknown>;

  /** Every fault of the input; only with VALIDATION_ERROR and similar codes. */
  validation_errors?: ValidationFaultDto[];

  /**
   * Identifies the request in the log; also sent as header X-Trace-Id.
   * @example "5f2c7a0d9b1e4f6a8c3d2e1f0a9b8c7d"
   */
  trace_id!: string;

  /**
   * When the error occurred.
   * @example "2026-01-01T00:00:00.000Z"
   */
  timestamp!: string;
}

/** The body of an error as problem details (RFC 9457), for clients that accept `application/problem+json`. */
export class ProblemBodyDto extends ErrorBodyDto {
  /**
   * Always `about:blank`; `error_code` identifies the problem.
   * @example "about:blank"
   */
  @ApiProperty({ enum: ['about:blank'] })
  type!: string;

  /** What the code means. */
  title!: string;

  /** The status of the response. */
  status!: number;

  /** The same as `message`. */
  detail!: string;
}
