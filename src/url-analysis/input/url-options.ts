import { invalid } from '../../platform/errors/app-error.js';
import type { Checked } from '../../batch/model/kinds/kind.js';
import { isPlainObject, fault } from '../../platform/http/faults.js';
import type { ChosenEngine, EngineChoice } from '../engines/choose-engine.js';
import { type Budgets, budgetFaults } from '../engines/budgets.js';
import { SAMPLES } from '../engines/url-engine.js';
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

/** Analyses of one URL, of which the median is the result. */
export const RUNS = { default: 1, min: 1, max: 5 } as const;

/** How the URLs of one batch are analysed; stored with the batch. */
export interface UrlOptions {
  readonly strategy: StrategyChoice;
  readonly engine: ProviderName;
  /** Why this engine was chosen. */
  readonly engine_reason: string;
  /** Maximum age in seconds of a result of the same owner that is returned again; 0: every URL is analysed. */
  readonly max_age_seconds: number;
  /**
   * Number of analyses of a URL, of which the median is the result; absent in batches of earlier versions, as what
   * follows.
   */
  readonly runs?: number;
  readonly budgets?: Budgets;
  /** Whether pages that answer with an error status are analysed, by the engine `http`, instead of failing. */
  readonly analyze_error_pages?: boolean;
  /**
   * Loads of a document, of whose timings the engine `http` gives the medians; batches of earlier versions had three.
   */
  readonly timing_samples?: number;
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

const isStrategy = (value: unknown): value is StrategyChoice => STRATEGY_CHOICES.some((choice) => choice === value);
const isWithin = (value: unknown, { min, max }: { readonly min: number; readonly max: number }): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max;
const isEngine = (value: unknown): value is EngineChoice | undefined =>
  value === undefined || ['auto', 'http', 'lighthouse', 'psi'].some((choice) => choice === value);

/** Validates options submitted through the generic batch API. Throws VALIDATION_ERROR for an unavailable engine. */
export function checkUrlOptions(raw: unknown, choose: (choice?: EngineChoice) => ChosenEngine): Checked<UrlOptions> {
  const { strategy = 'mobile', max_age_seconds = 0, engine, ...more } = isPlainObject(raw) ? raw : {};
  const { runs = RUNS.default, budgets = {}, analyze_error_pages = false, ...rest } = more;
  const { timing_samples = SAMPLES.default, ...unknown } = rest;
  const faults = Object.entries(unknown).map(([field, value]) =>
    fault(field, 'is not a known field', value, 'unknown_field'),
  );
  faults.push(...budgetFaults(budgets));
  if (!isStrategy(strategy)) faults.push(fault('strategy', 'must be mobile, desktop or both', strategy, 'enum'));
  if (!isWithin(max_age_seconds, MAX_AGE_SECONDS))
    faults.push(fault('max_age_seconds', 'must be from 0 to 604800', max_age_seconds, 'less_than_equal'));
  if (!isWithin(runs, RUNS)) faults.push(fault('runs', 'must be from 1 to 5', runs, 'less_than_equal'));
  if (!isEngine(engine)) faults.push(fault('engine', 'must be auto, http, lighthouse or psi', engine, 'enum'));
  if (!isWithin(timing_samples, SAMPLES))
    faults.push(fault('timing_samples', 'must be from 1 to 5', timing_samples, 'less_than_equal'));
  if (typeof analyze_error_pages !== 'boolean')
    faults.push(fault('analyze_error_pages', 'must be true or false', analyze_error_pages, 'bool_type'));
  if (faults.length > 0 || !isStrategy(strategy) || !isEngine(engine)) return { faults };
  const chosen = requireEngine(choose(engine));
  return {
    value: {
      strategy,
      engine: chosen.engine,
      engine_reason: chosen.reason,
      max_age_seconds: max_age_seconds as number,
      runs: runs as number,
      budgets: budgets as Budgets,
      analyze_error_pages: analyze_error_pages === true,
      timing_samples: timing_samples as number,
    },
  };
}
