import { ApiProperty } from '@nestjs/swagger';
import type { ErrorCode } from '../../platform/errors/app-error.js';
import { IsErrorCode, ValidationFaultDto } from '../../platform/http/error-body.dto.js';

/** What went wrong, inside the error envelope. */
export class EnvelopedErrorDto {
  /** Error code; docs/reference/errors.md explains every code. */
  @IsErrorCode()
  code!: ErrorCode;

  /** What is wrong, for a person. */
  message!: string;

  /** Further facts, by the code. */
  details!: Record<string, unknown>;

  /** Every fault of the input; only with VALIDATION_ERROR and similar codes. */
  validation_errors?: ValidationFaultDto[];
}

/** Where an enveloped error can be found in the log. */
export class ErrorTraceDto {
  /** The route and the end of the request's id, which the header X-Trace-Id has in full. */
  trace_id!: string;

  /** When the error occurred. */
  timestamp!: string;
}

/** An error on the routes whose answers have an envelope. */
export class ErrorEnvelopeDto {
  /** Always false. */
  @ApiProperty({ type: 'boolean', enum: [false] })
  success!: false;

  /** What went wrong. */
  error!: EnvelopedErrorDto;

  /** Where it can be found in the log. */
  metadata!: ErrorTraceDto;
}
