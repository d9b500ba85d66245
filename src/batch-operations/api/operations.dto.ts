import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { TransactionalExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { BATCH_STATUSES, type BatchStatus } from '../../batch/model/batch-status.js';
import { QueryInteger } from '../../platform/http/query-values.js';
import { OPERATION_TYPES, type OperationType } from '../../marketplace/rules/operation-type.js';

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
   * The fields to change; for `bulk_delete` only `resource` (orders, services or professionals). The README lists which
   * role may change which field.
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
  /** @example "VALIDATION_ERROR" */
  code!: string;

  /** @example "data.status: invalid_transition: an order that is cancelled can go nowhere." */
  message!: string;

  /** @example "ValueError" */
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

  /** @example true */
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

  failed!: number;

  /**
   * Percentage of operations that succeeded, of those that ended.
   * @example 66.67
   */
  success_rate!: number;

  /**
   * Percentage of operations that ended.
   * @example 100
   */
  progress!: number;
}

/** Result of a batch of operations. */
export class OperationBatchResultDto {
  /**
   * Number of the batch; null in a dry run.
   * @example 1
   */
  batch_id!: number | null;

  /** @example 1 */
  total_operations!: number;

  /** One result per operation, in the order of the request. */
  results!: OperationResultDto[];

  summary!: OperationSummaryDto;

  /**
   * Label in the language of `Accept-Language` (pt-BR, en, ru).
   * @example "Concluído"
   */
  status!: string;

  created_at!: string;

  completed_at!: string | null;
}

/** A batch in the history. */
export class OperationHistoryRowDto {
  /** @example 1 */
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

  total_operations!: number;

  /** Operations that succeeded. */
  completed_operations!: number;

  failed_operations!: number;

  progress!: number;

  success_rate!: number;

  /**
   * Seconds in processing; the time so far while the batch runs, null before it starts.
   * @example 0.15
   */
  duration_seconds!: number | null;

  /** Status as a code that does not depend on the language. */
  status_code!: BatchStatus;

  operation_type_code!: OperationType;
}

/** A batch in the history, with its timestamps. */
export class OperationHistoryEntryDto extends OperationHistoryRowDto {
  created_at!: string;

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

  limit!: number;

  offset!: number;

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

  total_batches!: number;

  /** Batches by status; every status is listed. */
  batches_by_status!: Record<string, number>;

  /** Batches by operation type; every type is listed. */
  batches_by_operation_type!: Record<string, number>;

  total_operations!: number;

  /** Operations that succeeded. */
  completed_operations!: number;

  failed_operations!: number;

  /** Percentage of operations that succeeded, of those that ended. */
  success_rate!: number;

  /** Average seconds in processing of ended batches; null when there are none. */
  average_duration_seconds!: number | null;

  last_batch_at!: string | null;
}
