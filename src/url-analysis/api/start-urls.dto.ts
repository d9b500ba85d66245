import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsObject, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { BatchExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { PRIORITIES, type Priority } from '../../batch/model/status/batch-status.js';
import { URL_ANALYSIS_ENGINES } from '../url-analysis.settings.js';
import type { EngineChoice } from '../engines/choose-engine.js';
import {
  BATCH_SIZE,
  MAX_AGE_SECONDS,
  RETRY_ATTEMPTS,
  RUNS,
  STRATEGY_CHOICES,
  TIMEOUT_SECONDS,
  type StrategyChoice,
} from '../input/url-options.js';
import { BUDGETS_SCHEMA } from '../engines/budgets.js';
import { SAMPLES } from '../engines/url-engine.js';
import { PROVIDER_NAMES } from '../engines/url-result.js';

/** A URL with the caller's own name and data for it. */
export class UrlEntryDto {
  /**
   * The address.
   * @example "example.com/pricing/"
   */
  url!: string;

  /**
   * The caller's own name for the URL, at most 200 characters; returned in results and exports.
   * @example "pricing page"
   */
  ref?: string;

  /**
   * The caller's own data; returned unchanged and not interpreted.
   * @example { "campaign": 17 }
   */
  metadata?: Record<string, unknown>;
}

/** How the URLs of a job are analysed. */
export class StartUrlsDto extends BatchExtrasDto {
  /** Priority of the job in the queue; urgent jobs are at the head of the queue `high`. Default `normal`. */
  @Optional()
  @IsIn(PRIORITIES)
  @ApiProperty({ enum: PRIORITIES, required: false })
  priority?: Priority;

  /**
   * Number of URLs analysed concurrently, 1 to 20. Default 5.
   * @example 5
   */
  @Optional()
  @IsInt()
  @Min(BATCH_SIZE.min)
  @Max(BATCH_SIZE.max)
  batch_size?: number;

  /** Alias of `batch_size`. */
  @Optional()
  @IsInt()
  @Min(BATCH_SIZE.min)
  @Max(BATCH_SIZE.max)
  max_concurrent?: number;

  /**
   * Time limit of one URL in seconds, 60 to 1,800. Default 300.
   * @example 300
   */
  @Optional()
  @IsInt()
  @Min(TIMEOUT_SECONDS.min)
  @Max(TIMEOUT_SECONDS.max)
  timeout_seconds?: number;

  /** Alias of `timeout_seconds`. */
  @Optional()
  @IsInt()
  @Min(TIMEOUT_SECONDS.min)
  @Max(TIMEOUT_SECONDS.max)
  timeout?: number;

  /** Device that is emulated; `both` returns two results under one index. Default `mobile`. */
  @Optional()
  @IsIn(STRATEGY_CHOICES)
  @ApiProperty({ enum: STRATEGY_CHOICES, required: false })
  strategy?: StrategyChoice;

  /**
   * Number of retries of a URL that fails with a temporary error, 0 to 5. Default 2.
   * @example 2
   */
  @Optional()
  @IsInt()
  @Min(RETRY_ATTEMPTS.min)
  @Max(RETRY_ATTEMPTS.max)
  retry_attempts?: number;

  /** Engine that analyses the URLs. Defaults to the engine configured for the installation. */
  @Optional()
  @IsIn(URL_ANALYSIS_ENGINES)
  @ApiProperty({ enum: URL_ANALYSIS_ENGINES, required: false })
  engine?: EngineChoice;

  /**
   * Maximum age in seconds of an earlier result of the same owner that is returned instead of a new analysis. Default
   * 0: every URL is analysed.
   * @example 3600
   */
  @Optional()
  @IsInt()
  @Min(MAX_AGE_SECONDS.min)
  @Max(MAX_AGE_SECONDS.max)
  max_age_seconds?: number;

  /**
   * Analyses of each URL, one after the other, of which the median is the result; 1 to 5. They share the URL's time
   * limit. Default 1.
   * @example 3
   */
  @Optional()
  @IsInt()
  @Min(RUNS.min)
  @Max(RUNS.max)
  runs?: number;

  /**
   * Limits by figure: least scores (`performance`, `accessibility`, `best_practices`, `seo`, `http`) and largest values
   * (`lcp_ms`, `cls`, `ttfb_ms`, `total_bytes`, `field_inp_ms` …). Each result says which it keeps; a breach is told by
   * the webhook `batch.items_flagged`.
   * @example { "performance": 90, "lcp_ms": 2500 }
   */
  @Optional()
  @IsObject()
  @ApiProperty({ ...BUDGETS_SCHEMA, selfRequired: false })
  budgets?: Record<string, number>;

  /**
   * true: a page that answers with an error status is analysed, by the engine `http` in every engine's place. Default
   * false: it fails with `HTTP_ERROR`.
   */
  @Optional()
  @IsBoolean()
  analyze_error_pages?: boolean;

  /**
   * Loads of each document by the engine `http`, each on a new connection, of whose timings the result has the medians;
   * default 1. `http.timing.sample_count` of a result says how many there were.
   */
  @Optional()
  @IsInt()
  @Min(SAMPLES.min)
  @Max(SAMPLES.max)
  timing_samples?: number;

  /** true: URLs that cannot be analysed fail at their index instead of rejecting the job. Default false. */
  @Optional()
  @IsBoolean()
  ignore_invalid?: boolean;

  /** true: tracking parameters such as utm_*, gclid and fbclid are removed from the query. Default false. */
  @Optional()
  @IsBoolean()
  strip_tracking?: boolean;
}

/** URLs to analyse. */
export class StartUrlsBodyDto extends StartUrlsDto {
  /** 1 to 1,000 URLs, each a string or an object. */
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

/** Result of the validation of one submitted URL. */
export class UrlVerdictDto {
  /** Zero-based position in the submission. */
  index!: number;

  /** The URL as submitted. */
  original_url!: string;

  /** The cleaned URL that is analysed; null when the URL was rejected. */
  cleaned_url!: string | null;

  /** Changes made by the cleaning. */
  changed!: string[];

  /** What the caller should know about the URL. */
  warnings!: string[];

  /** First index with the same cleaned URL, whose result is shown here too; null when this is the first. */
  duplicate_of!: number | null;

  /** First index that differs only in http/https, `www.` or a trailing slash; null when there is none. */
  near_duplicate_of!: number | null;

  /** Why the URL was rejected, as `error_type` of a validation error; null when it is analysed. */
  refused!: string | null;
}

/** A started job. */
export class StartedJobDto {
  /** Id of the job; null in a dry run. */
  batch_job_id!: string | null;

  /** Id of the processing run. A job is processed in one run, so it equals the job's id. */
  processing_run_id!: string | null;

  /** Name of the job. */
  name!: string | null;

  /**
   * State of the job.
   * @example "pending"
   */
  @ApiProperty({ enum: ['pending'] })
  status!: string;

  /** Priority of the job. */
  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  /** Device that is simulated. */
  @ApiProperty({ enum: STRATEGY_CHOICES })
  strategy!: StrategyChoice;

  /**
   * URLs submitted.
   * @example 2
   */
  total_urls!: number;

  /** URLs analysed at once. */
  batch_size!: number;

  /** Time limit of one URL. */
  timeout_seconds!: number;

  /** Further tries after one that failed. */
  retry_attempts!: number;

  /** Analyses of each URL, of which the median is the result. */
  runs!: number;

  /** Limits of the results, by figure. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number', format: 'double' } })
  budgets!: Record<string, number>;

  /** Whether error pages are analysed. */
  analyze_error_pages!: boolean;

  /** Loads of each document by the engine `http`, of whose timings the result has the medians. */
  timing_samples!: number;

  /** Engine that analyses the URLs: http, lighthouse or psi. */
  @ApiProperty({ enum: PROVIDER_NAMES })
  engine!: string;

  /** Why this engine was chosen. */
  engine_reason!: string;

  /** When the job was created; null in a dry run. */
  created_at!: string | null;

  /** One entry per URL, in the order of the request. */
  urls!: UrlVerdictDto[];
}
