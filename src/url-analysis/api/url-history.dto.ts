import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { ITEM_STATUSES } from '../../batch/model/status/batch-status.js';
import { IsStoredErrorCode } from '../../platform/http/error-body.dto.js';
import { Fraction } from '../../platform/http/fraction.js';
import { Optional } from '../../platform/http/optional.js';
import { IsInstant, QueryInteger } from '../../platform/http/query-values.js';
import { PROVIDER_NAMES, STRATEGIES, type ProviderName, type Strategy } from '../engines/url-result.js';
import { URL_CHANGES, type UrlChange } from '../store/url-comparison-queries.js';
import { JOB_STATUSES, type JobStatus } from './url-job.dto.js';

/** Whose history of which URL. */
export class UrlOfHistoryDto {
  /**
   * The URL; cleaned as at a submission.
   * @example "https://example.com/"
   */
  @IsString()
  @MaxLength(4096)
  url!: string;

  /** Only analyses of this user; other users than the caller's own require the scope `admin`. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  owner?: number;
}

/** Which analyses of a URL are shown. */
export class UrlHistoryQueryDto extends UrlOfHistoryDto {
  /** Only analyses with this device. */
  @Optional()
  @IsIn(STRATEGIES)
  @ApiProperty({ enum: STRATEGIES, required: false })
  strategy?: Strategy;

  /** Only analyses of this engine. */
  @Optional()
  @IsIn(PROVIDER_NAMES)
  @ApiProperty({ enum: PROVIDER_NAMES, required: false })
  engine?: ProviderName;

  /** Maximum number of analyses in the response, 1 to 500. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 100;

  /** Only analyses before this instant. */
  @Optional()
  @IsInstant()
  before?: string;

  /** `next_cursor` of the previous page; omit it for the first page. */
  @Optional()
  @IsString()
  @MaxLength(500)
  cursor?: string;
}

/** One analysis of a URL. */
export class UrlHistoryEntryDto {
  /** When. */
  analyzed_at!: string;

  /** Device that was simulated. */
  @ApiProperty({ enum: STRATEGIES })
  strategy!: string;

  /** Engine. */
  @ApiProperty({ enum: PROVIDER_NAMES })
  engine!: string;

  /** Id of its job, which may have been deleted. */
  batch_job_id!: string;

  /** Index of the URL in the job. */
  index!: number;

  /** URL after redirects; null for a URL that failed. */
  final_url!: string | null;

  /**
   * What was measured, by the names of budgets; figures that the engine does not have are left out.
   * @example { "performance": 91, "lcp_ms": 1830, "field_inp_ms": 140 }
   */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number', format: 'double' } })
  figures!: Record<string, number>;

  /** Whether the budgets of its job were kept; null without budgets. */
  budget_passed!: boolean | null;

  /** Code of the error of a URL that failed, else null. */
  @IsStoredErrorCode()
  error_code!: string | null;
}

/** The analyses of a URL, newest first. */
export class UrlHistoryDto {
  /** The cleaned URL. */
  url!: string;

  /** The analyses of the page. */
  analyses!: UrlHistoryEntryDto[];

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: string | null;
}

/** What was deleted of the history of a URL. */
export class ForgottenUrlDto {
  /** The cleaned URL. */
  url!: string;

  /** Analyses that were deleted. */
  deleted!: number;
}

/** Which jobs are compared. */
export class ComparisonQueryDto {
  /**
   * Id of the earlier job.
   * @example "019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11"
   */
  @IsUUID('all')
  base!: string;

  /**
   * Id of the later job.
   * @example "019a9c2e-52a1-7c53-9b6f-0c1f6a0b7d12"
   */
  @IsUUID('all')
  other!: string;

  /**
   * Points of the score by which a URL must differ to count as changed, 1 to 100: scores of one page vary by some
   * points.
   */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(100)
  threshold: number = 5;

  /** Only URLs with this change. */
  @Optional()
  @IsIn(URL_CHANGES)
  @ApiProperty({ enum: URL_CHANGES, required: false })
  change?: UrlChange;

  /** Maximum number of URLs in the response, 1 to 500. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 100;

  /** `next_cursor` of the previous page; omit it for the first page. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  cursor?: number;
}

/** What a URL measured in one job. */
export class ComparedSideDto {
  /** Index of the URL in the job. */
  index!: number;

  /** State of the URL. */
  @ApiProperty({ enum: ITEM_STATUSES })
  status!: string;

  /** Code of its error; null without one. */
  @IsStoredErrorCode()
  error_code!: string | null;

  /** Performance score. */
  @Fraction()
  performance!: number | null;

  /** Accessibility score. */
  @Fraction()
  accessibility!: number | null;

  /** Best-practices score. */
  @Fraction()
  best_practices!: number | null;

  /** SEO score. */
  @Fraction()
  seo!: number | null;

  /** Score of the engine `http`. */
  @Fraction()
  http!: number | null;

  /** First Contentful Paint. */
  @Fraction()
  fcp_ms!: number | null;

  /** Largest Contentful Paint. */
  @Fraction()
  lcp_ms!: number | null;

  /** Total Blocking Time. */
  @Fraction()
  tbt_ms!: number | null;

  /** Cumulative Layout Shift. */
  @Fraction()
  cls!: number | null;

  /** Speed Index. */
  @Fraction()
  si_ms!: number | null;

  /** Time to first byte. */
  @Fraction()
  ttfb_ms!: number | null;

  /** Transferred bytes. */
  @Fraction()
  total_bytes!: number | null;

  /** Whether the budgets of the job were kept; null without budgets. */
  budget_passed!: boolean | null;
}

/** A URL in both jobs. */
export class ComparedUrlDto {
  /** The cleaned URL. */
  url!: string;

  /** Device that was simulated. */
  @ApiProperty({ enum: STRATEGIES })
  strategy!: string;

  /**
   * `regressed`, `improved` and `unchanged` compare the performance scores, without them the scores of the engine
   * `http`; `broken` failed only in the later job, `mended` only in the earlier one, `failing` in both; `added` and
   * `removed` are URLs of one job; `open` was not analysed to its end in both, or cancelled; `incomparable` was
   * analysed by engines with different scores.
   */
  @ApiProperty({ enum: URL_CHANGES })
  change!: UrlChange;

  /** Figures of the earlier job; null for an added URL. */
  base!: ComparedSideDto | null;

  /** Figures of the later job; null for a removed URL. */
  other!: ComparedSideDto | null;

  /** Later value minus earlier value of every figure that both have. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'number', format: 'double' } })
  differences!: Record<string, number>;
}

/** A compared job. */
export class ComparedJobDto {
  /** Id of the job. */
  batch_job_id!: string;

  /** Name of the job. */
  name!: string | null;

  /** State of the job. */
  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  /** Engine of the job. */
  @ApiProperty({ enum: PROVIDER_NAMES })
  engine!: string;

  /** When it was submitted. */
  created_at!: string;
}

/** Two jobs beside each other. */
export class ComparisonDto {
  /** The earlier job. */
  base!: ComparedJobDto;

  /** The later job. */
  other!: ComparedJobDto;

  /** Number of URLs by change, of the whole jobs. */
  @ApiProperty({
    type: 'object',
    properties: Object.fromEntries(URL_CHANGES.map((change) => [change, { type: 'integer' }])),
    required: [...URL_CHANGES],
  })
  counts!: Record<UrlChange, number>;

  /** URLs in the order of the earlier job, then those that only the later one has. */
  urls!: ComparedUrlDto[];

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: number | null;
}
