import type { ItemError } from '../../platform/errors/app-error.js';
import type { Certification, Education, Experience, Profile } from '../profile/profile.js';
import type { RoleMatch } from '../profile/match-role.js';
import type { ProviderAttempt } from '../providers/provider-chain.js';

/**
 * Rows and bodies of `POST /api/v1/profiles/batch-enhanced`, in the published shapes and key order. Pure: the same
 * functions render the 200 response, the 202 response with the results so far, and the status route.
 */

/** A company in `companies_processed`: at least these fields, then those of the stored company. */
export interface ProcessedCompany {
  readonly id: string;
  readonly company_name: string;
  readonly [field: string]: unknown;
}

interface PipelineMetadata {
  /** UUID of this run of the pipeline. */
  readonly pipeline_id: string;
  /** Distinct real employers in the work history; may exceed the number of companies processed. */
  readonly companies_found: number;
  readonly has_embeddings: boolean;
  /** When processing ended. Despite its name an ISO timestamp, as published. */
  readonly processing_time: string;
}

/** Stored output of a succeeded item, sufficient to render its row at any time. */
export interface ProfileOutput {
  /** Public id of the stored profile. */
  readonly id: string;
  readonly profile: Profile;
  /** The caller's override; replaces the name in the source. */
  readonly name: string | null;
  readonly companies_processed: readonly ProcessedCompany[];
  readonly pipeline: PipelineMetadata;
  readonly role_match: RoleMatch;
  /**
   * Every provider queried, in order; the last one had the profile. Empty when the fetch of another item was shared.
   * For analytics.
   */
  readonly provider_attempts: readonly ProviderAttempt[];
  /** ISO time when the profile was first stored, exact, because lists are ordered by it. */
  readonly created_at: string;
}

interface SucceededRow {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly position: string;
  readonly about: string;
  readonly experience: readonly Experience[];
  readonly education: readonly Education[];
  readonly certifications: readonly Certification[];
  readonly companies_processed: readonly ProcessedCompany[];
  readonly pipeline_metadata: PipelineMetadata;
  readonly created_at: string;
}

interface FailedRow {
  readonly id: '';
  readonly name: string;
  readonly url: string;
  readonly position: 'Processing Failed';
  readonly about: string;
  readonly pipeline_metadata: {
    readonly status: 'failed';
    readonly errors: readonly { readonly error: string; readonly details: string }[];
  };
  readonly created_at: string;
}

/** The caller's own name and data for an item, where given. */
export interface RowExtras {
  readonly ref?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export type ProfileRow = (SucceededRow | FailedRow) & RowExtras;

/** Formats a time in UTC to the second with `Z`. */
export function utcSeconds(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** Row of a stored profile. */
export function succeededRow(output: ProfileOutput): SucceededRow {
  const { id, profile, name, companies_processed, pipeline, created_at } = output;
  return {
    id,
    name: name ?? profile.full_name ?? profile.public_id,
    url: profile.url,
    position: profile.position ?? '',
    about: profile.about ?? '',
    experience: profile.experience,
    education: profile.education,
    certifications: profile.certifications,
    // The database does not preserve the order of keys, so the published ones are put first.
    companies_processed: companies_processed.map(({ id: companyId, company_name, ...rest }) => ({
      id: companyId,
      company_name,
      ...rest,
    })),
    pipeline_metadata: {
      pipeline_id: pipeline.pipeline_id,
      companies_found: pipeline.companies_found,
      has_embeddings: pipeline.has_embeddings,
      processing_time: pipeline.processing_time,
    },
    created_at: utcSeconds(new Date(created_at)),
  };
}

/** One or two sentences for `errors[].details`: the reason and the hint of the error. */
function detailsOf(error: ItemError): string {
  const { reason, hint } = error.details ?? {};
  const parts = [reason, hint].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? error.code : parts.join('. ');
}

/** Row of a profile that failed or was cancelled: without experience, education, certifications and companies. */
export function failedRow(url: string, error: ItemError, at: Date): FailedRow {
  return {
    id: '',
    name: `Failed: ${url}`,
    url,
    position: 'Processing Failed',
    about: `Error: ${error.message}`,
    pipeline_metadata: { status: 'failed', errors: [{ error: error.message, details: detailsOf(error) }] },
    created_at: utcSeconds(at),
  };
}

/** The fields of the batch that a response is rendered from. */
interface BatchFacts {
  readonly publicId: string;
  readonly total: number;
  readonly succeeded: number;
  /** Failed and cancelled items together: both are shown as failed rows. */
  readonly failed: number;
  readonly startedAt: Date;
  /** Null until the batch has ended. */
  readonly completedAt: Date | null;
  /** Milliseconds in processing so far, without the time between an end and a retry. */
  readonly processingMs: number;
}

export interface BatchReply {
  readonly batch_id: string;
  readonly total_requested: number;
  readonly successful: number;
  readonly failed: number;
  readonly results: readonly ProfileRow[];
  readonly started_at: string;
  readonly completed_at: string | null;
  /** Seconds, one decimal. */
  readonly processing_time_seconds: number;
}

/** Response for a batch. `rows` are in request order; for a running batch those that have ended. */
export function batchReply(batch: BatchFacts, rows: readonly ProfileRow[]): BatchReply {
  return {
    batch_id: batch.publicId,
    total_requested: batch.total,
    successful: batch.succeeded,
    failed: batch.failed,
    results: rows,
    started_at: utcSeconds(batch.startedAt),
    completed_at: batch.completedAt === null ? null : utcSeconds(batch.completedAt),
    processing_time_seconds: Math.round(batch.processingMs / 100) / 10,
  };
}

/** The 202 response of `Prefer: respond-async` and of an exceeded time budget, and the response of the status route. */
export function unfinishedReply(
  batch: BatchFacts,
  rows: readonly ProfileRow[],
  progress: { readonly status: string; readonly statusUrl: string },
): BatchReply & { readonly status: string; readonly status_url: string } {
  return { ...batchReply(batch, rows), status: progress.status, status_url: progress.statusUrl };
}
