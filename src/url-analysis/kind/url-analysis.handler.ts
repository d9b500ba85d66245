import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Attempt, BackgroundHandler, type Reopened } from '../../batch/model/handlers/handler.js';
import type { EndedItem, Item } from '../../batch/model/items/item.js';
import type { Kind } from '../../batch/model/kinds/kind.js';
import { AppError } from '../../platform/errors/app-error.js';
import { TargetPolicy } from '../../platform/egress/address-policy.js';
import { Deadline } from '../../platform/concurrency/deadline.js';
import { HostRateLimiter } from '../../platform/concurrency/host-rate-limiter.js';
import { SingleFlight } from '../../platform/concurrency/single-flight.js';
import { type TargetCheck, URL_ERRORS } from '../input/clean-url.js';
import { checkTarget } from '../input/check-target.js';
import { URL_EXPORT_COLUMNS } from './url-export-columns.js';
import { checkBudgets } from '../engines/budgets.js';
import { medianRun, ofOneEngine } from '../engines/median-run.js';
import type { UrlAnalysis } from '../engines/url-analysis.js';
import { checkUrl, type UrlInput } from '../input/check-url.js';
import { UrlEngines } from '../engines/url-engines.js';
import { checkUrlOptions, RUNS, strategiesOf } from '../input/url-options.js';
import type { UrlOptions } from '../input/url-options.js';
import { SAMPLES, type UrlTask } from '../engines/url-engine.js';
import type { ProviderName, Strategy, UrlResult } from '../engines/url-result.js';
import { UrlRecords } from '../store/url-records.js';
import type { FirstOfSame } from '../store/url-status-store.js';
import { URL_ANALYSIS } from './url-analysis.kind.js';

/**
 * Maximum wait for a slot at a host within an attempt, in milliseconds. It counts against the item's time limit (at
 * least 60 s); an item that would wait longer is parked, so that it spends neither its time limit nor its slot on
 * waiting.
 */
const MAX_HOST_WAIT_MS = 10_000;
const PARKED_SECONDS = 5;
/**
 * Seconds after which a duplicate checks again whether the first item with its URL has ended; that result is recorded
 * within a moment.
 */
const DUPLICATE_POLL_SECONDS = 1;

/**
 * Analyses URLs. A duplicate joins the current analysis of the same URL in its batch, or shows its result. Requests to
 * one host are limited over all batches of the process.
 */
@Injectable()
export class UrlAnalysisHandler extends BackgroundHandler<UrlInput, UrlOptions, UrlAnalysis> {
  readonly checkTarget: TargetCheck;
  private readonly analyses = new SingleFlight<SharedAnalysis>();

  readonly kind: Kind<UrlInput, UrlOptions> = {
    ...URL_ANALYSIS,
    checkItem: (raw) => checkUrl(raw, { checkTarget: this.checkTarget }),
    checkOptions: (raw) => checkUrlOptions(raw, (choice) => this.engines.choose(choice)),
    exportColumns: URL_EXPORT_COLUMNS,
    inputFields: { paths: ['url', 'cleaned_url', 'changed', 'warnings', 'refused'], isComplete: true },
  };

  constructor(
    private readonly engines: UrlEngines,
    private readonly hosts: HostRateLimiter,
    private readonly records: UrlRecords,
    policy: TargetPolicy,
  ) {
    super();
    this.checkTarget = checkTarget(policy);
  }

  override submitted(
    batch: { readonly id: number; readonly ownerId: number },
    items: readonly Item<UrlInput>[],
    options: UrlOptions,
    tx: EntityManager,
  ): Promise<void> {
    return this.records.status.insert(batch.id, items, strategiesOf(options.strategy), tx);
  }

  override reopened(batch: { readonly id: number }, reopened: Reopened<UrlInput>, tx: EntityManager): Promise<void> {
    return this.records.status.reopen(batch.id, reopened, tx);
  }

  /** Free places of the engine; items whose engine this process lacks start, and fail at once. */
  override capacity(options: UrlOptions): number {
    return this.engines.find(options.engine)?.free ?? Number.POSITIVE_INFINITY;
  }

  async run(input: UrlInput, attempt: Attempt<UrlOptions>): Promise<UrlAnalysis> {
    if (input.cleaned_url === null) throw refusal(input);
    const url = input.cleaned_url;
    const { batchId, index } = attempt;
    const find = async (signal: AbortSignal): Promise<SharedAnalysis> => ({
      owner: null,
      analysis: await this.find(input, url, sharedAttempt(attempt, signal)),
    });
    const { value } = await this.analyses.run(`${batchId} ${url}`, attempt.signal, find);
    // Those who wait are told in the order in which they came, so the item that started it is first unless it has left.
    value.owner ??= index;
    return value.owner === index ? withUrl(value.analysis, input) : asDuplicate(value.analysis, input, value.owner);
  }

  async save(ended: readonly EndedItem<UrlInput, UrlAnalysis>[], tx: EntityManager): Promise<void> {
    await this.records.save(ended, tx);
  }

  /**
   * Result of the first item with the same URL, waiting for it if necessary, when it applies to this item; else a new
   * analysis.
   */
  private async find(input: UrlInput, url: string, attempt: Attempt<UrlOptions>): Promise<UrlAnalysis> {
    attempt.step('analysis');
    const first = await this.records.status.firstOfSame(attempt.batchId, attempt.index, url);
    if (first !== undefined) return followed(first, input);
    const { options } = attempt;
    const cached: Strategy[] = [];
    const results: UrlResult[] = [];
    for (const strategy of strategiesOf(options.strategy)) {
      const known = await this.records.cache.find(attempt.ownerId, url, strategy, options);
      if (known !== undefined) cached.push(strategy);
      const result = known ?? (await this.analyzeRepeatedly(input, url, strategy, attempt));
      results.push({ ...result, input_url: input.url, budget: checkBudgets(result, options.budgets ?? {}) });
    }
    attempt.step('storing');
    return {
      engine: options.engine,
      engine_reason: options.engine_reason,
      final_url: results[0]?.final_url ?? url,
      duplicate_of: null,
      cached,
      results,
    };
  }

