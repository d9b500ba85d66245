import { ApiProperty } from '@nestjs/swagger';
import { PRIORITIES, type Priority } from '../../batch/model/batch-status.js';
import { EXPORT_CHOICES, type ExportChoice } from '../input/export-choice.js';
import { EXTRACTION_MODES, type ExtractionMode } from '../facts/modes.js';

const STATUSES = ['queued', 'processing', 'completed', 'failed', 'cancelled', 'paused'] as const;
const PHASES = ['queued', 'search', 'extraction', 'aggregation', 'export', 'done'] as const;
const ENDINGS = ['success', 'failed', 'cancelled'] as const;

/** What stands beside every answer. */
export class TraceDto {
  /** @example "batch_submit_def456def456" */
  trace_id!: string;

  /** @example "2024-01-15T10:30:00.000Z" */
  timestamp!: string;
}

/** What a dry run says of one company. */
export class CompanyVerdictDto {
  /** In the order submitted. */
  index!: number;

  /** @example "OpenAI" */
  company_name!: string;

  valid!: true;
}

/** What was submitted. */
export class CompanySubmittedDto {
  /**
   * null in a dry run.
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
   * Seconds, from what companies of this mode took before.
   * @example 450.5
   */
  estimated_processing_time!: number;

  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  created_at!: string;

  /** What could go better, and sources that this installation does not ask. */
  warnings!: string[];

  /** Only in a dry run. */
  validate_only?: true;

  /** Only in a dry run: every company. */
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

  /** Successes only. */
  completed!: number;

  failed!: number;

  /** Companies that were waiting or running when the batch was cancelled. */
  cancelled!: number;

  /** Companies that will still run: waiting and running ones; 0 once the batch has ended. */
  remaining!: number;

  /** @example 68.0 */
  completion_percentage!: number;

  @ApiProperty({ enum: PHASES })
  current_phase!: (typeof PHASES)[number];
}

/** A batch as it stands. */
export class CompanyStatusDto {
  batch_id!: string;

  @ApiProperty({ enum: STATUSES })
  status!: (typeof STATUSES)[number];

  progress!: CompanyProgressDto;

  /** Seconds in processing; queued and paused time does not count. */
  processing_time!: number;

  created_at!: string;

  /** null while queued. */
  started_at!: string | null;

  /** null when unknown, paused or over. */
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

  /** What may help; null when nothing is known to. */
  suggestion!: string | null;

  /** Companies that fit, when several do. */
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true }, required: false })
  candidates?: readonly unknown[];
}

/** What came of one company. */
export class CompanyResultDto {
  /** As submitted; `data.company_name` is the name found. */
  company_name!: string;

  @ApiProperty({ enum: ENDINGS })
  extraction_status!: (typeof ENDINGS)[number];

  /**
   * Facts; what no source says is null.
   * @example { "company_name": "OpenAI", "domain": "openai.com", "industry": "Artificial Intelligence", "employee_count": "501-1000" }
   */
  data?: Record<string, unknown>;

  error?: CompanyErrorDto;

  /** Where each value comes from, with `include=provenance`. */
  provenance?: Record<string, unknown>;

  /** Sources that failed for this company, `website: PARSE_TIMEOUT`, and other advice; absent when there is nothing to say. */
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

  /** In the order in which they were submitted. */
  results!: CompanyResultDto[];

  /** Over the successes only. */
  summary!: CompanySummaryDto;

  /** @example "/api/v1/company/batch/batch_20240115_abc123/download" */
  export_url!: string;

  /** Only true: the batch has not ended. */
  partial?: boolean;

  /** Give it as `cursor` for the next companies; null when these are all. */
  next_cursor!: number | null;
}

export class CompanyResultsEnvelopeDto {
  success!: true;
  data!: CompanyResultsDto;
  metadata!: TraceDto;
}

/** What a retry did. */
export class CompanyRetriedDto extends CompanyStatusDto {
  /** Companies that wait again. */
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

/** One company. */
export class CompanyExtractedDto {
  company_name!: string;

  @ApiProperty({ enum: ['success'] })
  extraction_status!: 'success';

  data!: Record<string, unknown>;

  /** Where each value comes from. */
  provenance!: Record<string, unknown>;

  /** Whether the facts were known from an earlier extraction. */
  cached!: boolean;

  /** Sources that failed. */
  warnings!: string[];

  /** Seconds. */
  processing_time!: number;
}

export class CompanyExtractedEnvelopeDto {
  success!: true;
  data!: CompanyExtractedDto;
  metadata!: TraceDto;
}

/** A source of facts in this installation. */
export class CompanySourceDto {
  /** @example "wikidata" */
  name!: string;

  enabled!: boolean;

  /**
   * The setting that turns it on.
   * @example "CONTACT_EMAIL"
   */
  needs!: string | null;
}

export class CompanyHealthDto {
  /** @example "healthy" */
  status!: string;

  /** Only with an admin's key. */
  sources?: CompanySourceDto[];
}

export class CompanyHealthEnvelopeDto {
  success!: true;
  data!: CompanyHealthDto;
  metadata!: TraceDto;
}
