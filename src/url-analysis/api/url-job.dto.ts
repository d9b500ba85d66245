import { ApiProperty, IntersectionType, OmitType } from '@nestjs/swagger';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import {
  ITEM_STATUSES,
  PRIORITIES,
  type BatchStatus,
  type ItemStatus,
  type Priority,
} from '../../batch/model/status/batch-status.js';
import { QueryInteger } from '../../platform/http/query-values.js';
import { STRATEGY_CHOICES, type StrategyChoice } from '../input/url-options.js';
import { PageQueryDto, CreatedRangeDto } from '../../platform/http/page-query.dto.js';
import { OwnerFilterDto } from '../../accounts/rights/owner-query.dto.js';
import { Fraction } from '../../platform/http/fraction.js';

/** Published states of a job; a job with both successes and failures is `completed`. */
export const JOB_STATUSES = ['pending', 'processing', 'paused', 'completed', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

export const toJobStatus = (status: BatchStatus): JobStatus => (status === 'partial' ? 'completed' : status);

/** A job with its status and counters. */
export class UrlJobDto {
  /**
   * Id of the job.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
   */
  batch_job_id!: string;

  /** Id of the processing run; equals the job's id. */
  processing_run_id!: string;

  /** Name of the job. */
  name!: string | null;

  /** State of the job. */
  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  /** Priority of the job. */
  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  /** Device that is simulated. */
  @ApiProperty({ enum: STRATEGY_CHOICES })
  strategy!: StrategyChoice;

  /** URLs submitted. */
  total_urls!: number;

  /** URLs analysed. */
  completed_urls!: number;

  /** URLs that failed. */
  failed_urls!: number;

  /** URLs that were waiting or running when the job was cancelled. */
  cancelled_urls!: number;

  /** URLs that are pending or running; 0 once the job has ended. */
  remaining_urls!: number;

  /**
   * Percentage of URLs that ended, whatever their status.
   * @example 66.67
   */
  @Fraction()
  progress_percentage!: number;

  /** When the job was submitted. */
  created_at!: string;

  /** When it started; null before. */
  started_at!: string | null;

  /** When it ended; null before. */
  completed_at!: string | null;
}

/** Progress of a job. */
export class UrlProgressDto extends OmitType(UrlJobDto, ['created_at', 'completed_at']) {
  /** URLs that are being analysed. */
  current_urls!: string[];

  /**
   * Estimated completion at the throughput of the last five minutes; null until three URLs have ended, and when nothing
   * runs.
   */
  estimated_completion!: string | null;
}

/** Which jobs are listed. */
export class UrlJobListQueryDto extends IntersectionType(PageQueryDto, CreatedRangeDto, OwnerFilterDto) {
  /** Only jobs in this state. */
  @Optional()
  @IsIn(JOB_STATUSES)
  @ApiProperty({ enum: JOB_STATUSES, required: false })
  status?: JobStatus;

  /** Only jobs of this priority. */
  @Optional()
  @IsIn(PRIORITIES)
  @ApiProperty({ enum: PRIORITIES, required: false })
  priority?: Priority;
}

/** A page of jobs, newest first. */
export class UrlJobListDto {
  /** The jobs of the page. */
  jobs!: UrlJobDto[];

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}

/** Which results of a job are returned. */
export class UrlResultsQueryDto {
  /** Only URLs with this status. */
  @Optional()
  @IsIn(ITEM_STATUSES)
  @ApiProperty({ enum: ITEM_STATUSES, required: false })
  status?: ItemStatus;

  /** Only URLs that keep (`passed`) or break (`failed`) the budgets of the job. */
  @Optional()
  @IsIn(['passed', 'failed'])
  @ApiProperty({ enum: ['passed', 'failed'], required: false })
  budget?: 'passed' | 'failed';

  /** Maximum number of URLs in the response. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(200)
  limit: number = 100;

  /** `next_cursor` of the previous page: the last index returned. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  cursor?: number;
}
