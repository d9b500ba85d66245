import type { Egress } from '../../../platform/egress/egress.types.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { Fact } from '../../facts/fact.js';
import { normalizeKeepingWords } from '../../facts/normalize-company-name.js';
import { type CompanyQuery, CompanySource, type Found, type SourceBudget } from '../company-source.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import { waitFor } from '../../../platform/concurrency/abort.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';
import { definedOnly } from '../../../platform/objects/defined-only.js';
import type { SEC_READINGS } from './read-sec.js';
import type { Replies } from '../replies.js';
import { type Filer, TickerFile } from './ticker-file.js';

interface SecSourceOptions {
  /** Default `https://www.sec.gov` (ticker file). */
  readonly filesUrl?: string;
  /** Default `https://data.sec.gov` (submissions, company facts). */
  readonly dataUrl?: string;
  /**
   * User agent of the form `Company admin@domain`, which SEC requires; null when no contact is configured, because SEC
   * answers 403 to a request without one.
   */
  readonly userAgent: string | null;
  /** Requests per second over all endpoints; default 10, SEC's limit. */
  readonly perSecond?: number;
  readonly timeoutMs?: number;
}

/** Lifetime of the ticker file in milliseconds; the file changes daily. */
const TICKER_FILE_MS = 24 * 3_600_000;
/** Delay in milliseconds before a failed load is repeated, so that a batch does not hammer an unavailable server. */
const TICKER_RETRY_MS = 60_000;

/**
 * SEC EDGAR: legal name, seat, industry code and audited figures of companies listed in the United States. Public
 * domain. SEC uses 403 both for a missing contact and for too many requests, so it counts as a rate limit.
 */
export class SecSource extends CompanySource {
  readonly name = 'sec';
  private readonly client: ProviderClient;
  private readonly filesUrl: string;
  private readonly dataUrl: string;
  private tickers: { readonly file: Promise<TickerFile>; readonly until: number } | null = null;

  constructor(
    egress: Egress,
    private readonly replies: Replies<typeof SEC_READINGS>,
    private readonly options: SecSourceOptions,
  ) {
    super();
    this.filesUrl = options.filesUrl ?? 'https://www.sec.gov';
    this.dataUrl = options.dataUrl ?? 'https://data.sec.gov';
    this.client = new ProviderClient(egress, {
      title: 'SEC EDGAR',
      hasKey: false,
      headers: { 'user-agent': options.userAgent ?? '', 'accept-encoding': 'gzip' },
      pacer: new RequestPacer({ concurrency: 4, perSecond: options.perSecond ?? 10 }),
      // The largest filers' facts are about 25 MB.
      maxBytes: 32 * 1024 * 1024,
      statuses: { 403: 'PROVIDER_RATE_LIMITED' },
      ...definedOnly({ timeoutMs: options.timeoutMs }),
    });
  }

  override isConfigured(): boolean {
    return this.options.userAgent !== null;
  }

  override async find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]> {
    const filers = await this.filers(query, budget);
    return filers.map((filer) => ({
      candidate: {
        source: 'sec',
        id: filer.cik,
        label: filer.title,
        description: null,
        names: filer.title === '' ? [...query.known.names, query.name] : [filer.title],
        country: null,
        domains: [],
        organisation: 'yes',
        popularity: 0,
        dissolved: false,
      },
      identity: { cik: filer.cik, ...(filer.ticker === '' ? {} : { ticker: filer.ticker }) },
      read: (depth) => this.read(filer.cik, depth),
    }));
  }

  /** Finds filers by CIK where it is known, then by ticker if the name agrees, then by exact name. */
  private async filers(query: CompanyQuery, budget: SourceBudget): Promise<readonly Filer[]> {
    const { cik, ticker, names } = query.known;
    if (cik !== null && /^\d{10}$/.test(cik)) return [{ cik, ticker: ticker ?? '', title: '' }];
    const file = await this.tickerFile(budget);
    const wanted = [query.name, ...names];
    const traded = ticker === null ? null : file.withTicker(ticker);
    // The same ticker names other companies on other exchanges.
    if (traded !== null && wanted.some((name) => normalizeKeepingWords(name) === normalizeKeepingWords(traded.title)))
      return [traded];
    for (const name of wanted.slice(0, 20)) {
      const namesakes = file.named(name);
      if (namesakes.length > 0) return namesakes.slice(0, 5);
    }
    return [];
  }

  private async tickerFile(budget: SourceBudget): Promise<TickerFile> {
    const now = Date.now();
    if (this.tickers === null || this.tickers.until <= now) {
      const file = this.loadTickers(AbortSignal.timeout(30_000));
      this.tickers = { file, until: now + TICKER_FILE_MS };
      file.catch(() => (this.tickers = { file, until: now + TICKER_RETRY_MS }));
    }
    return waitFor(this.tickers.file, budget.signal);
  }

  /** The download is shared by all companies that wait for it, so the first one's signal does not abort it. */
  private async loadTickers(signal: AbortSignal): Promise<TickerFile> {
    const url = new URL(`${this.filesUrl}/files/company_tickers.json`);
    const rows = await this.client.getRead(url, this.replies.by('secTickers'), signal);
    if (rows === null) throw new AppError('PROVIDER_UNAVAILABLE', 'SEC EDGAR has no ticker file.');
    return new TickerFile(rows);
  }

  private async read(cik: string, budget: SourceBudget): Promise<readonly Fact[]> {
    const submission = `${this.dataUrl}/submissions/CIK${cik}.json`;
    const facts = await this.facts('secSubmission', submission, budget);
    if (facts === null) return [];
    const figures = await this.facts('secFigures', `${this.dataUrl}/api/xbrl/companyfacts/CIK${cik}.json`, budget);
    return [...facts, ...(figures ?? [])];
  }

  private facts(
    reading: 'secSubmission' | 'secFigures',
    url: string,
    budget: SourceBudget,
  ): Promise<readonly Fact[] | null> {
    const address = new URL(url);
    return this.client.getRead(address, this.replies.by(reading, { url: address.href }), budget.signal);
  }
}
