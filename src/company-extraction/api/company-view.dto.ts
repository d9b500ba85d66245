import { ApiProperty } from '@nestjs/swagger';
import { PRIORITIES, type Priority } from '../../batch/model/batch-status.js';
import { EXPORT_CHOICES, type ExportChoice } from '../input/export-choice.js';
import { EXTRACTION_MODES, type ExtractionMode } from '../facts/modes.js';

const STATUSES = ['queued', 'processing', 'completed', 'failed', 'cancelled', 'paused'] as const;
const PHASES = ['queued', 'search', 'extraction', 'aggregation', 'export', 'done'] as const;
const ENDINGS = ['success', 'failed', 'cancelled'] as const;

/** Fields that every response carries. */
export class TraceDto {
  /** @example "batch_submit_def456def456" */
  trace_id!: string;

  /** @example "2024-01-15T10:30:00.000Z" */
  timestamp!: string;
}

/** Dry-run result for one company. */
export class CompanyVerdictDto {
  /** Position in `company_names`. */
  index!: number;

  /** @example "OpenAI" */
  company_name!: string;

  valid!: true;
}

/** Acknowledgement of a submission. */
export class CompanySubmittedDto {
  /**
   * Id of the batch; null in a dry run.
   * @example "batch_20240115_abc123xyz7"
   */
  batch_id!: string | null;

  /** @example "queued" */
  status!: string;

  /** @example "Batch submitted successfully" */
  message!: string;

  /** @example 25 */
  total_companies!: number;

  /**
   * Estimated seconds for the batch, from the times that companies of this mode took before.
   * @example 450.5
   */
  estimated_processing_time!: number;

  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  created_at!: string;

  /** Advice on the submission, and sources that this installation does not query. */
  warnings!: string[];

  /** Only in a dry run. */
  validate_only?: true;

  /** Result of the validation of every company; only in a dry run. */
  valid?: CompanyVerdictDto[];
}

export class CompanySubmittedEnvelopeDto {
  success!: true;
  data!: CompanySubmittedDto;
  metadata!: TraceDto;
}

export class CompanyProgressDto {
  /** @example 25 */
  total_companies!: number;

  /** Companies that succeeded. */
  completed!: number;

  failed!: number;

  /** Companies that were waiting or running when the batch was cancelled. */
  cancelled!: number;

  /** Companies that are pending or running; 0 once the batch has ended. */
  remaining!: number;

  /** @example 68.0 */
  completion_percentage!: number;

  @ApiProperty({ enum: PHASES })
  current_phase!: (typeof PHASES)[number];
}

/** Status and progress of a batch. */
export class CompanyStatusDto {
  batch_id!: string;

  @ApiProperty({ enum: STATUSES })
  status!: (typeof STATUSES)[number];

  progress!: CompanyProgressDto;

  /** Seconds in processing; queued and paused time does not count. */
  processing_time!: number;

  created_at!: string;

  /** When processing started; null while queued. */
  started_at!: string | null;

  /** Estimated time of completion; null when unknown, paused or ended. */
  estimated_completion!: string | null;

  last_update!: string;

  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  @ApiProperty({ enum: EXTRACTION_MODES })
  extraction_mode!: ExtractionMode;

  @ApiProperty({ enum: EXPORT_CHOICES })
  export_format!: ExportChoice;
}

export class CompanyStatusEnvelopeDto {
  success!: true;
  data!: CompanyStatusDto;
  metadata!: TraceDto;
}

/** Why a company was not extracted. */
export class CompanyErrorDto {
  /** @example "CompanyAnalysisError" */
  type!: string;

  /** @example "Company not found in search results" */
  message!: string;

  /** @example "No web presence found for specified company" */
  details!: string;

  /** @example "COMPANY_NOT_FOUND" */
  code!: string;

  /** What the caller can try next; null when there is no suggestion. */
  suggestion!: string | null;

