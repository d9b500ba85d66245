import { Injectable } from '@nestjs/common';
import type { Actor } from '../../accounts/rights/actor.js';
import { BatchControl } from '../../batch/control/batch-control.js';
import { BatchSubmitter } from '../../batch/submit/batch-submitter.js';
import { isTerminal } from '../../batch/model/status/batch-status.js';
import type { BatchExtras, Idempotency, SubmittedItem } from '../../batch/model/items/submission.js';
import { AppError } from '../../platform/errors/app-error.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import type { EngineChoice } from '../engines/choose-engine.js';
import type { Budgets } from '../engines/budgets.js';
import { URL_ERRORS } from '../input/clean-url.js';
import { findDuplicates } from '../input/find-duplicates.js';
import { toJob } from './render-url-job.js';
import type { StartedJobDto, UrlVerdictDto } from './start-urls.dto.js';
import { UrlAnalysisHandler } from '../kind/url-analysis.handler.js';
import { SAMPLES } from '../engines/url-engine.js';
import { UrlEngines } from '../engines/url-engines.js';
import type { UrlInput } from '../input/check-url.js';
import { UrlJobReader } from './url-job-reader.js';
import { toJobStatus, type UrlJobDto, type UrlProgressDto } from './url-job.dto.js';
import {
  BATCH_SIZE,
  MAX_AGE_SECONDS,
  requireEngine,
  RETRY_ATTEMPTS,
  RUNS,
  TIMEOUT_SECONDS,
  type StrategyChoice,
  type UrlOptions,
} from '../input/url-options.js';

/** A job to start: URLs validated by `checkUrl`, and how they are analysed. */
interface StartRequest {
  readonly urls: readonly SubmittedItem<UrlInput>[];
  /** Default `mobile`. */
  readonly strategy?: StrategyChoice;
  /** URLs analysed concurrently, 1 to 20; default 5. */
  readonly batchSize?: number;
  /** Time limit of one URL in seconds, 60 to 1,800; default 300. */
  readonly timeoutSeconds?: number;
  /** Retries of one URL, 0 to 5; default 2. */
  readonly retryAttempts?: number;
  /** Default `URL_ANALYSIS_ENGINE`. */
  readonly engine?: EngineChoice;
  /** Maximum age of a cached result in seconds; default 0: the cache is not used. */
  readonly maxAgeSeconds?: number;
  /** Analyses of each URL, 1 to 5; default 1. */
  readonly runs?: number;
  /** Checked by `budgetFaults`; default none. */
  readonly budgets?: Budgets;
  /** Default false: pages with an error status fail. */
  readonly analyzesErrorPages?: boolean;
  /** Loads of each document by the engine `http`, 1 to 5; default 1. */
  readonly timingSamples?: number;
  /** Name, metadata, priority and webhook of the batch; default none. */
  readonly extras?: BatchExtras;
  readonly validateOnly?: boolean;
  readonly idempotency?: Idempotency;
}

const DEFAULTS = {
  strategy: 'mobile',
  batchSize: BATCH_SIZE.default,
  timeoutSeconds: TIMEOUT_SECONDS.default,
  retryAttempts: RETRY_ATTEMPTS.default,
  maxAgeSeconds: MAX_AGE_SECONDS.default,
  runs: RUNS.default,
  budgets: {},
  analyzesErrorPages: false,
  timingSamples: SAMPLES.default,
  validateOnly: false,
} as const satisfies Partial<StartRequest>;

interface StartedJob {
  readonly body: StartedJobDto;
  readonly replayed: boolean;
}

/** Jobs of URLs. `start`, `progress` and `cancel` are the interface for other modules. */
@Injectable()
export class UrlAnalysisService {
  constructor(
    private readonly submitter: BatchSubmitter,
    private readonly control: BatchControl,
    private readonly handler: UrlAnalysisHandler,
    private readonly engines: UrlEngines,
    private readonly jobs: UrlJobReader,
  ) {}

