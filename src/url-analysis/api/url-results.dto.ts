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

  /** Of the engine `http` alone, with its audits and weights in `http.score`; not comparable with Lighthouse's. */
  http!: number | null;
}

/** Metrics of one load in the laboratory; times in milliseconds. */
export class LabDto {
  /** What measured them. */
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

  /** Bytes on the wire of everything loaded. */
  total_bytes!: number | null;

  requests!: number | null;
}

/** The result of one URL under one strategy. */
export class UrlAnalysisDto {
  /** The cleaned address. */
  url!: string;

  /** The address as submitted. */
  input_url!: string;

  /** Where the redirects ended. */
  final_url!: string;

  /** mobile or desktop. */
  strategy!: string;

  /** http, lighthouse or psi. */
  provider!: string;

  provider_version!: string;

  analyzed_at!: string;

  duration_ms!: number;

  /** 1 for the first try. */
  attempt!: number;

  scores!: ScoresDto;

  lab!: LabDto;

  /** What real users met; null without such data. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  field!: Record<string, unknown> | null;

  /** Findings of the engine `http`: redirects, timing, transfer, caching, security, document, score. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  http!: Record<string, unknown> | null;

  /** Categories and audits of Lighthouse by its own ids. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  lighthouse!: Record<string, unknown> | null;

  /** What to improve, largest savings first. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  opportunities!: Record<string, unknown>[];

  warnings!: string[];

  /** The null metrics, each with its reason. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  unavailable!: Record<string, string>;

  /** Reserved for a stored full report. */
  @ApiProperty({ type: 'string', nullable: true })
  raw_ref!: string | null;
}

/** One submitted URL with what came of it. */
export class UrlResultDto {
  index!: number;

  ref!: string | null;

  metadata!: Record<string, unknown> | null;

  /** As it was submitted. */
  original_url!: string;

  /** The address that is analysed; null when it was refused. */
  cleaned_url!: string | null;

  /** Where the redirects ended; null until it succeeded. */
  final_url!: string | null;

  @ApiProperty({ enum: ITEM_STATUSES })
  status!: ItemStatus;

  @ApiProperty({ enum: URL_STEPS })
  current_step!: UrlStep;

  /** First index with the same cleaned address; it was analysed once, and its result is shown here. */
  duplicate_of!: number | null;

  /** First index that differs only in http/https, `www.` or a trailing slash. */
  near_duplicate_of!: number | null;

  /** Tries so far. */
  attempts!: number;

  /** Why it waits; null when it does not. */
  wait_reason!: string | null;

  /** Strategies whose result was shown again out of the cache. */
  cached!: string[];

  warnings!: string[];

  /** One per strategy; empty until it succeeded. */
  analyses!: UrlAnalysisDto[];

  /** null unless it failed or was cancelled. */
  error!: ItemErrorDto | null;
}

/** The results of a job, partial while it runs. */
export class UrlResultsDto {
  batch_job_id!: string;

  /** The run of processing that belongs to the job; the job's id. */
  processing_run_id!: string;

  name!: string | null;

  /** While it is pending or processing the results are partial. */
  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  total_urls!: number;

  completed_urls!: number;

  failed_urls!: number;

  /** In the order of the submission. */
  results!: UrlResultDto[];

  /** Give it as `cursor` for the next page; null on the last one. */
  next_cursor!: number | null;
}
