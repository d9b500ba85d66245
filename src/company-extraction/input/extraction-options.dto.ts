import { IsBoolean, IsIn, IsInt, IsNumber, Matches, Max, Min, ValidateBy } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { countryCode } from '../facts/country.js';
import { EXTRACTION_MODES, type ExtractionMode } from '../facts/modes.js';
import { EXPORT_CHOICES, type ExportChoice } from './export-choice.js';
import { Fraction } from '../../platform/http/fraction.js';
import { MAX_BUDGET } from '../../batch/spending/spending.dto.js';

/** Accepts an ISO 3166-1 alpha-2 country code in either case, and `UK`. */
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
  /** Which sources are queried, and how thoroughly. Default `standard`. */
  @Optional()
  @IsIn(EXTRACTION_MODES)
  extraction_mode?: ExtractionMode;

  /**
   * Country in which companies are searched first, as an ISO 3166-1 alpha-2 code; `UK` is read as `GB`. Default
   * `US`.
   * @example "US"
   */
  @Optional()
  @IsCountry()
  country?: string;

  /**
   * Language of names and descriptions, as an ISO 639-1 code. Default `en`.
   * @example "en"
   */
  @Optional()
  @Matches(/^[A-Za-z]{2}$/, { message: '$property must be a language code of two letters, such as en' })
  language?: string;

  /** Whether results include failed companies unless the request says otherwise. Default true. */
  @Optional()
  @IsBoolean()
  include_failed_results?: boolean;

  /** Format of downloads unless the request says otherwise. Default `json`. */
  @Optional()
  @IsIn(EXPORT_CHOICES)
  export_format?: ExportChoice;

  /**
   * Omits values whose confidence is lower than this, 0 to 1. Default 0: all values are included.
   * @example 0.5
   */
  @Optional()
  @IsNumber()
  @Min(0)
  @Max(1)
  @Fraction()
  min_confidence?: number;

  /**
   * Tokens that the language model may cost in the batch, where one is configured; 0: it is not asked. Default
   * `LLM_BATCH_TOKENS`, which is also the most.
   * @example 200000
   */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(MAX_BUDGET)
  max_model_tokens?: number;

  /**
   * Questions that the batch may ask of each provider that is paid by the question (Brave Search, People Data Labs).
   * Default: no limit.
   * @example 50
   */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(MAX_BUDGET)
  max_provider_calls?: number;
}
