import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { Optional } from './optional.js';
import { IsInstant, QueryInteger } from './query-values.js';

/** How much of a list. */
class PageSizeDto {
  /** Most rows in the answer. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;
}

/** Which page of a list that is newest first. */
export class PageQueryDto extends PageSizeDto {
  /** `next_cursor` of the page before. */
  @Optional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** Which page of a list whose cursor is the number of a row. */
export class NumberedPageQueryDto extends PageSizeDto {
  /** `next_cursor` of the page before. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  cursor?: number;
}

/** From when to when the rows of a list were created. */
export class CreatedRangeDto {
  /**
   * Created at this instant or later; ISO 8601, UTC when it names no zone.
   * @example "2026-01-01T00:00:00Z"
   */
  @Optional()
  @IsInstant()
  created_from?: string;

  /**
   * Created before this instant.
   * @example "2036-01-01T00:00:00Z"
   */
  @Optional()
  @IsInstant()
  created_to?: string;
}
