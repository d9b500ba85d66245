import { AppError } from '../../../platform/errors/app-error.js';
import { retryAfterSeconds } from '../../../platform/egress/retry-after.js';
import type { AlpnProbe, Egress, EgressRequest, EgressTimings } from '../../../platform/egress/egress.types.js';
import { KeptConnections } from '../../../platform/egress/kept-connections.js';
import type { LabMetrics, UnavailableReason, UrlResult } from '../url-result.js';
import { UrlAnalysisEngine, type AnalysisAttempt, SAMPLES, type UrlTask } from '../url-engine.js';
import { describeAccessibility } from '../findings/accessibility.js';
import type { AskedHow } from '../findings/asked-how.js';
import { describeCaching } from '../findings/caching.js';
import { fetchResources } from '../findings/fetch-resources.js';
import { charsetOf, type Exchange, header, mediaType } from '../findings/headers.js';
import { describeHtml, type Html } from '../findings/html.js';
import type { DocumentFindings, ExchangeFindings } from '../findings/http-findings.js';
import { scoreFindings } from './http-score.js';
import { describeImages } from '../findings/images.js';
import { listResources } from '../findings/list-resources.js';
import { findMixedContent } from '../findings/mixed-content.js';
import { describeMobile } from '../findings/mobile.js';
import type { PageFacts } from '../findings/page-facts.js';
import type { PageReader } from './page-reader.js';
import { describeRedirects } from '../findings/redirects.js';
import { findRenderBlocking } from '../findings/render-blocking.js';
import { requestHeaders } from './request-headers.js';
import { errorPage, FIRST_ERROR_STATUS } from '../error-page.js';
import { describeResources } from '../findings/resources.js';
import { checkRobots } from '../findings/robots.js';
import { describeSecurity } from '../findings/security.js';
import { describeSeo } from '../findings/seo.js';
import { SiteFacts } from './site-facts.js';
import { summariseTimings } from '../findings/timing.js';
import { describeTls } from '../findings/tls.js';
import { describeTransfer } from '../findings/transfer.js';

const HTTP_ENGINE_VERSION = '1';

const NEEDS_BROWSER = ['fcp_ms', 'lcp_ms', 'tbt_ms', 'cls', 'si_ms', 'tti_ms'] as const;
const STRATEGY_NOTE =
  'The strategy changes the User-Agent and client hints only; nothing is rendered and no script runs.';

interface HttpEngineSettings {
  /** Product token and contact for the User-Agent. */
  readonly product: string;
}

/** Facts of an HTML document. */
interface ReadDocument {
  readonly facts: PageFacts;
  readonly html: Html;
}

/** The document with everything that was fetched for it. */
interface Loaded {
  /** Its body is released as soon as it was parsed: it may be 10 MiB, and many documents are analysed concurrently. */
  readonly response: Exchange;
  /** Null when the response is not HTML. */
  readonly read: ReadDocument | null;
  readonly timings: readonly EgressTimings[];
  readonly alpn: string | null;
}

/**
 * Analyses a URL without a browser and without an API key. A response with an error status fails as with the other
 * engines, unless the task says that error pages are analysed; then it is scored like any other and loses points for
 * its status. Throws HTTP_ERROR, the errors of the egress module and the page reader for the document itself; a broken
 * subresource is a finding.
 */
export class HttpEngine extends UrlAnalysisEngine {
  readonly name = 'http';
  readonly version = HTTP_ENGINE_VERSION;
  private readonly sites: SiteFacts;

  constructor(
    private readonly egress: Egress & AlpnProbe,
    private readonly pages: PageReader,
    private readonly settings: HttpEngineSettings,
  ) {
    super();
    this.sites = new SiteFacts(egress);
  }

  async analyze(task: UrlTask, attempt: AnalysisAttempt): Promise<UrlResult> {
    const connections = new KeptConnections();
    const headers = requestHeaders(task.strategy, this.settings.product);
    try {
      return await this.analyzeOver(task, attempt, { headers, signal: attempt.signal, connections });
    } finally {
      connections.close();
    }
  }

  private async analyzeOver(task: UrlTask, attempt: AnalysisAttempt, how: AskedHow): Promise<UrlResult> {
    const startedAt = performance.now();
    const analyzedAt = new Date();
    attempt.step('fetch');
    const loaded = await this.load(task, how);
    attempt.step('audit');
    const { read } = loaded;
    const document = read === null ? null : await this.describeDocument(loaded, read, how);
    const exchange = describeExchange(loaded, read?.facts ?? null, analyzedAt);
    attempt.step('scoring');
    const score = scoreFindings(exchange, document);
    const warnings = warningsOf(exchange, document);
    for (const text of warnings) attempt.warn(text);
    return {
      url: task.url,
      input_url: task.inputUrl,
      final_url: loaded.response.url,
      strategy: task.strategy,
      provider: 'http',
      provider_version: this.version,
      analyzed_at: analyzedAt.toISOString(),
      duration_ms: Math.round(performance.now() - startedAt),
      attempt: attempt.number,
      scores: { performance: null, accessibility: null, best_practices: null, seo: null, http: score.total },
      lab: labOf(exchange, document),
      field: null,
      http: { source: 'http', ...exchange, document, score, notes: [STRATEGY_NOTE] },
      lighthouse: null,
      opportunities: [],
      warnings,
      unavailable: unavailableOf(document),
      raw_ref: null,
    };
  }

