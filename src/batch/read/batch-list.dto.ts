import { IsBoolean, IsIn, IsInt, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { IntersectionType } from '@nestjs/swagger';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import { KINDS, type KindName } from '../model/kind.js';
import {
  BATCH_STATUSES,
  ITEM_STATUSES,
  PRIORITIES,
  type BatchStatus,
  type ItemStatus,
  type Priority,
} from '../model/batch-status.js';
import { PageQueryDto, CreatedRangeDto } from '../../platform/http/page-query.dto.js';
import { OwnerFilterDto } from '../../accounts/owner-query.dto.js';

/** Which batches to list. */
export class BatchListQueryDto extends IntersectionType(PageQueryDto, CreatedRangeDto, OwnerFilterDto) {
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
   * Words that the batch's name contains, or that the ref of one of its items begins with; refs only of kinds whose items
   * the key may read.
   * @example "Friday"
   */
  @Optional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q?: string;

  /** true: count all matches too, up to 10,000. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  total: boolean = false;
}

/** Which items of a batch to list. */
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

  /** Most items in the answer. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 100;

  /** `next_cursor` of the page before: the last index seen. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  cursor?: number;
}
