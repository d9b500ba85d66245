import { IsInt, Min } from 'class-validator';
import { Optional } from '../platform/http/optional.js';
import { QueryInteger } from '../platform/http/query-values.js';

/** Whose rows a list shows: an admin sees everybody's, all others their own. */
export class OwnerFilterDto {
  /** Only this user's; other users than oneself need the scope `admin`, which sees everybody's without it. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  owner?: number;
}

/** Whose rows a route works on: one owner's, whoever asks. */
export class OwnerChoiceDto {
  /** This user's; one's own when not given, others' only with the scope `admin`. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  owner?: number;
}
