import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { BatchExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { PRIORITIES, type Priority } from '../../batch/model/batch-status.js';
import { URL_ANALYSIS_ENGINES } from '../../platform/config/config.js';
import type { EngineChoice } from '../engines/choose-engine.js';
import {
  BATCH_SIZE,
  MAX_AGE_SECONDS,
  RETRY_ATTEMPTS,
  STRATEGY_CHOICES,
  TIMEOUT_SECONDS,
  type StrategyChoice,
} from '../input/url-options.js';

/** A URL with the caller's own name and data for it. */
export class UrlEntryDto {
  /** @example "example.com/pricing/" */
  url!: string;

  /**
   * The caller's own name for the URL, at most 200 characters; echoed in results and exports.
   * @example "pricing page"
   */
  ref?: string;

  /**
   * The caller's own data; echoed and never read.
   * @example { "campaign": 17 }
   */
  metadata?: Record<string, unknown>;
}

/** How a job of URLs is to be analysed. */
export class StartUrlsDto extends BatchExtrasDto {
  /** How urgent the job is while it waits; urgent ones stand at the head of the queue `high`. */
  @Optional()
  @IsIn(PRIORITIES)
  @ApiProperty({ enum: PRIORITIES, required: false, default: 'normal' })
  priority?: Priority;

  /**
   * URLs that are analysed at once.
   * @example 5
   */
  @Optional()
  @IsInt()
  @Min(BATCH_SIZE.min)
  @Max(BATCH_SIZE.max)
  batch_size?: number;

  /** Another name for `batch_size`. */
  @Optional()
  @IsInt()
  @Min(BATCH_SIZE.min)
  @Max(BATCH_SIZE.max)
  max_concurrent?: number;

  /**
   * Time limit of one URL in seconds.
   * @example 300
   */
  @Optional()
  @IsInt()
  @Min(TIMEOUT_SECONDS.min)
  @Max(TIMEOUT_SECONDS.max)
  timeout_seconds?: number;

  /** Another name for `timeout_seconds`. */
  @Optional()
  @IsInt()
  @Min(TIMEOUT_SECONDS.min)
  @Max(TIMEOUT_SECONDS.max)
  timeout?: number;

  /** The device that is judged for; `both` gives two results under one index. */
  @Optional()
  @IsIn(STRATEGY_CHOICES)
  @ApiProperty({ enum: STRATEGY_CHOICES, required: false, default: 'mobile' })
  strategy?: StrategyChoice;

  /**
   * Further tries of a URL that fails with an error that may pass.
   * @example 2
   */
  @Optional()
  @IsInt()
  @Min(RETRY_ATTEMPTS.min)
  @Max(RETRY_ATTEMPTS.max)
  retry_attempts?: number;

  /** The engine; the installation's own setting when not given. */
  @Optional()
  @IsIn(URL_ANALYSIS_ENGINES)
  @ApiProperty({ enum: URL_ANALYSIS_ENGINES, required: false })
  engine?: EngineChoice;

  /**
   * A result of one's own that is not older, in seconds, is shown again; 0 analyses every URL afresh.
   * @example 3600
   */
  @Optional()
  @IsInt()
  @Min(MAX_AGE_SECONDS.min)
  @Max(MAX_AGE_SECONDS.max)
  max_age_seconds?: number;

  /** true: URLs that cannot be analysed fail at their index instead of refusing the job. */
  @Optional()
  @IsBoolean()
  ignore_invalid?: boolean;

  /** true: utm_*, gclid, fbclid and the like are dropped from the query. */
  @Optional()
  @IsBoolean()
  strip_tracking?: boolean;
}

/** URLs to analyse. */
export class StartUrlsBodyDto extends StartUrlsDto {
  /** 1 to 1,000 URLs, each a text or an object. */
  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: 1000,
    items: {
      oneOf: [
        { type: 'string' },
        {
          type: 'object',
          required: ['url'],
          properties: {
            url: { type: 'string' },
            ref: { type: 'string' },
            metadata: { type: 'object', additionalProperties: true },
          },
        },
      ],
    },
    example: ['https://example.com', { url: 'example.org/pricing/', ref: 'pricing' }],
  })
  urls!: (string | UrlEntryDto)[];
}

/** What became of one submitted URL before any analysis. */
export class UrlVerdictDto {
  index!: number;

  /** As it was submitted. */
  original_url!: string;

  /** The address that is analysed; null when it was refused. */
  cleaned_url!: string | null;

  /** What cleaning changed. */
  changed!: string[];

  warnings!: string[];

  /** First index with the same cleaned address; its result is shown here too. */
  duplicate_of!: number | null;

  /** First index that differs only in http/https, `www.` or a trailing slash. */
  near_duplicate_of!: number | null;

  /** Why it was refused, `error_type` of a validation error; null when it is analysed. */
  refused!: string | null;
}

/** A job that was started. */
export class StartedJobDto {
  /** null in a dry run. */
  batch_job_id!: string | null;

  /** The run of processing that belongs to the job; a job is processed in one run, so it is the job's id. */
  processing_run_id!: string | null;

  name!: string | null;

  /** @example "pending" */
  status!: string;

  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  @ApiProperty({ enum: STRATEGY_CHOICES })
  strategy!: StrategyChoice;

  /** @example 2 */
  total_urls!: number;

  batch_size!: number;

  timeout_seconds!: number;

  retry_attempts!: number;

  /** What analyses the URLs: http, lighthouse or psi. */
  engine!: string;

  /** Why this engine. */
  engine_reason!: string;

  /** null in a dry run. */
  created_at!: string | null;

  /** One per URL, in the order of the request. */
  urls!: UrlVerdictDto[];
}
