import { ItemErrorDto } from '../../batch/read/batch-view.dto.js';
import { progress } from '../../batch/model/status/counters.js';
import type { Throughput } from '../../batch/read/throughput.js';
import type { JobRow, UrlRow } from '../store/url-job-queries.js';
import { toJobStatus, type UrlJobDto, type UrlProgressDto } from './url-job.dto.js';
import type { UrlInput } from '../input/check-url.js';
import type { FieldDataDto, FieldMetricDto, UrlAnalysisDto, UrlResultDto } from './url-results.dto.js';
import type { FieldData, FieldMetric, UrlResult } from '../engines/url-result.js';
import { FIRST_URL_STEP } from '../engines/url-steps.js';

/** Renders a job as the URL API publishes it. */
export function toJob(row: JobRow): UrlJobDto {
  return {
    ...head(row),
    created_at: row.createdAt.toISOString(),
    started_at: row.startedAt?.toISOString() ?? null,
    completed_at: row.completedAt?.toISOString() ?? null,
  };
}

/** Renders the progress of a job; the fields are published and fixed. */
export function toProgress(row: JobRow, currentUrls: string[], pace: Throughput): UrlProgressDto {
  return {
    ...head(row),
    current_urls: currentUrls,
    started_at: row.startedAt?.toISOString() ?? null,
    estimated_completion: pace.estimatedCompletion?.toISOString() ?? null,
  };
}

/** Renders one URL with its result. */
export function toResult(row: UrlRow): UrlResultDto {
  const { index, ref, metadata, status, input, output } = row;
  return {
    index,
    ref,
    metadata,
    ...urlOf(input),
    final_url: output?.final_url ?? null,
    status,
    // A row of a file that is no valid item has no rows of its own.
    current_step: (row.step as UrlRow['step'] | null) ?? FIRST_URL_STEP,
    duplicate_of: row.duplicateOf,
    near_duplicate_of: row.nearDuplicateOf,
    attempts: row.attempts,
    wait_reason: row.waitReason,
    cached: [...(output?.cached ?? [])],
    warnings: [...((input as Partial<UrlInput>).warnings ?? []), ...(row.warnings ?? [])],
    // A result that was too large to be stored has no list.
    analyses: ((output as { results?: readonly UrlResult[] } | null)?.results ?? []).map(toAnalysis),
    error: row.error === null ? null : ItemErrorDto.from(row.error),
  };
}

/** A row of a file that is no valid item has what its columns gave. */
function urlOf({ url, cleaned_url: cleaned }: Partial<UrlInput>): Pick<UrlResultDto, 'original_url' | 'cleaned_url'> {
  return { original_url: typeof url === 'string' ? url : '', cleaned_url: cleaned ?? null };
}

const toMetric = (metric: FieldMetric | null): FieldMetricDto | null =>
  metric === null ? null : { ...metric, distribution: [...metric.distribution] };

const toField = ({ source, scope, overall, ...metrics }: FieldData): FieldDataDto => ({
  source,
  scope,
  overall,
  lcp_ms: toMetric(metrics.lcp_ms),
  cls: toMetric(metrics.cls),
  inp_ms: toMetric(metrics.inp_ms),
  fcp_ms: toMetric(metrics.fcp_ms),
  ttfb_ms: toMetric(metrics.ttfb_ms),
});

const toAnalysis = (result: UrlResult): UrlAnalysisDto => ({
  ...result,
  field: result.field === null ? null : toField(result.field),
  runs: (result.runs ?? []).map((run) => ({ ...run })),
  budget:
    result.budget == null
      ? null
      : { passed: result.budget.passed, checks: result.budget.checks.map((one) => ({ ...one })) },
  http: result.http === null ? null : { ...result.http },
  lighthouse: result.lighthouse === null ? null : { ...result.lighthouse },
  opportunities: result.opportunities.map((opportunity) => ({ ...opportunity })),
  warnings: [...result.warnings],
});

function head(row: JobRow) {
  const { total, succeeded, failed, cancelled, pending, running } = row;
  return {
    batch_job_id: row.publicId,
    processing_run_id: row.publicId,
    name: row.name,
    status: toJobStatus(row.status),
    priority: row.priority,
    strategy: row.options.strategy,
    total_urls: total,
    completed_urls: succeeded,
    failed_urls: failed,
    cancelled_urls: cancelled,
    remaining_urls: pending + running,
    progress_percentage: progress(row, 2),
  };
}
