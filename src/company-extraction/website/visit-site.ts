import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import type { Egress, EgressRequest, EgressResponse } from '../../platform/egress/egress.types.js';
import type { HostRateLimiter } from '../../platform/concurrency/host-rate-limiter.js';
import { ROBOTS_BYTES } from '../../platform/egress/robots-txt.js';
import type { Fact } from '../facts/fact.js';
import { factsOf } from '../facts/state-fact.js';
import { pickPages } from './pick-pages.js';
import type { PageFacts, PageInput } from './read-page.js';
import type { ExtractionMode } from '../facts/modes.js';
import { registrableDomain } from '../facts/registrable-domain.js';
import { RobotsRules } from './robots-rules.js';
import { siteAddresses } from './site-addresses.js';

/** What of a page the pipeline uses. */
export type PageResult = Pick<PageFacts, 'title' | 'parked' | 'facts' | 'links'>;

/** A home page that was read. */
export interface SiteHome {
  /** Registrable domain asked for, and the one that answered after redirects. */
  readonly asked: string;
  readonly domain: string;
  readonly url: string;
  readonly pageResult: PageResult;
  /** Names the site states as its own. */
  readonly names: readonly string[];
}

/** What of a company's website the pipeline needs. */
export interface CompanySites {
  /**
   * Reads the home page of a domain, or of a website at the address a source gave. Throws `AppError` (FETCH_BLOCKED,
   * HTTP_ERROR, PARSE_ERROR or as `Egress` throws).
   */
  open(site: string, signal: AbortSignal): Promise<SiteHome>;
  /** The facts of the home page and of the further pages the mode reads; a page that fails is told to `lose`. */
  readOn(
    home: SiteHome,
    mode: ExtractionMode,
    signal: AbortSignal,
    lose: (code: ErrorCode, warning: string) => void,
  ): Promise<readonly Fact[]>;
}

export interface SiteVisitorOptions {
  readonly egress: Egress;
  /** One visit a second and one at a time for each host (DOMAIN 2.1). */
  readonly hosts: HostRateLimiter;
  /** Reads away from the main thread, within time and memory: pages are hostile until proven otherwise. */
  readonly reader: { read(input: PageInput, signal: AbortSignal): Promise<PageResult> };
  /** Its first word is what robots.txt is asked about. */
  readonly userAgent: string;
}

/** Pages of one site after the home page. */
const MAX_FURTHER_PAGES = 7;
const PAGE_BYTES = 2 * 1024 * 1024;
const PAGE_MS = 15_000;
/** Less sure names on a page are others': a publisher's, a partner's. */
const OWN_NAME = 0.5;
/** Statuses by which sites turn machines away (999 is LinkedIn's). */
const REFUSED_CODES: ReadonlySet<number> = new Set([401, 403, 429, 451, 999]);
/** What may be cured by asking at another address of the domain: with `www.`, without TLS. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'DNS_FAILURE',
  'CONNECT_FAILED',
  'CONNECT_TIMEOUT',
  'TLS_ERROR',
  'PROTOCOL_ERROR',
]);

/** A given address may be out of date, or at a port that is closed to us. */
const OTHER_HOST: ReadonlySet<string> = new Set([...ELSEWHERE, 'HTTP_ERROR', 'TARGET_NOT_ALLOWED']);

/** A page that was fetched and not yet read. */
interface FetchedPage {
  readonly url: string;
  readonly input: PageInput;
  readonly release: () => void;
}

/** Reads company websites: few pages, one a second, as robots.txt allows. */
export class SiteVisitor implements CompanySites {
  private readonly robots: RobotsRules;

  constructor(private readonly options: SiteVisitorOptions) {
    const limits = { totalMs: PAGE_MS, decodedBytes: ROBOTS_BYTES, wireBytes: ROBOTS_BYTES };
    const agent = options.userAgent.split(/[\s/]/, 1)[0] ?? 'bot';
    this.robots = new RobotsRules((url, signal) => this.get(url, limits, signal), agent);
  }

  async open(site: string, signal: AbortSignal): Promise<SiteHome> {
    let failure: unknown;
    const unknown = new Set<string>();
    const { domain, addresses } = siteAddresses(site);
    for (const [at, address] of addresses.entries()) {
      const { hostname } = new URL(address);
      // A name that DNS does not know is not asked for again: most guessed domains end here, and a host's turns are a second apart.
      if (unknown.has(hostname)) continue;
      try {
        return await this.openAt(address, domain, signal);
      } catch (error) {
        failure = error;
        if (error instanceof AppError && error.code === 'DNS_FAILURE') unknown.add(hostname);
        const curable = at === 0 && site !== domain ? OTHER_HOST : ELSEWHERE;
        if (signal.aborted || !(error instanceof AppError) || !curable.has(error.code)) throw error;
      }
    }
    throw failure;
  }

