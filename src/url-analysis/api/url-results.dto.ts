import { ApiProperty } from '@nestjs/swagger';
import { ItemErrorDto } from '../../batch/read/batch-view.dto.js';
import { ITEM_STATUSES, type ItemStatus } from '../../batch/model/batch-status.js';
import { JOB_STATUSES, type JobStatus } from './url-job.dto.js';
import { URL_STEPS, type UrlStep } from '../engines/url-steps.js';

/** Scores from 0 to 100; null where the engine has none. */
export class ScoresDto {
  performance!: number | null;

  accessibility!: number | null;

  best_practices!: number | null;

  seo!: number | null;

  /**
   * Score of the engine `http`, with its audits and weights in `http.score`; not comparable with Lighthouse's scores.
   */
  http!: number | null;
}

/** Lab metrics of one page load; times in milliseconds. */
export class LabDto {
  /** Engine that measured them. */
  source!: string;

  /** First Contentful Paint. */
  fcp_ms!: number | null;

  /** Largest Contentful Paint. */
  lcp_ms!: number | null;

  /** Total Blocking Time. */
  tbt_ms!: number | null;

  /** Cumulative Layout Shift, no unit. */
  cls!: number | null;

  /** Speed Index. */
  si_ms!: number | null;

  /** Time to Interactive. */
  tti_ms!: number | null;

  /** Time to first byte of the document. */
  ttfb_ms!: number | null;

  /** Transferred bytes of all resources. */
  total_bytes!: number | null;

  requests!: number | null;
}

/** Result of one URL with one strategy. */
export class UrlAnalysisDto {
  /** The cleaned URL. */
  url!: string;

  /** The URL as submitted. */
  input_url!: string;

  /** URL after redirects. */
  final_url!: string;

  /** `mobile` or `desktop`. */
  strategy!: string;

  /** Engine: http, lighthouse or psi. */
  provider!: string;

  provider_version!: string;

  analyzed_at!: string;

  duration_ms!: number;

  /** Number of the attempt; 1 for the first. */
  attempt!: number;

  scores!: ScoresDto;

  lab!: LabDto;

  /** Field data of real users; null when there is none. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  field!: Record<string, unknown> | null;

  /** Findings of the engine `http`: redirects, timing, transfer, caching, security, document, score. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  http!: Record<string, unknown> | null;

  /** Categories and audits of Lighthouse by its own ids. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  lighthouse!: Record<string, unknown> | null;

  /** Possible improvements, largest savings first. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  opportunities!: Record<string, unknown>[];

  warnings!: string[];

  /** Reason for every metric that is null. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  unavailable!: Record<string, string>;

  /** Reserved for a stored full report; always null. */
  @ApiProperty({ type: 'string', nullable: true })
  raw_ref!: string | null;
}

/** One submitted URL with its result. */
export class UrlResultDto {
  index!: number;

  ref!: string | null;

  metadata!: Record<string, unknown> | null;

  /** The URL as submitted. */
  original_url!: string;

  /** The cleaned URL that is analysed; null when the URL was rejected. */
  cleaned_url!: string | null;

  /** URL after redirects; null until the analysis succeeded. */
  final_url!: string | null;

  @ApiProperty({ enum: ITEM_STATUSES })
  status!: ItemStatus;

  @ApiProperty({ enum: URL_STEPS })
  current_step!: UrlStep;

  /** First index with the same cleaned URL, which was analysed once; its result is shown here too. */
  duplicate_of!: number | null;

  /** First index that differs only in http/https, `www.` or a trailing slash. */
  near_duplicate_of!: number | null;

  /** Attempts so far. */
  attempts!: number;

  /** Why the URL waits; null when it does not. */
  wait_reason!: string | null;

  /** Strategies whose result came from the cache. */
  cached!: string[];

  warnings!: string[];

  /** One entry per strategy; empty until the analysis succeeded. */
  analyses!: UrlAnalysisDto[];

  /** Error of a failed or cancelled URL, else null. */
  error!: ItemErrorDto | null;
}

/** Results of a job, partial while it runs. */
export class UrlResultsDto {
  batch_job_id!: string;

  /** Id of the processing run; equals the job's id. */
  processing_run_id!: string;

  name!: string | null;

  /** Status of the job; results are partial while it is `pending` or `processing`. */
  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  total_urls!: number;

  completed_urls!: number;

  failed_urls!: number;

  /** Results in the order submitted. */
  results!: UrlResultDto[];

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: number | null;
}
