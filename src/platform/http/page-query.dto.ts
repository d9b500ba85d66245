import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { Optional } from './optional.js';
import { IsInstant, QueryInteger } from './query-values.js';

/** Size of a page. */
class PageSizeDto {
  /** Maximum number of rows in the response, 1 to 100. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;
}

/** Page of a list ordered from newest to oldest. */
export class PageQueryDto extends PageSizeDto {
  /** `next_cursor` of the previous page; omit it for the first page. */
  @Optional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** Page of a list whose cursor is the number of a row. */
export class NumberedPageQueryDto extends PageSizeDto {
  /** `next_cursor` of the previous page; omit it for the first page. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  cursor?: number;
}

/** Range of the rows' creation time. */
export class CreatedRangeDto {
  /**
   * Created at or after this instant; ISO 8601, UTC when it has no time zone.
   * @example "2026-01-01T00:00:00Z"
   */
  @Optional()
  @IsInstant()
  created_from?: string;

  /**
   * Created before this instant; ISO 8601, UTC when it has no time zone.
   * @example "2036-01-01T00:00:00Z"
   */
  @Optional()
  @IsInstant()
  created_to?: string;
}
