import { IsInt, IsOptional, Min } from 'class-validator';
import { QueryInteger } from '../platform/http/query-values.js';

/** Whose rows a list shows: an admin sees everybody's, all others their own. */
export class OwnerFilterDto {
  /** Only this user's; other users than oneself need the scope `admin`, which sees everybody's without it. */
  @IsOptional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  owner?: number;
}

/** Whose rows a route works on: one owner's, whoever asks. */
export class OwnerChoiceDto {
  /** This user's; one's own when not given, others' only with the scope `admin`. */
  @IsOptional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  owner?: number;
}
