import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { ERROR_CODES, type ErrorCode } from '../../platform/errors/app-error.js';
import { MAX_APPENDED_ITEMS } from '../model/items/item.js';
import { PRIORITIES, type Priority } from '../model/status/batch-status.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import { MendedDto } from './import.dto.js';

/** Changes to a batch that has not ended. */
export class BatchPatchDto {
  /** Takes effect when a worker next chooses a batch to run. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /**
   * Most items that run at once, over all processes: 1 to the maximum of the kind.
   * @example 10
   */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  max_concurrent?: number;
}

const RETRYABLE = ['failed', 'cancelled', 'succeeded'] as const;

/** Selects the ended items that run again. Without any field: the failed and the cancelled ones. */
export class RetryDto {
  /**
   * States of the items; without it failed and cancelled items, or those of any state if `indexes` or `inputs` are
   * given.
   * @example ["failed"]
   */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(RETRYABLE, { each: true })
  statuses?: (typeof RETRYABLE)[number][];

  /**
   * Only items with one of these error codes, at most 50.
   * @example ["TIMEOUT"]
   */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsIn(ERROR_CODES, { each: true })
  codes?: ErrorCode[];

  /**
   * Only items at these zero-based positions, at most 10,000.
   * @example [0, 7]
   */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(MAX_APPENDED_ITEMS - 1, { each: true })
  indexes?: number[];

  /**
   * Corrected inputs by index; these items are selected too and run again with them.
   * @example { "7": { "url": "https://example.com" } }
   */
  @Optional()
  @IsObject()
  inputs?: Record<string, Record<string, unknown>> | null;
}

/** The result of a retry. */
export class RetryResultDto {
  /**
   * Number of items that were set back to pending.
   * @example 2
   */
  retried!: number;

  /** The batch after that. */
  batch!: BatchViewDto;

  /** What became of the rows of the file; only with a file. */
  import?: MendedDto;
}