  /** Companies that match the name when several do. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, required: false })
  candidates?: readonly unknown[];
}

/** Result for one company. */
export class CompanyResultDto {
  /** The name as submitted; `data.company_name` is the resolved name. */
  company_name!: string;

  @ApiProperty({ enum: ENDINGS })
  extraction_status!: (typeof ENDINGS)[number];

  /**
   * Extracted facts; a value that no source states is null.
   * @example { "company_name": "OpenAI", "domain": "openai.com", "industry": "Artificial Intelligence", "employee_count": "501-1000" }
   */
  data?: Record<string, unknown>;

  error?: CompanyErrorDto;

  /** Source of each value, with `include=provenance`. */
  provenance?: Record<string, unknown>;

  /** Sources that failed for this company (`website: PARSE_TIMEOUT`) and other advice; absent when there is none. */
  warnings?: string[];

  ref?: string;

  metadata?: Record<string, unknown>;
}

export class CompanySummaryDto {
  /** @example { "Technology": 12, "Unknown": 1 } */
  industries!: Record<string, number>;

  /** @example { "1-50": 3, "51-200": 8, "201-1000": 7, "1000+": 5 } */
  company_sizes!: Record<string, number>;

  /** @example { "United States": 18 } */
  countries!: Record<string, number>;
}

/** Results of a batch. */
export class CompanyResultsDto {
  batch_id!: string;

  @ApiProperty({ enum: STATUSES })
  status!: (typeof STATUSES)[number];

  total_companies!: number;
  successful_extractions!: number;
  failed_extractions!: number;

  /** Seconds in processing. */
  processing_time!: number;

  completed_at!: string | null;

  /** Results in the order submitted. */
  results!: CompanyResultDto[];

  /** Totals over the successful companies only. */
  summary!: CompanySummaryDto;

  /** @example "/api/v1/company/batch/batch_20240115_abc123/download" */
  export_url!: string;

  /** Always true; present only while the batch has not ended. */
  partial?: boolean;

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: number | null;
}

export class CompanyResultsEnvelopeDto {
  success!: true;
  data!: CompanyResultsDto;
  metadata!: TraceDto;
}

/** Status of a batch after a retry. */
export class CompanyRetriedDto extends CompanyStatusDto {
  /** Number of companies that are pending again. */
  retried!: number;
}

export class CompanyRetriedEnvelopeDto {
  success!: true;
  data!: CompanyRetriedDto;
  metadata!: TraceDto;
}

export class CompanyDeletedDto {
  batch_id!: string;
  deleted!: true;
}

export class CompanyDeletedEnvelopeDto {
  success!: true;
  data!: CompanyDeletedDto;
  metadata!: TraceDto;
}

/** Result of a synchronous extraction. */
export class CompanyExtractedDto {
  company_name!: string;

  @ApiProperty({ enum: ['success'] })
  extraction_status!: 'success';

  data!: Record<string, unknown>;

  /** Source of each value. */
  provenance!: Record<string, unknown>;

  /** Whether the facts came from the cache. */
  cached!: boolean;

  /** Sources that failed. */
  warnings!: string[];

  /** Seconds taken. */
  processing_time!: number;
}

export class CompanyExtractedEnvelopeDto {
  success!: true;
  data!: CompanyExtractedDto;
  metadata!: TraceDto;
}

/** A source of company facts in this installation. */
export class CompanySourceDto {
  /** @example "wikidata" */
  name!: string;

  enabled!: boolean;

  /**
   * Name of the setting that enables the source; null when it is enabled.
   * @example "CONTACT_EMAIL"
   */
  needs!: string | null;
}

export class CompanyHealthDto {
  /** @example "healthy" */
  status!: string;

  /** Sources and their state; only with an admin's key. */
  sources?: CompanySourceDto[];
}

export class CompanyHealthEnvelopeDto {
  success!: true;
  data!: CompanyHealthDto;
  metadata!: TraceDto;
}
