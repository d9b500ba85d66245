import { invalid } from '../../platform/errors/app-error.js';
import type { Checked } from '../../batch/model/kind.js';
import { isPlainObject, fault } from '../../platform/http/validation.js';
import type { ChosenEngine, EngineChoice } from '../engines/choose-engine.js';
import { type ProviderName, STRATEGIES, type Strategy } from '../engines/url-result.js';

export const STRATEGY_CHOICES = [...STRATEGIES, 'both'] as const;
export type StrategyChoice = (typeof STRATEGY_CHOICES)[number];

/** Maximum URLs of one job. */
export const MAX_URLS = 1000;
export const BATCH_SIZE = { default: 5, min: 1, max: 20 } as const;
export const TIMEOUT_SECONDS = { default: 300, min: 60, max: 1800 } as const;
export const RETRY_ATTEMPTS = { default: 2, min: 0, max: 5 } as const;
/** Maximum age in seconds of a cached result; the cache retains results for seven days. */
export const MAX_AGE_SECONDS = { default: 0, min: 0, max: 604_800 } as const;

/** How the URLs of one batch are analysed; stored with the batch. */
export interface UrlOptions {
  readonly strategy: StrategyChoice;
  readonly engine: ProviderName;
  /** Why this engine was chosen. */
  readonly engine_reason: string;
  /** Maximum age in seconds of a result of the same owner that is returned again; 0: every URL is analysed. */
  readonly max_age_seconds: number;
}

/** Both strategies give two results under one index. */
export const strategiesOf = (choice: StrategyChoice): readonly Strategy[] =>
  choice === 'both' ? STRATEGIES : [choice];

/** Throws VALIDATION_ERROR for an engine that the installation does not have. */
export function requireEngine(chosen: ChosenEngine): { readonly engine: ProviderName; readonly reason: string } {
  if (chosen.engine !== null) return chosen;
  throw invalid([
    {
      field: 'engine',
      message: `is not available here: ${chosen.reason}`,
      invalid_value: null,
      error_type: 'unavailable',
    },
  ]);
}

/** Validates options submitted through the generic batch API. Throws VALIDATION_ERROR for an unavailable engine. */
export function checkUrlOptions(raw: unknown, choose: (choice?: EngineChoice) => ChosenEngine): Checked<UrlOptions> {
  const { strategy = 'mobile', max_age_seconds: maxAge = 0, engine, ...unknown } = isPlainObject(raw) ? raw : {};
  const faults = Object.entries(unknown).map(([field, value]) =>
    fault(field, 'is not a known field', value, 'unknown_field'),
  );
  const isStrategy = (value: unknown): value is StrategyChoice => STRATEGY_CHOICES.some((choice) => choice === value);
  const isAge = (value: unknown): value is number =>
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MAX_AGE_SECONDS.max;
  const isEngine = (value: unknown): value is EngineChoice | undefined =>
    value === undefined || ['auto', 'http', 'lighthouse', 'psi'].some((choice) => choice === value);
  if (!isStrategy(strategy)) faults.push(fault('strategy', 'must be mobile, desktop or both', strategy, 'enum'));
  if (!isAge(maxAge)) faults.push(fault('max_age_seconds', 'must be from 0 to 604800', maxAge, 'less_than_equal'));
  if (!isEngine(engine)) faults.push(fault('engine', 'must be auto, http, lighthouse or psi', engine, 'enum'));
  if (faults.length > 0 || !isStrategy(strategy) || !isAge(maxAge) || !isEngine(engine)) return { faults };
  const chosen = requireEngine(choose(engine));
  return { value: { strategy, engine: chosen.engine, engine_reason: chosen.reason, max_age_seconds: maxAge } };
}
