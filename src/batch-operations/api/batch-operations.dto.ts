import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { TransactionalExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { BATCH_STATUSES, type BatchStatus } from '../../batch/model/status/batch-status.js';
import { QueryInteger } from '../../platform/http/query-values.js';
import { OPERATION_TYPES, type OperationType } from '../../marketplace/rules/operation-type.js';
import { Fraction } from '../../platform/http/fraction.js';
import { IsStoredErrorCode, IsErrorType } from '../../platform/http/error-body.dto.js';

/** One operation of a batch. */
export class OperationDto {
  /** Type of this operation; required in a `custom` batch, otherwise omitted. */
  operation_type?: string;

  /**
   * `PATCH` for updates, `DELETE` for `bulk_delete`; that is also the default.
   * @example "PATCH"
   */
  method?: string;

  /**
   * Id of the order, professional, service or user.
   * @example 123
   */
  resource_id!: number;

  /**
   * The fields to change; for `bulk_delete` only `resource` (orders, services or professionals). Which role may
   * change which field is in `docs/reference/rights.md`.
   * @example { "status": "completed" }
   */
  data!: Record<string, unknown>;

  /**
   * The caller's own name for the operation, at most 200 characters; returned in its result.
   * @example "row 2"
   */
  ref?: string;

  /**
   * The caller's own data; returned unchanged and not interpreted.
   * @example { "sheet": "friday" }
   */
  metadata?: Record<string, unknown>;
}

/** The batch without its operations, which are validated one by one. */
export class OperationEnvelopeDto extends TransactionalExtrasDto {
  /**
   * Type of all operations of the batch; in a `custom` batch each operation has its own.
   * @example "order_update"
   */
  @IsIn(OPERATION_TYPES)
  operation_type!: OperationType;
}

/** A batch of operations, applied in order. */
export class OperationBatchDto extends OperationEnvelopeDto {
  /** 1 to 50 operations. */
  operations!: OperationDto[];
}

/** Why an operation failed. */
export class OperationErrorDto {
  /**
   * Error code.
   * @example "VALIDATION_ERROR"
   */
  @IsStoredErrorCode()
  code!: string;

  /**
   * What is wrong, for a person.
   * @example "data.status: invalid_transition: an order that is cancelled can go nowhere."
   */
  message!: string;

  /**
   * Class of the error.
   * @example "ValueError"
   */
  @IsErrorType()
  type!: string;
}

/** Result of one operation. */
export class OperationResultDto {
  /** Zero-based position in the request. */
  index!: number;

  /**
   * HTTP status of the operation.
   * @example 200
   */
  status!: number;

  /**
   * Whether the operation took effect.
   * @example true
   */
  success!: boolean;

  /**
   * The resource after the operation; only on success.
   * @example { "id": 123, "status": "completed", "notes": "", "price": "149.90", "version": 4 }
   */
  data?: Readonly<Record<string, unknown>>;

  /** Why the operation failed; only on failure. */
  error?: OperationErrorDto;

  /** The operation's `ref`. */
  ref?: string;

  /** The operation's `metadata`. */
  metadata?: Readonly<Record<string, unknown>>;
}

/** Number of operations by outcome. */
export class OperationSummaryDto {
  /** Operations that succeeded. */
  completed!: number;

  /** Operations that failed. */
  failed!: number;

  /**
   * Percentage of operations that succeeded, of those that ended.
   * @example 66.67
   */
  @Fraction()
  success_rate!: number;

  /**
   * Percentage of operations that ended.
   * @example 100
   */
  @Fraction()
  progress!: number;
}

/** Result of a batch of operations. */
export class OperationBatchResultDto {
  /**
   * Number of the batch; null in a dry run.
   * @example 1
   */
  batch_id!: number | null;

  /**
   * Operations submitted.
   * @example 1
   */
  total_operations!: number;

  /** One result per operation, in the order of the request. */
  results!: OperationResultDto[];

  /** Counters of the batch. */
  summary!: OperationSummaryDto;

  /**
   * Label in the language of `Accept-Language` (pt-BR, en, ru).
   * @example "Concluído"
   */
  status!: string;

  /** When the batch was submitted. */
  created_at!: string;

  /** When it ended; null before. */
  completed_at!: string | null;
}

/** A batch in the history. */
export class OperationHistoryRowDto {
  /**
   * Id of the batch.
   * @example 1
   */
  batch_id!: number;

  /**
   * Label in the language of `Accept-Language`.
   * @example "Atualização de Pedidos"
   */
  operation_type!: string;

  /**
   * Label in the language of `Accept-Language`.
   * @example "Concluído"
   */
  status!: string;

  /** Operations submitted. */
  total_operations!: number;

  /** Operations that succeeded. */
  completed_operations!: number;

  /** Operations that failed. */
  failed_operations!: number;

  /** Share of the operations that have ended, in per cent. */
  @Fraction()
  progress!: number;

  /** Share of successes among those that ended, in per cent. */
  @Fraction()
  success_rate!: number;

  /**
   * Seconds in processing; the time so far while the batch runs, null before it starts.
   * @example 0.15
   */
  @Fraction()
  duration_seconds!: number | null;

  /** Status as a code that does not depend on the language. */
  status_code!: BatchStatus;

  /** Type of the operations, for programs. */
  operation_type_code!: OperationType;
}

/** A batch in the history, with its timestamps. */
export class OperationHistoryEntryDto extends OperationHistoryRowDto {
  /** When the batch was submitted. */
  created_at!: string;

  /** When it ended; null before. */
  completed_at!: string | null;
}

/** Status and results of a batch. */
export class OperationBatchStatusDto extends OperationHistoryRowDto {
  /**
   * Resources after the successful operations, by index.
   * @example { "0": { "id": 123, "status": "completed", "notes": "", "price": "149.90", "version": 4 } }
   */
  result_data!: Record<string, unknown>;

  /**
   * Errors of the failed operations, by index.
   * @example { "2": { "code": "NOT_FOUND", "message": "There is no order 999.", "type": "NotFoundError" } }
   */
  error_details!: Record<string, OperationErrorDto>;
}

/** A page of the caller's batches, newest first. */
export class OperationHistoryDto {
  /** Number of all batches that match. */
  count!: number;

  /** Size of the page. */
  limit!: number;

  /** Batches before the page. */
  offset!: number;

  /** The batches of the page. */
  results!: OperationHistoryEntryDto[];
}

/** Which batches of the history are listed. */
export class OperationHistoryQueryDto {
  /** Batches per page; values above 100 are treated as 100. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  limit: number = 20;

  /** Number of batches to skip. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  offset: number = 0;

  /** Only batches with this status. */
  @Optional()
  @IsIn(BATCH_STATUSES)
  status?: BatchStatus;

  /** Only batches of this type. */
  @Optional()
  @IsIn(OPERATION_TYPES)
  operation_type?: OperationType;
}

/** Which batches are counted. */
export class OperationStatsQueryDto {
  /** Batches created within this many days. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(365)
  days: number = 30;
}

/** Statistics of the caller's batches. */
export class OperationStatsDto {
  /** Number of days covered. */
  days!: number;

  /** Batches submitted. */
  total_batches!: number;

  /** Batches by status; every status is listed. */
  batches_by_status!: Record<string, number>;

  /** Batches by operation type; every type is listed. */
  batches_by_operation_type!: Record<string, number>;

  /** Operations in them. */
  total_operations!: number;

  /** Operations that succeeded. */
  completed_operations!: number;

  /** Operations that failed. */
  failed_operations!: number;

  /** Percentage of operations that succeeded, of those that ended. */
  @Fraction()
  success_rate!: number;

  /** Average seconds in processing of ended batches; null when there are none. */
  @Fraction()
  average_duration_seconds!: number | null;

  /** When the last batch was submitted; null when there was none. */
  last_batch_at!: string | null;
}
