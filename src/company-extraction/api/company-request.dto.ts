import { ApiExtraModels, ApiProperty, getSchemaPath, IntersectionType } from '@nestjs/swagger';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';
import { IsNameText } from '../../platform/text/name-text.js';
import { Optional } from '../../platform/http/optional.js';
import { BatchExtrasDto } from '../../batch/request/batch-extras.dto.js';
import { QueryBoolean, QueryInteger } from '../../platform/http/query-values.js';
import { PRIORITIES, type Priority } from '../../batch/model/batch-status.js';
import { EXPORT_CHOICES, type ExportChoice } from '../input/export-choice.js';
import { countryCode } from '../facts/country.js';
import { EXTRACTION_MODES, type ExtractionMode } from '../facts/modes.js';

/** Two letters that are a country's (ISO 3166-1), in either case. */
const IsCountry = (): PropertyDecorator =>
  ValidateBy({
    name: 'isIn',
    validator: {
      validate: (value) => typeof value === 'string' && /^[A-Za-z]{2}$/.test(value) && countryCode(value) !== null,
      defaultMessage: () => '$property must be a country code of two letters, such as US',
    },
  });

/** How companies are extracted. */
export class ExtractionOptionsDto {
  /** Which sources are asked, and how thoroughly; standard when not given. */
  @Optional()
  @IsIn(EXTRACTION_MODES)
  extraction_mode?: ExtractionMode;

  /**
   * ISO 3166-1 alpha-2: where the companies are looked for first; US when not given.
   * @example "US"
   */
  @Optional()
  @IsCountry()
  country?: string;

  /**
   * ISO 639-1: the language of names and descriptions; en when not given.
   * @example "en"
   */
  @Optional()
  @Matches(/^[A-Za-z]{2}$/, { message: '$property must be a language code of two letters, such as en' })
  language?: string;

  /** Whether results show failed companies unless the request says otherwise; true when not given. */
  @Optional()
  @IsBoolean()
  include_failed_results?: boolean;

  /** Format of downloads unless the request says otherwise; json when not given. */
  @Optional()
  @IsIn(EXPORT_CHOICES)
  export_format?: ExportChoice;

  /**
   * Leaves out values that are less certain, 0 to 1; 0 when not given.
   * @example 0.5
   */
  @Optional()
  @IsNumber()
  @Min(0)
  @Max(1)
  min_confidence?: number;
}

/** Everything of a batch of companies but the list itself. */
export class CompanyEnvelopeDto extends IntersectionType(ExtractionOptionsDto, BatchExtrasDto) {
  /**
   * Companies extracted at once; 5 when not given.
   * @example 5
   */
  @Optional()
  @IsInt()
  @Min(1)
  @Max(20)
  max_concurrent?: number;

  /**
   * Seconds for one company; 300 when not given.
   * @example 300
   */
  @Optional()
  @IsInt()
  @Min(30)
  @Max(600)
  timeout_seconds?: number;

  /** How urgent the batch is; normal when not given. */
  @Optional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  /**
   * Domains of companies, by their names in `company_names`; at most 100.
   * @example { "Acme Corporation": "acme.example.com" }
   */
  @Optional()
  @IsObject()
  domain_hints?: Record<string, string>;
}

/** A company with what the caller knows of it. */
export class CompanyNameDto {
  /** @example "Acme Corporation" */
  name!: string;

  /** @example "acme.example.com" */
  domain_hint?: string;

  /** The caller's own name for the item, at most 200 characters; echoed in results and exports. */
  ref?: string;

  /** The caller's own data; echoed and never read. */
  metadata?: Record<string, unknown>;
}

/** Companies to extract. */
@ApiExtraModels(CompanyNameDto)
export class CompanyBatchDto extends CompanyEnvelopeDto {
  /**
   * 1 to 100 names of at most 200 characters, or objects with `name` and optional `domain_hint`, `ref` and `metadata`.
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

/** One company to extract at once. */
export class CompanyExtractDto {
  /** @example "OpenAI" */
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @IsNameText()
  company_name!: string;

  /** @example "openai.com" */
  @Optional()
  @IsString()
  @MaxLength(253)
  domain_hint?: string;

  @Optional()
  @IsIn(EXTRACTION_MODES)
  extraction_mode?: ExtractionMode;

  /** @example "US" */
  @Optional()
  @IsCountry()
  country?: string;

  /** @example "en" */
  @Optional()
  @Matches(/^[A-Za-z]{2}$/, { message: '$property must be a language code of two letters, such as en' })
  language?: string;

  /**
   * Seconds until the answer is a TIMEOUT; 60 when not given.
   * @example 60
   */
  @Optional()
  @IsInt()
  @Min(5)
  @Max(600)
  timeout_seconds?: number;

  /** @example 0 */
  @Optional()
  @IsNumber()
  @Min(0)
  @Max(1)
  min_confidence?: number;
}

/** How results are shown. */
export class ResultsQueryDto {
  /** json when not given; `csv` and `excel` are tables with one row a company. */
  @Optional()
  @IsIn(EXPORT_CHOICES)
  format?: ExportChoice;

  /** Whether failed and cancelled companies are shown; what the batch was submitted with when not given. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  include_failed?: boolean;

  /** true: as a file to save. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  download: boolean = false;

  /** true: what has ended so far of a batch that has not. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  partial: boolean = false;

  /** Adds to each company where its values come from, and what contradicts them. */
  @Optional()
  @IsIn(['provenance'])
  include?: 'provenance';

  /** Most companies in a JSON answer. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 100;

  /** `next_cursor` of the page before. */
  @Optional()
  @QueryInteger()
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  cursor?: number;
}

/** How a download is written. */
export class DownloadQueryDto {
  /** What the batch was submitted with when not given. */
  @Optional()
  @IsIn(EXPORT_CHOICES)
  format?: ExportChoice;

  /** Whether failed and cancelled companies are in it; what the batch was submitted with when not given. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  include_failed?: boolean;

  /** true: what has ended so far of a batch that has not. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  partial: boolean = false;
}

/** Which batches the statistics count. */
export class CompanyStatsQueryDto {
  /** Batches created in this last stretch of time. */
  @Optional()
  @IsIn(['1h', '6h', '24h', '7d', '30d'])
  timeframe: '1h' | '6h' | '24h' | '7d' | '30d' = '24h';

  /** true: also by mode, by priority and by time, and how long single companies took. */
  @Optional()
  @QueryBoolean()
  @IsBoolean()
  include_details: boolean = false;
}
