import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import { ERROR_CODES, type ErrorCode } from '../../platform/errors/app-error.js';
import { Optional } from '../../platform/http/optional.js';
import { MOST_APPENDED_ITEMS } from '../model/items/item.js';

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
  @Max(MOST_APPENDED_ITEMS - 1, { each: true })
  indexes?: number[];

  /**
   * Corrected inputs by index; these items are selected too and run again with them.
   * @example { "7": { "url": "https://example.com" } }
   */
  @Optional()
  @IsObject()
  inputs?: Record<string, Record<string, unknown>> | null;
}