  override close(): Promise<void> {
    return this.pages.close();
  }

  /**
   * Loads the document once through its redirects, then directly as often as samples are asked for, each on a new
   * connection.
   */
  private async load(task: UrlTask, how: AskedHow): Promise<Loaded> {
    const { headers, signal } = how;
    const request: EgressRequest = {
      purpose: 'target',
      headers,
      signal,
      limits: { truncate: true },
    };
    const { response, read } = await this.readDocument(task, { ...request, connections: how.connections }, signal);
    const timings = [response.timings];
    for (let sample = 1; sample < (task.samples ?? SAMPLES.default); sample += 1) {
      try {
        timings.push((await this.egress.request(new URL(response.url), request)).timings);
      } catch (error) {
        if (signal.aborted || !(error instanceof AppError)) throw error;
      }
    }
    return { response, read, timings, alpn: await this.sites.protocolOf(response.url, signal) };
  }

  /**
   * Nothing else is fetched while the body is held: documents that each wait for bytes held by another would deadlock.
   */
  private async readDocument(
    { url, analyzesErrorPages }: UrlTask,
    request: EgressRequest,
    signal: AbortSignal,
  ): Promise<Pick<Loaded, 'response' | 'read'>> {
    const { body, release, ...rest } = await this.egress.request(new URL(url), { ...request, holdBody: true });
    const response: Exchange = { ...rest, body: { length: body.length } };
    try {
      if (response.status >= FIRST_ERROR_STATUS && !analyzesErrorPages)
        throw errorPage(response.status, { retryAfter: retryAfterSeconds(header(response.headers, 'retry-after')) });
      if (!isHtml(response)) return { response, read: null };
      const facts = await this.pages.run({ body, charset: charsetOf(response.headers) }, signal);
      return { response, read: { facts, html: describeHtml(body, facts) } };
    } finally {
      release?.();
    }
  }

  private async describeDocument(
    { response }: Loaded,
    { facts, html }: ReadDocument,
    how: AskedHow,
  ): Promise<DocumentFindings> {
    const refs = listResources(facts, response.url);
    const [file, result] = await Promise.all([
      this.sites.robotsOf(response.url, how),
      fetchResources(refs, this.egress, how),
    ]);
    const robots = checkRobots(file, response.url);
    return {
      html,
      resources: describeResources(refs, result, { url: response.url, wireBytes: response.wireBytes }),
      render_blocking: findRenderBlocking(facts, response.url),
      images: describeImages(facts, result.fetched, response.url),
      seo: describeSeo(facts, response, robots),
      mobile: describeMobile(facts),
      accessibility: describeAccessibility(facts),
      mixed_content: findMixedContent(refs, response.url),
    };
  }
}

const isHtml = ({ headers }: Exchange): boolean =>
  /^(?:text\/html|application\/xhtml\+xml)$/.test(mediaType(headers) ?? 'text/html');

function describeExchange(loaded: Loaded, facts: PageFacts | null, now: Date): ExchangeFindings {
  const { response } = loaded;
  const metaCsp = facts?.metas.find((meta) => meta.name === 'content-security-policy')?.content ?? null;
  return {
    redirects: describeRedirects(response.hops, response.url),
    timing: summariseTimings(loaded.timings),
    transfer: describeTransfer(response, loaded.alpn),
    caching: describeCaching(response.headers),
    security: describeSecurity(response.headers, response.url, metaCsp),
    tls: describeTls(response.tls, now),
  };
}

function labOf(exchange: ExchangeFindings, document: DocumentFindings | null): LabMetrics {
  return {
    source: 'http',
    ...{ fcp_ms: null, lcp_ms: null, tbt_ms: null, cls: null, si_ms: null, tti_ms: null },
    ttfb_ms: exchange.timing.ttfb_ms,
    total_bytes: document?.resources.total_bytes ?? exchange.transfer.wire_bytes,
    requests: document === null ? 1 : 1 + document.resources.count,
  };
}

function unavailableOf(document: DocumentFindings | null): Readonly<Record<string, UnavailableReason>> {
  const reasons: Record<string, UnavailableReason> = {};
  for (const metric of NEEDS_BROWSER) reasons[metric] = 'requires_browser';
  for (const category of ['performance', 'accessibility', 'best_practices', 'seo']) {
    reasons[category] = 'requires_browser';
  }
  reasons['field'] = 'not_measured';
  if (document === null) reasons['http.document'] = 'not_html';
  return reasons;
}

function warningsOf(exchange: ExchangeFindings, document: DocumentFindings | null): readonly string[] {
  const warnings: string[] = [];
  const { status, truncated } = exchange.transfer;
  if (status !== 200) warnings.push(`The page answered with status ${status}.`);
  if (truncated) warnings.push('The document was cut at the size limit.');
  if (document === null)
    warnings.push('The address does not lead to an HTML document; only the exchange was analysed.');
  if (document?.html.truncated === true) warnings.push('The document is larger than the reading limits.');
  if ((document?.resources.skipped ?? 0) > 0) {
    warnings.push(
      `${document?.resources.skipped ?? 0} subresources were not fetched; the total weight leaves them out.`,
    );
  }
  return warnings;
}
