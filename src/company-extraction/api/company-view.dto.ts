import { ApiProperty } from '@nestjs/swagger';
import { PRIORITIES, type Priority } from '../../batch/model/status/batch-status.js';
import { SpendingDto } from '../../batch/spending/spending.dto.js';
import { EXPORT_CHOICES, type ExportChoice } from '../input/export-choice.js';
import { EXTRACTION_MODES, type ExtractionMode } from '../facts/modes.js';
import { Fraction } from '../../platform/http/fraction.js';
import { ModelUsageDto } from '../../platform/llm/model-usage.dto.js';
import { IsErrorCode, IsErrorType } from '../../platform/http/error-body.dto.js';

const STATUSES = ['queued', 'processing', 'completed', 'failed', 'cancelled', 'paused'] as const;
const PHASES = ['queued', 'search', 'extraction', 'aggregation', 'export', 'done'] as const;
const ENDINGS = ['success', 'failed', 'cancelled'] as const;

/** Fields that every response carries. */
export class TraceDto {
  /**
   * The route and the end of the request's id, which the header X-Trace-Id has in full.
   * @example "batch_submit_def456def456"
   */
  trace_id!: string;

  /**
   * When the answer was made.
   * @example "2024-01-15T10:30:00.000Z"
   */
  timestamp!: string;
}

/** Dry-run result for one company. */
export class CompanyVerdictDto {
  /** Position in `company_names`. */
  index!: number;

  /**
   * The name as sent.
   * @example "OpenAI"
   */
  company_name!: string;

  /** Whether it can be submitted. */
  valid!: true;
}

/** Paid questions of a batch so far. */
export class CompanySpendingDto {
  /** Id of the batch. */
  batch_id!: string;

  /** One entry for each that is paid by the question, whether it was asked or not. */
  spending!: SpendingDto[];
}

/** What a batch has spent. */
export class CompanySpendingEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** Paid questions so far. */
  data!: CompanySpendingDto;

  /** Where the request is found in the log. */
  metadata!: TraceDto;
}

/** Acknowledgement of a submission. */
export class CompanySubmittedDto {
  /**
   * Id of the batch; null in a dry run.
   * @example "batch_20240115_abc123xyz7"
   */
  batch_id!: string | null;

  /**
   * `queued`; `valid` in a dry run.
   * @example "queued"
   */
  @ApiProperty({ enum: ['queued', 'valid'] })
  status!: string;

  /**
   * What happened, for a person.
   * @example "Batch submitted successfully"
   */
  message!: string;

  /**
   * Companies submitted.
   * @example 25
   */
  total_companies!: number;

  /**
   * Estimated seconds for the batch, from the times that companies of this mode took before.
   * @example 450.5
   */
  @Fraction()
  estimated_processing_time!: number;

  /** Priority of the batch. */
  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  /** When the batch was submitted. */
  created_at!: string;

  /** Advice on the submission, and sources that this installation does not query. */
  warnings!: string[];

  /** Only in a dry run. */
  validate_only?: true;

  /** What the batch can cost at most, by whom is asked; only in a dry run. */
  spending_preview?: SpendingDto[];

  /** Result of the validation of every company; only in a dry run. */
  valid?: CompanyVerdictDto[];
}

/** The submitted batch, or the verdicts of a dry run. */
export class CompanySubmittedEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** The batch, or the verdicts of a dry run. */
  data!: CompanySubmittedDto;

  /** Where the request is found in the log. */
  metadata!: TraceDto;
}

/** How far a batch is. */
export class CompanyProgressDto {
  /**
   * Companies submitted.
   * @example 25
   */
  total_companies!: number;

  /** Companies that succeeded. */
  completed!: number;

  /** Companies that failed. */
  failed!: number;

  /** Companies that were waiting or running when the batch was cancelled. */
  cancelled!: number;

  /** Companies that are pending or running; 0 once the batch has ended. */
  remaining!: number;

  /**
   * Share of the companies that have ended, in per cent.
   * @example 68.0
   */
  @Fraction()
  completion_percentage!: number;

  /** What most of the batch is doing. */
  @ApiProperty({ enum: PHASES })
  current_phase!: (typeof PHASES)[number];
}

/** Status and progress of a batch. */
export class CompanyStatusDto {
  /** Id of the batch. */
  batch_id!: string;

  /** State of the batch. */
  @ApiProperty({ enum: STATUSES })
  status!: (typeof STATUSES)[number];

  /** How far the batch is. */
  progress!: CompanyProgressDto;

  /** Seconds in processing; queued and paused time does not count. */
  @Fraction()
  processing_time!: number;

  /** When the batch was submitted. */
  created_at!: string;

  /** When processing started; null while queued. */
  started_at!: string | null;

  /** Estimated time of completion; null when unknown, paused or ended. */
  estimated_completion!: string | null;

  /** When it last changed. */
  last_update!: string;

  /** Priority of the batch. */
  @ApiProperty({ enum: PRIORITIES })
  priority!: Priority;

  /** How much is looked up. */
  @ApiProperty({ enum: EXTRACTION_MODES })
  extraction_mode!: ExtractionMode;

  /** Format of the results unless another is asked for. */
  @ApiProperty({ enum: EXPORT_CHOICES })
  export_format!: ExportChoice;
}

/** State of a batch. */
export class CompanyStatusEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** State of the batch. */
  data!: CompanyStatusDto;

  /** Where the request is found in the log. */
  metadata!: TraceDto;
}

/** Why a company was not extracted. */
export class CompanyErrorDto {
  /**
   * Class of the error.
   * @example "CompanyAnalysisError"
   */
  @IsErrorType()
  type!: string;

