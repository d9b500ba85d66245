import type { UrlResult } from '../url-result.js';
import { UrlAnalysisEngine, type AnalysisAttempt, type UrlTask } from '../url-engine.js';
import { runLighthouse } from './lighthouse-run.js';
import { pageFailure } from './page-failure.js';
import { Semaphore } from '../../../platform/concurrency/semaphore.js';

/** Version that the result format and the flags were tested with; the result states the version that ran. */
const LIGHTHOUSE_VERSION = '12.8.2';

interface LighthouseSettings {
  /** Path of Chrome, from `findChrome`. */
  readonly chromePath: string;
  /** Returns `http://host:port` of the loopback proxy that applies the egress policy; called before each run. */
  readonly proxy: () => Promise<string>;
  /** Concurrent runs in this process, `LIGHTHOUSE_CONCURRENCY`; more than one distorts the measurements. Default 1. */
  readonly concurrency?: number;
  /** Time limit of one run in milliseconds. Default 180,000. */
  readonly timeoutMs?: number;
  /** Maximum wait for the load event in milliseconds. Default 45,000, as in Lighthouse. */
  readonly maxWaitForLoadMs?: number;
  /** Node options of the child processes. */
  readonly execArgv?: readonly string[];
}

/**
 * Runs Lighthouse with a local Chrome, one child process per run. Chrome makes its own requests, so it only runs behind
 * the egress proxy. Throws URL_UNREACHABLE or CONNECT_TIMEOUT when the page cannot be loaded, ANALYSIS_FAILED, TIMEOUT
 * or CANCELLED.
 */
export class LighthouseEngine extends UrlAnalysisEngine {
  readonly name = 'lighthouse';
  readonly version = LIGHTHOUSE_VERSION;
  private readonly slots: Semaphore;
  private readonly closing = new AbortController();

  constructor(private readonly settings: LighthouseSettings) {
    super();
    this.slots = new Semaphore(settings.concurrency ?? 1);
  }

  override get free(): number {
    return this.slots.free;
  }

  override occupy(signal: AbortSignal): Promise<() => void> {
    return this.slots.take(AbortSignal.any([signal, this.closing.signal]));
  }

  analyze(task: UrlTask, attempt: AnalysisAttempt): Promise<UrlResult> {
    return this.run(task, attempt, AbortSignal.any([attempt.signal, this.closing.signal]));
  }

  /** Ends current runs with CANCELLED. */
  override close(): Promise<void> {
    this.closing.abort();
    return Promise.resolve();
  }

  private async run(task: UrlTask, attempt: AnalysisAttempt, signal: AbortSignal): Promise<UrlResult> {
    const startedAt = performance.now();
    const analyzedAt = new Date();
    attempt.step('audit');
    const parsed = await runLighthouse({
      url: task.url,
      strategy: task.strategy,
      chromePath: this.settings.chromePath,
      proxy: await this.settings.proxy(),
      timeoutMs: this.settings.timeoutMs ?? 180_000,
      maxWaitForLoadMs: this.settings.maxWaitForLoadMs ?? 45_000,
      execArgv: this.settings.execArgv ?? [],
      signal,
    });
    attempt.step('scoring');
    if (parsed.runtimeError !== null) {
      throw pageFailure(parsed.runtimeError.code, parsed.runtimeError.message, attempt.number);
    }
    for (const warning of parsed.warnings) attempt.warn(warning);
    return {
      url: task.url,
      input_url: task.inputUrl,
      final_url: parsed.finalUrl ?? task.url,
      strategy: task.strategy,
      provider: 'lighthouse',
      provider_version: parsed.version,
      analyzed_at: analyzedAt.toISOString(),
      duration_ms: Math.round(performance.now() - startedAt),
      attempt: attempt.number,
      scores: parsed.scores,
      lab: parsed.lab,
      field: null,
      http: null,
      lighthouse: parsed.details,
      opportunities: parsed.opportunities,
      warnings: parsed.warnings,
      unavailable: { ...parsed.unavailable, field: 'not_measured' },
      raw_ref: null,
    };
  }
}
