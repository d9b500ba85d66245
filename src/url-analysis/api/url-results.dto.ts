import { ApiProperty } from '@nestjs/swagger';
import { ItemErrorDto } from '../../batch/read/batch-view.dto.js';
import { ITEM_STATUSES, type ItemStatus } from '../../batch/model/status/batch-status.js';
import { JOB_STATUSES, type JobStatus } from './url-job.dto.js';
import { BUDGET_FIGURES } from '../engines/budgets.js';
import { URL_STEPS, type UrlStep } from '../engines/url-steps.js';
import { Fraction } from '../../platform/http/fraction.js';
import { STRATEGIES } from '../engines/url-result.js';

/** Scores from 0 to 100; null where the engine has none. */
export class ScoresDto {
  /** 0 to 100; null when the engine does not measure it. */
  @Fraction()
  performance!: number | null;

  /** 0 to 100; null when the engine does not measure it. */
  @Fraction()
  accessibility!: number | null;

  /** 0 to 100; null when the engine does not measure it. */
  @Fraction()
  best_practices!: number | null;

  /** 0 to 100; null when the engine does not measure it. */
  @Fraction()
  seo!: number | null;

  /**
   * Score of the engine `http`, with its audits and weights in `http.score`; not comparable with Lighthouse's scores.
   */
  @Fraction()
  http!: number | null;
}

/** Lab metrics of one page load; times in milliseconds. */
export class LabDto {
  /** Engine that measured them. */
  source!: string;

  /** First Contentful Paint. */
  @Fraction()
  fcp_ms!: number | null;

  /** Largest Contentful Paint. */
  @Fraction()
  lcp_ms!: number | null;

  /** Total Blocking Time. */
  @Fraction()
  tbt_ms!: number | null;

  /** Cumulative Layout Shift, no unit. */
  @Fraction()
  cls!: number | null;

  /** Speed Index. */
  @Fraction()
  si_ms!: number | null;

  /** Time to Interactive. */
  @Fraction()
  tti_ms!: number | null;

  /** Time to first byte of the document. */
  @Fraction()
  ttfb_ms!: number | null;

  /** Transferred bytes of all resources. */
  total_bytes!: number | null;

  /** Requests of the page; null when not measured. */
  requests!: number | null;
}

/** A figure of real visits. */
export class FieldMetricDto {
  /** 75th percentile; milliseconds, for the shift no unit. */
  @Fraction()
  p75!: number;

  /** Google's verdict. */
  @ApiProperty({ enum: ['FAST', 'AVERAGE', 'SLOW', 'NONE'], nullable: true, type: String })
  category!: string | null;

  /** Shares of good, medium and poor visits. */
  @ApiProperty({ type: 'array', items: { type: 'number', format: 'double' } })
  distribution!: number[];
}

/** Visits of real Chrome users in the last 28 days (Chrome UX Report), from the answer of PageSpeed Insights. */
export class FieldDataDto {
  /** Engine that had them. */
  source!: string;

  /** `url`, or `origin` when the page itself has too few visits. */
  @ApiProperty({ enum: ['url', 'origin'] })
  scope!: string;

  /** Google's verdict on all figures. */
  @ApiProperty({ enum: ['FAST', 'AVERAGE', 'SLOW', 'NONE'], nullable: true, type: String })
  overall!: string | null;

  /** Largest Contentful Paint. */
  lcp_ms!: FieldMetricDto | null;

  /** Cumulative Layout Shift. */
  cls!: FieldMetricDto | null;

  /** Interaction to Next Paint. */
  inp_ms!: FieldMetricDto | null;

  /** First Contentful Paint. */
  fcp_ms!: FieldMetricDto | null;

  /** Time to first byte. */
  ttfb_ms!: FieldMetricDto | null;
}

/** What one of several analyses measured. */
export class RunDto {
  /** When. */
  analyzed_at!: string;

  /** Performance score. */
  @Fraction()
  performance!: number | null;

  /** Score of the engine `http`. */
  @Fraction()
  http!: number | null;

  /** Largest Contentful Paint. */
  @Fraction()
  lcp_ms!: number | null;

