import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { ERRORS, type ErrorCode } from '../../platform/errors/app-error.js';
import { MAX_BATCH_ITEMS } from '../model/item.js';
import { PRIORITIES, type Priority } from '../model/batch-status.js';
import { BatchViewDto } from '../read/batch-view.dto.js';

const ERROR_CODES = Object.keys(ERRORS);

/** What can be changed while a batch is open. */
export class BatchPatchDto {
  /** Takes effect at the next claim. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /**
   * Items that run at once, over all processes; at most what the kind allows.
   * @example 10
   */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  max_concurrent?: number;
}

const RETRYABLE = ['failed', 'cancelled', 'succeeded'] as const;

/** Which ended items run again; with nothing given the failed and the cancelled ones. */
export class RetryDto {
  /** @example ["failed"] */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @IsIn(RETRYABLE, { each: true })
  statuses?: (typeof RETRYABLE)[number][];

  /**
   * Error codes.
   * @example ["TIMEOUT"]
   */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsIn(ERROR_CODES, { each: true })
  codes?: ErrorCode[];

  /**
   * Zero-based positions of items.
   * @example [0, 7]
   */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10_000)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(MAX_BATCH_ITEMS - 1, { each: true })
  indexes?: number[];

  /**
   * Corrected inputs by index; these items run again with them.
   * @example { "7": { "url": "https://example.com" } }
   */
  @Optional()
  @IsObject()
  inputs?: Record<string, Record<string, unknown>> | null;
}

/** What a retry did. */
export class RetryResultDto {
  /**
   * Items that wait again.
   * @example 2
   */
  retried!: number;

  batch!: BatchViewDto;
}
