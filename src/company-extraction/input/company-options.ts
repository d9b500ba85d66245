import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import type { Checked } from '../../batch/model/kinds/kind.js';
import { isPlainObject } from '../../platform/http/faults.js';
import { faultsOf, notAnObject } from '../../platform/http/validation.js';
import { ExtractionOptionsDto } from './extraction-options.dto.js';
import { countryCode } from '../facts/country.js';
import type { ExportChoice } from './export-choice.js';
import type { ExtractionMode } from '../facts/modes.js';

/** Options of a batch of companies, as stored with the batch. */
export interface CompanyOptions {
  readonly extraction_mode: ExtractionMode;
  /** ISO 3166-1 alpha-2, upper case. */
  readonly country: string;
  /** ISO 639-1, lower case. */
  readonly language: string;
  /** Default of `include_failed` when results are requested. */
  readonly include_failed_results: boolean;
  /** Default of `format` when results are downloaded. */
  readonly export_format: ExportChoice;
  /** Values with a lower confidence are omitted; 0 includes all. */
  readonly min_confidence: number;
  /** Tokens that the language model may cost; absent: as the installation allows. */
  readonly max_model_tokens?: number;
  /** Questions to each paid provider; absent: no limit. */
  readonly max_provider_calls?: number;
}

export const COMPANY_LIMITS = {
  concurrency: { default: 5, max: 20 },
  timeoutSeconds: { default: 300, min: 30, max: 600 },
} as const;

/** Applies the defaults to options that were not given. */
export function toOptions(dto: ExtractionOptionsDto): CompanyOptions {
  return {
    extraction_mode: dto.extraction_mode ?? 'standard',
    country: countryCode(dto.country ?? 'US') ?? 'US',
    language: (dto.language ?? 'en').toLowerCase(),
    include_failed_results: dto.include_failed_results ?? true,
    export_format: dto.export_format ?? 'json',
    min_confidence: dto.min_confidence ?? 0,
    ...(dto.max_model_tokens == null ? {} : { max_model_tokens: dto.max_model_tokens }),
    ...(dto.max_provider_calls == null ? {} : { max_provider_calls: dto.max_provider_calls }),
  };
}

/** Validates options submitted through the generic batch API by the same rules as the companies API. */
export function checkOptions(raw: unknown): Checked<CompanyOptions> {
  if (raw !== undefined && !isPlainObject(raw)) return { faults: [notAnObject(raw)] };
  const dto = plainToInstance(ExtractionOptionsDto, raw ?? {});
  const errors = validateSync(dto, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true });
  if (errors.length > 0) return { faults: errors.flatMap((error) => faultsOf(error, '')) };
  return { value: toOptions(dto) };
}