  /** Total Blocking Time. */
  @Fraction()
  tbt_ms!: number | null;

  /** Cumulative Layout Shift. */
  @Fraction()
  cls!: number | null;

  /** Time to first byte. */
  @Fraction()
  ttfb_ms!: number | null;
}

/** One limit against what was measured. */
export class BudgetCheckDto {
  /** The figure. */
  @ApiProperty({ enum: BUDGET_FIGURES })
  figure!: string;

  /** Its limit: the least score, or the largest value. */
  @Fraction()
  limit!: number;

  /** What was measured; null when the engine does not measure it. */
  @Fraction()
  actual!: number | null;

  /** Whether the limit is kept; null when it was not measured. */
  passed!: boolean | null;
}

/** Whether a result keeps the budgets of its job. */
export class BudgetDto {
  /** false: at least one limit is broken. A figure that was not measured breaks none; null when none was measured. */
  passed!: boolean | null;

  /** One entry per limit. */
  checks!: BudgetCheckDto[];
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
  @ApiProperty({ enum: STRATEGIES })
  strategy!: string;

  /** Engine: http, lighthouse or psi. */
  provider!: string;

  /** Version of the engine. */
  provider_version!: string;

  /** When the page was analysed. */
  analyzed_at!: string;

  /** How long that took, in milliseconds. */
  @Fraction()
  duration_ms!: number;

  /** Number of the attempt; 1 for the first. */
  attempt!: number;

  /** Scores by category. */
  scores!: ScoresDto;

  /** Figures of the simulated visit. */
  lab!: LabDto;

  /** Field data of real users; null when there is none. */
  field!: FieldDataDto | null;

  /** Findings of the engine `http`: redirects, timing, transfer, caching, security, document, score. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  http!: Record<string, unknown> | null;

  /** Categories and audits of Lighthouse by its own ids. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  lighthouse!: Record<string, unknown> | null;

  /** Possible improvements, largest savings first. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } })
  opportunities!: Record<string, unknown>[];

  /** What the caller should know about the analysis. */
  warnings!: string[];

  /** Reason for every metric that is null. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  unavailable!: Record<string, string>;

  /** Reserved for a stored full report; always null. */
  @ApiProperty({ type: 'string', nullable: true })
  raw_ref!: string | null;

  /** Figures of all analyses when the job asks for several, of which this result is the median; else empty. */
  runs!: RunDto[];

  /** Whether the result keeps the budgets of the job; null without budgets. */
  budget!: BudgetDto | null;
}

/** One submitted URL with its result. */
export class UrlResultDto {
  /** Zero-based position in the submission. */
  index!: number;

  /** Caller-defined name of the item. */
  ref!: string | null;

  /** Caller-defined data, returned unchanged. */
  metadata!: Record<string, unknown> | null;

  /** The URL as submitted. */
  original_url!: string;

  /** The cleaned URL that is analysed; null when the URL was rejected. */
  cleaned_url!: string | null;

  /** URL after redirects; null until the analysis succeeded. */
  final_url!: string | null;

  /** State of the URL. */
  @ApiProperty({ enum: ITEM_STATUSES })
  status!: ItemStatus;

  /** What is being done; null unless it runs. */
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

  /** What the caller should know about the URL. */
  warnings!: string[];

  /** One entry per strategy; empty until the analysis succeeded. */
  analyses!: UrlAnalysisDto[];

  /** Error of a failed or cancelled URL, else null. */
  error!: ItemErrorDto | null;
}

/** Results of a job, partial while it runs. */
export class UrlResultsDto {
  /** Id of the job. */
  batch_job_id!: string;

  /** Id of the processing run; equals the job's id. */
  processing_run_id!: string;

  /** Name of the job. */
  name!: string | null;

  /** Status of the job; results are partial while it is `pending` or `processing`. */
  @ApiProperty({ enum: JOB_STATUSES })
  status!: JobStatus;

  /** URLs submitted. */
  total_urls!: number;

  /** URLs analysed. */
  completed_urls!: number;

  /** URLs that failed. */
  failed_urls!: number;

  /** Results in the order submitted. */
  results!: UrlResultDto[];

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: number | null;
}
