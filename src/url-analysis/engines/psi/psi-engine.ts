import { AppError } from '../../../platform/errors/app-error.js';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import type { UrlResult } from '../url-result.js';
import { pageFailure } from '../lighthouse/page-failure.js';
import { UrlAnalysisEngine, type AnalysisAttempt, type UrlTask } from '../url-engine.js';
import { psiError } from './psi-errors.js';
import type { PsiQuota } from './psi-quota.js';
import { PsiReader } from './psi-reader.js';
import { PSI_BASE_URL, psiRequestUrl } from './psi-request.js';
import type { PsiReply } from './read-psi.js';

interface PsiSettings {
  readonly key: string;
  /** Default `PSI_BASE_URL`. */
  readonly baseUrl?: string;
  /** Language of titles; default `en`. */
  readonly locale?: string;
}

/**
 * Time limit in milliseconds. Google responds when its run has ended, within about a minute, so the first byte may take
 * long.
 */
const RUN_MS = 180_000;
const MAX_REPLY_BYTES = 10 * 1024 * 1024;

/**
 * PageSpeed Insights v5: Google runs Lighthouse and adds field data of real users. Throws PROVIDER_RATE_LIMITED when
 * over quota (the item is parked), PROVIDER_AUTH, PROVIDER_UNAVAILABLE, URL_UNREACHABLE and ANALYSIS_FAILED.
 */
export class PsiEngine extends UrlAnalysisEngine {
  readonly name = 'psi';
  readonly version = 'v5';

  private readonly client: ProviderClient;

  constructor(
    egress: Egress,
    private readonly quota: PsiQuota,
    private readonly settings: PsiSettings,
    private readonly replies = new PsiReader(),
  ) {
    super();
    this.client = new ProviderClient(egress, {
      title: 'PageSpeed Insights',
      timeoutMs: RUN_MS,
      maxBytes: MAX_REPLY_BYTES,
      limits: { headersMs: RUN_MS, idleMs: RUN_MS },
    });
  }

  async analyze(task: UrlTask, attempt: AnalysisAttempt): Promise<UrlResult> {
    const startedAt = performance.now();
    const release = this.quota.take(new URL(task.url).origin);
    try {
      attempt.step('audit');
      const reply = await this.run(task, attempt);
      attempt.step('scoring');
      return this.describe(task, attempt, reply, Math.round(performance.now() - startedAt));
    } finally {
      release();
    }
  }

  override close(): Promise<void> {
    return this.replies.close();
  }

  private async run(task: UrlTask, attempt: AnalysisAttempt): Promise<PsiReply> {
    const { key, baseUrl = PSI_BASE_URL, locale = 'en' } = this.settings;
    const address = psiRequestUrl({ url: task.url, strategy: task.strategy, key, baseUrl, locale });
    const reply = await this.client.ask(address, attempt.signal);
    if (reply.status === 200)
      return this.client.readWith(reply, ({ body }, signal) => this.replies.run(body, signal), attempt.signal);
    // Front ends of the service sometimes send errors as HTML.
    const error = psiError(reply.status, reply.json, reply.header('retry-after'), attempt.number);
    if (error.code === 'PROVIDER_RATE_LIMITED') this.quota.pause(error.retryAfter ?? 60);
    throw error;
  }

  private describe(task: UrlTask, attempt: AnalysisAttempt, reply: PsiReply, durationMs: number): UrlResult {
    const { parsed, field } = reply;
    // A response with status 200 may still contain a failed run.
    if (parsed.runtimeError !== null) {
      throw pageFailure(parsed.runtimeError.code, parsed.runtimeError.message, attempt.number);
    }
    const { scores } = parsed;
    if (
      [scores.performance, scores.accessibility, scores.best_practices, scores.seo].every((score) => score === null)
    ) {
      throw new AppError('PROVIDER_UNAVAILABLE', 'PageSpeed Insights responded without a result.');
    }
    for (const warning of parsed.warnings) attempt.warn(warning);
    return {
      url: task.url,
      input_url: task.inputUrl,
      final_url: reply.id ?? parsed.finalUrl ?? task.url,
      strategy: task.strategy,
      provider: 'psi',
      provider_version: `${this.version}/lighthouse-${parsed.version}`,
      analyzed_at: instant(reply.analysedAt),
      duration_ms: durationMs,
      attempt: attempt.number,
      scores,
      lab: parsed.lab,
      field,
      http: null,
      lighthouse: parsed.details,
      opportunities: parsed.opportunities,
      warnings: parsed.warnings,
      unavailable: field === null ? { ...parsed.unavailable, field: 'not_measured' } : parsed.unavailable,
      raw_ref: null,
    };
  }
}

function instant(value: string | null): string {
  const time = Date.parse(value ?? '');
  return new Date(Number.isNaN(time) ? Date.now() : time).toISOString();
}
