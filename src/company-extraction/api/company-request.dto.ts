import { ApiExtraModels, ApiProperty, getSchemaPath, IntersectionType, PickType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsObject, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { IsNameText } from './name-text.js';
import { Optional } from '../../platform/http/optional.js';
import { BatchExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import { PRIORITIES, type Priority } from '../../batch/model/status/batch-status.js';
import { ExtractionOptionsDto } from '../input/extraction-options.dto.js';
import { EXPORT_CHOICES, type ExportChoice } from '../input/export-choice.js';

/** A batch of companies without the list of companies. */
export class CompanyEnvelopeDto extends IntersectionType(ExtractionOptionsDto, BatchExtrasDto) {
  /**
   * Companies extracted concurrently, 1 to 20. Default 5.
   * @example 5
   */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(20)
  max_concurrent?: number;

  /**
   * Time limit for one company in seconds, 30 to 600. Default 300.
   * @example 300
   */
  @Optional()
  @IsInt()
  @Min(30)
  @Max(600)
  timeout_seconds?: number;

  /** Priority of the batch in the queue. Default `normal`. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /**
   * Domains by company name as listed in `company_names`; at most 100 entries.
   * @example { "Acme Corporation": "acme.example.com" }
   */
  @Optional()
  @IsObject()
  domain_hints?: Record<string, string>;
}

/** A company name with what the caller knows about the company. */
export class CompanyNameDto {
  /**
   * Name of the company.
   * @example "Acme Corporation"
   */
  name!: string;

  /**
   * Domain of its website, when known.
   * @example "acme.example.com"
   */
  domain_hint?: string;

  /** The caller's own name for the item, at most 200 characters; returned in results and exports. */
  ref?: string;

  /** The caller's own data; returned unchanged and not interpreted. */
  metadata?: Record<string, unknown>;
}

/** Companies to extract. */
@ApiExtraModels(CompanyNameDto)
export class CompanyBatchDto extends CompanyEnvelopeDto {
  /**
   * 1 to 100 names of at most 200 characters each, or objects with `name` and optional `domain_hint`, `ref` and
   * `metadata`.
   * @example ["OpenAI", "Microsoft", "Google", "Tesla"]
   */
  @ApiProperty({
    type: 'array',
    minItems: 1,
    maxItems: 100,
    items: { oneOf: [{ type: 'string' }, { $ref: getSchemaPath(CompanyNameDto) }] },
  })
  company_names!: (string | CompanyNameDto)[];
}

/** One company to extract synchronously. */
export class CompanyExtractDto extends PickType(ExtractionOptionsDto, [
  /** Name of the company. */
  'extraction_mode',
  'country',
  'language',
  'min_confidence',
]) {
  /**
   * Name of the company.
   * @example "OpenAI"
   */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @IsNameText()
  company_name!: string;

  /**
   * Domain of its website, when known.
   * @example "openai.com"
   */
  @Optional()
  @IsString()
  @MaxLength(253)
  domain_hint?: string;

  /**
   * Time limit in seconds; after it the answer is a TIMEOUT error. Default 60.
   * @example 60
   */
  @Optional()
  @IsInt()
  @Min(5)
  @Max(600)
  timeout_seconds?: number;
}

/** Which companies an answer or a file covers. */
class CoveredResultsDto {
  /** Whether failed and cancelled companies are included. Defaults to `include_failed_results` of the submission. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  include_failed?: boolean;

  /** true: the results so far of a batch that has not ended, instead of BATCH_NOT_COMPLETED. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  partial: boolean = false;
}

/** Which results are returned, and in which form. */
export class ResultsQueryDto extends CoveredResultsDto {
  /** `json`, or a table with one row per company as `csv` or `excel`. Default `json`. */
  @Optional()
  @IsIn(EXPORT_CHOICES)
  format?: ExportChoice;

  /** true: the answer is sent as an attachment to save. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  download: boolean = false;

  /** `provenance` adds to each company the source of every value and the values that contradict it. */
  @Optional()
  @IsIn(['provenance'])
  include?: 'provenance';

  /** Maximum number of companies in a JSON answer; it ends early when they together have 8 MiB. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 100;

  /** `next_cursor` of the previous page. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  cursor?: number;
}

/** How a download is written. */
export class DownloadQueryDto extends CoveredResultsDto {
  /** Format of the file. Defaults to `export_format` of the submission. */
  @Optional()
  @IsIn(EXPORT_CHOICES)
  format?: ExportChoice;
}

/** Which batches the statistics cover. */
export class CompanyStatsQueryDto {
  /** Covers batches created within this time before now. */
  @Optional()
  @IsIn(['1h', '6h', '24h', '7d', '30d'])
  timeframe: '1h' | '6h' | '24h' | '7d' | '30d' = '24h';

  /** true: adds figures by mode, by priority and over time, and the times of single companies. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  include_details: boolean = false;
}
