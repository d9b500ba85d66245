import { IsBoolean, IsIn, IsInt, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { IntersectionType } from '@nestjs/swagger';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import { KINDS } from '../model/kinds/declared-kinds.js';
import type { KindName } from '../model/kinds/kind.js';
import {
  BATCH_STATUSES,
  ITEM_STATUSES,
  PRIORITIES,
  type BatchStatus,
  type ItemStatus,
  type Priority,
} from '../model/status/batch-status.js';
import { PageQueryDto, CreatedRangeDto } from '../../platform/http/page-query.dto.js';
import { OwnerFilterDto } from '../../accounts/rights/owner-query.dto.js';

/** What batches are chosen by; all that is given must match. */
export class BatchFilterDto extends IntersectionType(CreatedRangeDto, OwnerFilterDto) {
  /** Only batches of this kind. */
  @Optional()
  @IsIn(KINDS)
  kind?: KindName;

  /** Only batches in this state. */
  @Optional()
  @IsIn(BATCH_STATUSES)
  status?: BatchStatus;

  /** Only batches of this priority. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /**
   * Text of 1 to 200 characters that the batch's name contains (ignoring case), or that the `ref` of one of its items
   * begins with (case-sensitive); refs are searched only in kinds whose items the key may read.
   * @example "Friday"
   */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q?: string;
}

/** Filters of the list of batches; all that are given must match. */
export class BatchListQueryDto extends IntersectionType(PageQueryDto, BatchFilterDto) {
  /** Whether to count all matching batches too, up to 10,000. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  total: boolean = false;
}

/** Filters of the list of a batch's items; all that are given must match. */
export class ItemListQueryDto {
  /** Only items in this state. */
  @Optional()
  @IsIn(ITEM_STATUSES)
  status?: ItemStatus;

  /**
   * Only failed items with this error code.
   * @example "VALIDATION_ERROR"
   */
  @Optional()
  @IsString()
  @MaxLength(64)
  code?: string;

  /**
   * Only items that this text of 1 to 200 characters finds: the beginning of their `ref` (case-sensitive), the code of
   * their error, words or parts of words that its message has, or words that their input has, as in `GET /search`. A
   * page looks for about 1.5 seconds: it may be short or empty although `next_cursor` goes on.
   * @example "example.com"
   */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(/\S/, { message: '$property must not be blank' })
  q?: string;

  /** Most items of the page, 1 to 100; a page ends early when its items together have 8 MiB. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 100;

  /** `next_cursor` of the previous page: the last index that it has, or has looked at. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  cursor?: number;
}