  /**
   * Stores the job with all its URLs; workers pick it up from there. Throws VALIDATION_ERROR for the webhook's address
   * or an unavailable engine, and the idempotency errors.
   */
  async start(actor: Actor, request: StartRequest): Promise<StartedJob> {
    const { urls, extras = {}, validateOnly, ...job } = { ...DEFAULTS, ...definedOnly(request) };
    const { engine, reason } = requireEngine(this.engines.choose(job.engine));
    const { strategy, runs, budgets, analyzesErrorPages, timingSamples } = job;
    const analysis = { runs, budgets, analyze_error_pages: analyzesErrorPages, timing_samples: timingSamples };
    const options: UrlOptions = {
      ...{ strategy, engine, engine_reason: reason, max_age_seconds: job.maxAgeSeconds },
      ...analysis,
    };
    const accepted = await this.submitter.submit(
      this.handler,
      {
        ...extras,
        actor,
        items: urls,
        options,
        validateOnly,
        ...definedOnly({ idempotency: job.idempotency }),
      },
      { maxConcurrent: job.batchSize, timeoutMs: job.timeoutSeconds * 1000, maxAttempts: job.retryAttempts + 1 },
    );
    const id = validateOnly ? null : accepted.publicId;
    const body: StartedJobDto = {
      batch_job_id: id,
      processing_run_id: id,
      name: extras.name ?? null,
      status: 'pending',
      priority: extras.priority ?? 'normal',
      strategy,
      total_urls: urls.length,
      batch_size: job.batchSize,
      timeout_seconds: job.timeoutSeconds,
      retry_attempts: job.retryAttempts,
      ...{ ...analysis, budgets: { ...budgets } },
      engine,
      engine_reason: reason,
      created_at: validateOnly ? null : accepted.createdAt.toISOString(),
      urls: toVerdicts(urls),
    };
    return { body, replayed: accepted.replayed };
  }

  /** Progress of a job. Throws NOT_FOUND. */
  progress(actor: Actor, jobId: string): Promise<UrlProgressDto> {
    return this.jobs.progress(actor, jobId);
  }

  /**
   * Cancels a job: pending URLs do not start, running ones are stopped, finished results are kept. Cancelling again
   * changes nothing. Throws NOT_FOUND, or BATCH_NOT_CANCELLABLE with the job's status once it has ended otherwise.
   */
  async cancel(actor: Actor, jobId: string): Promise<UrlJobDto> {
    const { key } = await this.jobs.find(actor, jobId);
    try {
      await this.control.cancel(key);
    } catch (error) {
      throw await this.asJobError(error, actor, jobId);
    }
    return toJob(await this.jobs.find(actor, jobId));
  }

  /** Replaces the batch status in the error with the status that the URL API publishes. */
  private async asJobError(error: unknown, actor: Actor, jobId: string): Promise<unknown> {
    if (!(error instanceof AppError) || error.code !== 'BATCH_NOT_CANCELLABLE') return error;
    const { status } = await this.jobs.find(actor, jobId);
    if (!isTerminal(status)) return error;
    const publicStatus = toJobStatus(status);
    return new AppError('BATCH_NOT_CANCELLABLE', `The job has already ended: it is ${publicStatus}.`, {
      details: { status: publicStatus },
    });
  }
}

function toVerdicts(urls: readonly SubmittedItem<UrlInput>[]): UrlVerdictDto[] {
  const duplicates = findDuplicates(urls.map(({ input }, index) => input.cleaned_url ?? `refused ${index}`));
  return urls.map(({ input }, index) => ({
    index,
    original_url: input.url,
    cleaned_url: input.cleaned_url,
    changed: [...input.changed],
    warnings: [...input.warnings],
    duplicate_of: duplicates[index]?.duplicate_of ?? null,
    near_duplicate_of: duplicates[index]?.near_duplicate_of ?? null,
    refused: input.refused === undefined ? null : URL_ERRORS[input.refused].errorType,
  }));
}
