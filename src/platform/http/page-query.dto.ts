import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsInstant, QueryInteger } from './query-values.js';

/** Which page of a list that is newest first. */
export class PageQueryDto {
  /** Most rows in the answer. */
  @IsOptional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** `next_cursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  cursor?: string;
}

/** From when to when the rows of a list were created. */
export class CreatedRangeDto {
  /**
   * Created at this instant or later; ISO 8601, UTC when it names no zone.
   * @example "2026-01-01T00:00:00Z"
   */
  @IsOptional()
  @IsInstant()
  created_from?: string;

  /**
   * Created before this instant.
   * @example "2036-01-01T00:00:00Z"
   */
  @IsOptional()
  @IsInstant()
  created_to?: string;
}
