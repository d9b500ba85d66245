import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { TransactionalExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { BATCH_STATUSES, type BatchStatus } from '../../batch/model/batch-status.js';
import { QueryInteger } from '../../platform/http/query-values.js';
import { OPERATION_TYPES, type OperationType } from '../rules/operation-type.js';

/** One operation of a batch. */
export class OperationDto {
  /** Only in a `custom` batch, and required there: what this operation is. */
  operation_type?: string;

  /**
   * PATCH for updates, DELETE for `bulk_delete`; that is also what is meant when it is left out.
   * @example "PATCH"
   */
  method?: string;

  /**
   * Id of the order, professional, service or user.
   * @example 123
   */
  resource_id!: number;

  /**
   * The fields to change; for `bulk_delete` only `resource` (orders, services, professionals). Which fields a role may change
   * is in the README's table.
   * @example { "status": "completed" }
   */
  data!: Record<string, unknown>;

  /**
   * The caller's own name for the operation, at most 200 characters; echoed in its result.
   * @example "row 2"
   */
  ref?: string;

  /**
   * The caller's own data; echoed and never read.
   * @example { "sheet": "friday" }
   */
  metadata?: Record<string, unknown>;
}

/** The batch without its operations, which are judged one by one. */
export class OperationEnvelopeDto extends TransactionalExtrasDto {
  /**
   * What every operation of the batch is; `custom`: each carries its own.
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

/** What happened to one operation. */
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
   * The resource as it is now; only on success.
   * @example { "id": 123, "status": "completed", "notes": "", "price": "149.90", "version": 4 }
   */
  data?: Readonly<Record<string, unknown>>;

  /** Only on failure. */
  error?: OperationErrorDto;

  /** The operation's `ref`, when it had one. */
  ref?: string;

  /** The operation's `metadata`, when it had some. */
  metadata?: Readonly<Record<string, unknown>>;
}

/** How many operations ended how. */
export class OperationSummaryDto {
  /** Operations that succeeded. */
  completed!: number;

  failed!: number;

  /**
   * Successes of all that ended, in per cent.
   * @example 66.67
   */
  success_rate!: number;

  /**
   * Ended operations of all, in per cent.
   * @example 100
   */
  progress!: number;
}

/** What happened to a batch of operations. */
export class OperationBatchResultDto {
  /**
   * The batch's number; null in a dry run.
   * @example 1
   */
  batch_id!: number | null;

  /** @example 1 */
  total_operations!: number;

  /** One per operation, in the order of the request. */
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
   * Seconds of processing; null before the start, the time so far while it runs.
   * @example 0.15
   */
  duration_seconds!: number | null;

  /** The status in the words of the API. */
  status_code!: BatchStatus;

  operation_type_code!: OperationType;
}

/** A batch in the history, with its times. */
export class OperationHistoryEntryDto extends OperationHistoryRowDto {
  created_at!: string;

  completed_at!: string | null;
}

/** State and results of a batch. */
export class OperationBatchStatusDto extends OperationHistoryRowDto {
  /**
   * What the successful operations left, by their index.
   * @example { "0": { "id": 123, "status": "completed", "notes": "", "price": "149.90", "version": 4 } }
   */
  result_data!: Record<string, unknown>;

  /**
   * Why the failed operations failed, by their index.
   * @example { "2": { "code": "NOT_FOUND", "message": "There is no order 999.", "type": "NotFoundError" } }
   */
  error_details!: Record<string, OperationErrorDto>;
}

/** A page of the caller's batches, newest first. */
export class OperationHistoryDto {
  /** All batches that match. */
  count!: number;

  limit!: number;

  offset!: number;

  results!: OperationHistoryEntryDto[];
}

/** Which batches of the history to list. */
export class OperationHistoryQueryDto {
  /** Batches a page; more than 100 is taken as 100. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  limit: number = 20;

  /** Batches to skip. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  offset: number = 0;

  /** Only batches of this status. */
  @Optional()
  @IsIn(BATCH_STATUSES)
  status?: BatchStatus;

  /** Only batches of this type. */
  @Optional()
  @IsIn(OPERATION_TYPES)
  operation_type?: OperationType;
}

/** Which batches to count. */
export class OperationStatsQueryDto {
  /** Batches created within this many days. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(365)
  days: number = 30;
}

/** The caller's batches in numbers. */
export class OperationStatsDto {
  /** The days that were looked at. */
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

  /** Successful operations of those that ended, in per cent. */
  success_rate!: number;

  /** Mean seconds of processing of ended batches; null without any. */
  average_duration_seconds!: number | null;

  last_batch_at!: string | null;
}
