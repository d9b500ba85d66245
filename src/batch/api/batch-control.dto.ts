import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { PRIORITIES, type Priority } from '../model/status/batch-status.js';
import { BatchViewDto } from '../read/batch-view.dto.js';
import { MendedDto } from './import.dto.js';

/** Changes to a batch that has not ended. */
export class BatchPatchDto {
  /** Takes effect when a worker next chooses a batch to run. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /**
   * Most items that run at once, over all processes: 1 to the maximum of the kind.
   * @example 10
   */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(1000)
  max_concurrent?: number;
}

/** The result of a retry. */
export class RetryResultDto {
  /**
   * Number of items that were set back to pending.
   * @example 2
   */
  retried!: number;

  /** The batch after that. */
  batch!: BatchViewDto;

  /** What became of the rows of the file; only with a file. */
  import?: MendedDto;
}