  async readOn(
    home: SiteHome,
    mode: ExtractionMode,
    signal: AbortSignal,
    lose: (code: ErrorCode, warning: string) => void,
  ): Promise<readonly Fact[]> {
    const further = pickPages(home.pageResult.links, home.url, mode).filter(
      ({ url }) => registrableDomain(url) === home.domain,
    );
    const facts = [...home.pageResult.facts];
    for (const { url } of further.slice(0, MAX_FURTHER_PAGES)) {
      try {
        const mayRead = await this.robots.of(url, signal);
        if (!mayRead(url)) continue;
        const page = await this.fetchPage(url, signal);
        try {
          if (registrableDomain(page.url) === home.domain)
            facts.push(...(await this.options.reader.read(page.input, signal)).facts);
        } finally {
          page.release();
        }
      } catch (error) {
        if (signal.aborted) throw error;
        const code = error instanceof AppError ? error.code : 'INTERNAL_ERROR';
        // A guessed page that does not exist is no news.
        if (code !== 'HTTP_ERROR') lose(code, `website: ${new URL(url).pathname.slice(0, 80)} ${code}`);
      }
    }
    return facts;
  }

  private async openAt(address: string, domain: string, signal: AbortSignal): Promise<SiteHome> {
    await this.askRobots(address, signal);
    const page = await this.fetchPage(address, signal);
    const landed = registrableDomain(page.url) ?? domain;
    const pageResult = await this.readAt(address, page, signal);
    const names = [...factsOf(pageResult.facts, 'name'), ...factsOf(pageResult.facts, 'legal_name')]
      .filter(({ confidence }) => confidence >= OWN_NAME)
      .map((fact) => fact.value);
    return { asked: domain, domain: landed, url: page.url, pageResult, names: [...new Set(names)] };
  }

  /** Reads a home page; where it landed on another site, that one's robots.txt is asked too. */
  private async readAt(address: string, page: FetchedPage, signal: AbortSignal): Promise<PageResult> {
    try {
      if (new URL(page.url).origin !== new URL(address).origin) await this.askRobots(page.url, signal);
      return await this.options.reader.read(page.input, signal);
    } finally {
      page.release();
    }
  }

  /** A page within its bounds; its bytes keep their place in the process's budget until `release`. */
  private async fetchPage(url: string, signal: AbortSignal): Promise<FetchedPage> {
    const limits = { totalMs: PAGE_MS, decodedBytes: PAGE_BYTES, wireBytes: PAGE_BYTES };
    const response = await this.get(url, limits, signal, { holdBody: true });
    const release = (): void => response.release?.();
    try {
      return { url: response.url, input: readable(response), release };
    } catch (error) {
      release();
      throw error;
    }
  }

  private async askRobots(url: string, signal: AbortSignal): Promise<void> {
    const mayRead = await this.robots.of(url, signal);
    if (!mayRead(url)) throw new AppError('FETCH_BLOCKED', 'robots.txt forbids reading the home page.');
  }

  private async get(
    url: string,
    limits: { readonly totalMs: number; readonly decodedBytes: number; readonly wireBytes: number },
    signal: AbortSignal,
    more: Pick<EgressRequest, 'holdBody'> = {},
  ): Promise<EgressResponse> {
    const release = await this.options.hosts.acquire(new URL(url).hostname, signal);
    try {
      return await this.options.egress.request(url, {
        purpose: 'target',
        headers: { 'user-agent': this.options.userAgent, accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.5' },
        signal,
        limits: { ...limits, truncate: true },
        ...more,
      });
    } finally {
      release();
    }
  }
}

/** The page of a response. Throws FETCH_BLOCKED, HTTP_ERROR, or PARSE_ERROR for what is no HTML. */
function readable(response: EgressResponse): PageInput {
  if (REFUSED_CODES.has(response.status))
    throw new AppError('FETCH_BLOCKED', `The site answered ${response.status}.`, {
      details: { status: response.status },
    });
  if (response.status >= 400)
    throw new AppError('HTTP_ERROR', `The site answered ${response.status}.`, {
      details: { status: response.status },
    });
  const header = response.headers['content-type'];
  const contentType = (typeof header === 'string' ? header : header?.[0]) ?? null;
  if (contentType !== null && !/html|xml|text\/plain/i.test(contentType))
    throw new AppError('PARSE_ERROR', 'The page is not HTML.', {
      details: { content_type: contentType.slice(0, 80) },
    });
  return { url: response.url, body: response.body, contentType };
}