  /**
   * The median of as many analyses as the batch asks for, one after the other, of the engine that gave most of them.
   * One that fails ends the series, with a warning, when others are there.
   */
  private async analyzeRepeatedly(
    input: UrlInput,
    url: string,
    strategy: Strategy,
    attempt: Attempt<UrlOptions>,
  ): Promise<UrlResult> {
    const { engine, runs = RUNS.default, analyze_error_pages: analyzesErrorPages = false } = attempt.options;
    const { timing_samples: samples = SAMPLES.default } = attempt.options;
    const task = { url, inputUrl: input.url, strategy, analyzesErrorPages, samples };
    const results: UrlResult[] = [];
    for (let run = 1; run <= runs; run += 1) {
      try {
        results.push(await this.analyzeOnce(engine, task, attempt));
      } catch (error) {
        const isLost = error instanceof AppError && !error.isUnbegun && !attempt.signal.aborted;
        if (!isLost || results.length === 0) throw error;
        attempt.warn(`run ${run} of ${runs}: ${error.code}`);
        break;
      }
    }
    const median = medianRun(ofOneEngine(results));
    if (median === undefined) throw new AppError('ANALYSIS_FAILED');
    return median;
  }

  /** A page with an error status is analysed by the engine `http` where the batch wants that. */
  private async analyzeOnce(engine: ProviderName, task: UrlTask, attempt: Attempt<UrlOptions>): Promise<UrlResult> {
    try {
      return await this.analyze(engine, task, attempt);
    } catch (error) {
      const isErrorPage = error instanceof AppError && error.code === 'HTTP_ERROR';
      if (!isErrorPage || task.analyzesErrorPages !== true || engine === 'http') throw error;
      return this.analyze('http', task, attempt);
    }
  }

  private async analyze(name: ProviderName, task: UrlTask, attempt: Attempt<UrlOptions>): Promise<UrlResult> {
    const engine = this.engines.find(name);
    if (engine === undefined) throw new AppError('PROVIDER_NOT_CONFIGURED', `This worker has no engine ${name}.`);
    const leave = await engine.occupy(attempt.signal);
    try {
      const release = await this.acquireHost(new URL(task.url).hostname, attempt.signal);
      try {
        return await engine.analyze(task, attempt);
      } finally {
        release();
      }
    } finally {
      leave();
    }
  }

  /**
   * Waits briefly for a slot at the host. Throws RATE_LIMITED, which parks the item without counting the attempt, when
   * too many others wait.
   */
  private async acquireHost(host: string, signal: AbortSignal): Promise<() => void> {
    const deadline = new Deadline(MAX_HOST_WAIT_MS, signal, hostIsBusy);
    try {
      return await this.hosts.acquire(host, deadline.signal);
    } finally {
      deadline.dispose();
    }
  }
}

/** An analysis for all items with its URL. */
interface SharedAnalysis {
  /** Index of the first item that got it, whose result it is; the others are duplicates of that. Null until then. */
  owner: number | null;
  readonly analysis: UrlAnalysis;
}

/** The attempt of the item that started an analysis, with the signal of all items that wait for it. */
const sharedAttempt = (attempt: Attempt<UrlOptions>, signal: AbortSignal): Attempt<UrlOptions> => ({
  batchId: attempt.batchId,
  ownerId: attempt.ownerId,
  index: attempt.index,
  options: attempt.options,
  number: attempt.number,
  endsAt: attempt.endsAt,
  signal,
  step: (name) => attempt.step(name),
  warn: (text) => attempt.warn(text),
});

const hostIsBusy = (): AppError =>
  new AppError('RATE_LIMITED', 'Other pages of the host are being analysed; this URL waits for a slot.', {
    retryAfter: PARKED_SECONDS,
    isUnbegun: true,
  });

/**
 * Result of the first item with the same URL. Its failure is final here, because it had its attempts; while it is open,
 * the duplicate is parked without counting an attempt.
 */
function followed({ index, output, error, runsInSeconds }: FirstOfSame, input: UrlInput): UrlAnalysis {
  if (output !== null) return asDuplicate(output, input, index);
  if (error !== null) throw new AppError(error.code, error.message, { details: { ...error.details }, isFinal: true });
  throw new AppError('RATE_LIMITED', `The same URL is analysed at index ${index}; this item waits for its result.`, {
    retryAfter: runsInSeconds + DUPLICATE_POLL_SECONDS,
    isUnbegun: true,
  });
}

const asDuplicate = (found: UrlAnalysis, input: UrlInput, of: number): UrlAnalysis => ({
  ...withUrl(found, input),
  duplicate_of: of,
});

/** An analysis with the URL as this item has it. */
const withUrl = (found: UrlAnalysis, input: UrlInput): UrlAnalysis => ({
  ...found,
  results: found.results.map((result) => ({ ...result, input_url: input.url })),
});

/** The error of a URL that was rejected at submission but stored at its index. */
function refusal({ refused = 'INVALID_URL' }: UrlInput): AppError {
  const { message, errorType } = URL_ERRORS[refused];
  const isTarget = refused === 'TARGET_NOT_ALLOWED' || refused === 'PORT_NOT_ALLOWED';
  return new AppError(isTarget ? 'TARGET_NOT_ALLOWED' : 'VALIDATION_ERROR', message, {
    details: { error_type: errorType },
  });
}
