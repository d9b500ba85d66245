import type { ItemError } from '../../platform/errors/app-error.js';
import type { Certification, Education, Experience, Profile } from '../profile/profile.js';
import type { RoleMatch } from '../profile/match-role.js';
import type { ProviderAttempt } from '../providers/provider-chain.js';

/**
 * The rows and bodies of `POST /api/v1/profiles/batch-enhanced`, in the shapes and key order of seed S4. Pure: the same
 * functions render the 200 reply, the 202 reply with the results so far, and the status route.
 */

/** A company row as it appears in `companies_processed`: at least these, then whatever the stored company has. */
export interface ProcessedCompany {
  readonly id: string;
  readonly company_name: string;
  readonly [field: string]: unknown;
}

export interface PipelineMetadata {
  /** UUID of this run of the pipeline. */
  readonly pipeline_id: string;
  /** Distinct real employers in the work history; may exceed the companies processed. */
  readonly companies_found: number;
  readonly has_embeddings: boolean;
  /** An ISO timestamp in spite of its name, as in the seed: when processing ended. */
  readonly processing_time: string;
}

/** What is stored as the output of a succeeded item, and enough to render its row at any time. */
export interface ProfileOutput {
  /** Public id of the stored profile. */
  readonly id: string;
  readonly profile: Profile;
  /** The caller's override; wins over the source's name. */
  readonly name: string | null;
  readonly companies_processed: readonly ProcessedCompany[];
  readonly pipeline: PipelineMetadata;
  readonly role_match: RoleMatch;
  /** Every provider asked, in order; the last one had the profile. Empty where another item's question brought it. For analytics. */
  readonly provider_attempts: readonly ProviderAttempt[];
  /** ISO instant at which the profile was first stored, exact: lists are ordered by it. */
  readonly created_at: string;
}

export interface SucceededRow {
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

export interface FailedRow {
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

/** Instants as the seed writes them: UTC to the second with `Z`. */
export function seedInstant(at: Date): string {
  return at.toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** The row of a profile that was stored (S4-14…18, S4-22…24). */
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
    // The database keeps fields of objects in an order of its own; a company begins as in the seed.
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
    created_at: seedInstant(new Date(created_at)),
  };
}

/** One sentence or two for `errors[].details`: the reason and the hint of the error where it has them. */
function detailsOf(error: ItemError): string {
  const { reason, hint } = error.details ?? {};
  const parts = [reason, hint].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? error.code : parts.join('. ');
}

/** The row of a profile that failed or was cancelled (S4-19, S4-20): no experience, education, certifications or companies. */
export function failedRow(url: string, error: ItemError, at: Date): FailedRow {
  return {
    id: '',
    name: `Failed: ${url}`,
    url,
    position: 'Processing Failed',
    about: `Error: ${error.message}`,
    pipeline_metadata: { status: 'failed', errors: [{ error: error.message, details: detailsOf(error) }] },
    created_at: seedInstant(at),
  };
}

/** The parts of a batch that the reply is rendered from. */
export interface BatchFacts {
  readonly publicId: string;
  readonly total: number;
  readonly succeeded: number;
  /** Failed and cancelled items together: S4 shows both as failed rows. */
  readonly failed: number;
  readonly startedAt: Date;
  /** Null while the batch is running. */
  readonly completedAt: Date | null;
  /** Milliseconds of work so far: without the time between an end and a retry. */
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

/** The reply of a batch (S4-9…13). `rows` are in request order; a running batch shows those it has. */
export function batchReply(batch: BatchFacts, rows: readonly ProfileRow[]): BatchReply {
  return {
    batch_id: batch.publicId,
    total_requested: batch.total,
    successful: batch.succeeded,
    failed: batch.failed,
    results: rows,
    started_at: seedInstant(batch.startedAt),
    completed_at: batch.completedAt === null ? null : seedInstant(batch.completedAt),
    processing_time_seconds: Math.round(batch.processingMs / 100) / 10,
  };
}

/** The 202 of `Prefer: respond-async`, of a spent time budget, and of the status route (S4-49). */
export function unfinishedReply(
  batch: BatchFacts,
  rows: readonly ProfileRow[],
  progress: { readonly status: string; readonly statusUrl: string },
): BatchReply & { readonly status: string; readonly status_url: string } {
  return { ...batchReply(batch, rows), status: progress.status, status_url: progress.statusUrl };
}