  /**
   * What is wrong, for a person.
   * @example "Company not found in search results"
   */
  message!: string;

  /**
   * Further facts, by the code.
   * @example "No web presence found for specified company"
   */
  details!: string;

  /**
   * Error code.
   * @example "COMPANY_NOT_FOUND"
   */
  @IsErrorCode()
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

  /** Whether the company was extracted. */
  @ApiProperty({ enum: ENDINGS })
  extraction_status!: (typeof ENDINGS)[number];

  /**
   * Extracted facts; a value that no source states is null.
   * @example { "company_name": "OpenAI", "domain": "openai.com", "employee_count": "501-1000" }
   */
  data?: Record<string, unknown>;

  /** Why it was not; only when it failed. */
  error?: CompanyErrorDto;

  /** Source of each value, with `include=provenance`. */
  provenance?: Record<string, unknown>;

  /** What the language model cost for the company, with `include=provenance`; absent when it was not asked. */
  model_usage?: ModelUsageDto;

  /** Sources that failed for this company (`website: PARSE_TIMEOUT`) and other advice; absent when there is none. */
  warnings?: string[];

  /** Caller-defined name of the item. */
  ref?: string;

  /** Caller-defined data, returned unchanged. */
  metadata?: Record<string, unknown>;
}

/** The extracted companies, counted by some of their facts. */
export class CompanySummaryDto {
  /**
   * Companies by industry.
   * @example { "Technology": 12, "Unknown": 1 }
   */
  industries!: Record<string, number>;

  /**
   * Companies by number of employees.
   * @example { "1-50": 3, "51-200": 8, "201-1000": 7, "1000+": 5 }
   */
  company_sizes!: Record<string, number>;

  /**
   * Companies by country of the seat.
   * @example { "United States": 18 }
   */
  countries!: Record<string, number>;
}

/** Results of a batch. */
export class CompanyResultsDto {
  /** Id of the batch. */
  batch_id!: string;

  /** State of the batch. */
  @ApiProperty({ enum: STATUSES })
  status!: (typeof STATUSES)[number];

  /** Companies submitted. */
  total_companies!: number;

  /** Companies extracted. */
  successful_extractions!: number;

  /** Companies that failed. */
  failed_extractions!: number;

  /** Seconds in processing. */
  @Fraction()
  processing_time!: number;

  /** When the batch ended; null before. */
  completed_at!: string | null;

  /** Results in the order submitted. */
  results!: CompanyResultDto[];

  /** Totals over the successful companies only. */
  summary!: CompanySummaryDto;

  /**
   * Path of the results as a file.
   * @example "/api/v1/company/batch/batch_20240115_abc123/download"
   */
  export_url!: string;

  /** Always true; present only while the batch has not ended. */
  partial?: boolean;

  /** Value of `cursor` for the next page; null on the last page. */
  next_cursor!: number | null;
}

/** Results of a batch. */
export class CompanyResultsEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** The results. */
  data!: CompanyResultsDto;

  /** Where the request is found in the log. */
  metadata!: TraceDto;
}

/** Status of a batch after a retry. */
export class CompanyRetriedDto extends CompanyStatusDto {
  /** Number of companies that are pending again. */
  retried!: number;
}

/** State of a batch of which companies run again. */
export class CompanyRetriedEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** State of the batch, and how many companies run again. */
  data!: CompanyRetriedDto;

  /** Where the request is found in the log. */
  metadata!: TraceDto;
}

/** The batch that was deleted. */
export class CompanyDeletedDto {
  /** Id of the deleted batch. */
  batch_id!: string;

  /** Always true. */
  deleted!: true;
}

/** The batch that was deleted. */
export class CompanyDeletedEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** What was deleted. */
  data!: CompanyDeletedDto;

  /** Where the request is found in the log. */
  metadata!: TraceDto;
}

/** Result of a synchronous extraction. */
export class CompanyExtractedDto {
  /** The name as sent. */
  company_name!: string;

  /** Always `success`; a failure is an error. */
  @ApiProperty({ enum: ['success'] })
  extraction_status!: 'success';

  /** The facts found. */
  data!: Record<string, unknown>;

  /** Source of each value. */
  provenance!: Record<string, unknown>;

  /** Whether the facts came from the cache. */
  cached!: boolean;

  /** What the language model cost; absent when it was not asked. */
  model_usage?: ModelUsageDto;

  /** Sources that failed. */
  warnings!: string[];

  /** Seconds taken. */
  @Fraction()
  processing_time!: number;
}

/** One extracted company. */
export class CompanyExtractedEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** The company. */
  data!: CompanyExtractedDto;

  /** Where the request is found in the log. */
  metadata!: TraceDto;
}

/** A source of company facts in this installation. */
export class CompanySourceDto {
  /**
   * Name of the source.
   * @example "wikidata"
   */
  name!: string;

  /** Whether it is asked. */
  enabled!: boolean;

  /**
   * Name of the setting that enables the source; null when it is enabled.
   * @example "CONTACT_EMAIL"
   */
  needs!: string | null;
}

/** State of the extraction. */
export class CompanyHealthDto {
  /**
   * Always `healthy`; 503 otherwise.
   * @example "healthy"
   */
  @ApiProperty({ enum: ['healthy'] })
  status!: string;

  /** Sources and their state; only with an admin's key. */
  sources?: CompanySourceDto[];
}

/** State of the extraction. */
export class CompanyHealthEnvelopeDto {
  /** Always true; errors have another body. */
  success!: true;

  /** State of the extraction. */
  data!: CompanyHealthDto;

  /** Where the request is found in the log. */
  metadata!: TraceDto;
}
