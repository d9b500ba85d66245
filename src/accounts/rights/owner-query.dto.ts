import { IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { QueryInteger } from '../../platform/http/query-values.js';

/** Owner filter of a list: an admin sees all owners' rows, others only their own. */
export class OwnerFilterDto {
  /**
   * Id of the owner whose rows are listed; other owners only with the scope `admin`, which sees all owners' rows when
   * omitted.
   */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  owner?: number;
}

/** Owner whose rows a route uses: always exactly one. */
export class OwnerChoiceDto {
  /** Id of the owner; default: the caller. Other owners only with the scope `admin`. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  owner?: number;
}
