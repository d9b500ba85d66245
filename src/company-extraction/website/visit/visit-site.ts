import { parseUrl } from '../../../platform/addresses/parse-url.js';
import { AppError, type ErrorCode } from '../../../platform/errors/app-error.js';
import type { Egress, EgressRequest, EgressResponse } from '../../../platform/egress/egress.types.js';
import type { HostRateLimiter } from '../../../platform/concurrency/host-rate-limiter.js';
import { ROBOTS_BYTES } from '../../../platform/egress/robots-txt.js';
import type { Fact } from '../../facts/fact.js';
import { pickPages } from '../links/pick-pages.js';
import type { OwnName } from '../names/own-names.js';
import type { PageFacts, PageInput } from '../read/read-page.js';
import type { ExtractionMode } from '../../facts/modes.js';
import { registrableDomain } from '../../facts/registrable-domain.js';
import { RobotsRules } from './robots-rules.js';
import { siteAddresses } from './site-addresses.js';

/** The properties of a page that the pipeline uses. */
type PageResult = Pick<PageFacts, 'title' | 'parked' | 'facts' | 'links' | 'locale' | 'ownNames'> &
  Partial<Pick<PageFacts, 'text'>>;

/** A home page that was read. */
export interface SiteHome {
  /** Host requested, and the site that answered after redirects: the same host, else a registrable domain. */
  readonly asked: string;
  readonly domain: string;
  readonly url: string;
  readonly pageResult: PageResult;
  /** Names that the site states as its own. */
  readonly ownNames: readonly OwnName[];
  /** ISO 3166-1 country that the page shows clearly; null when it does not. */
  readonly country: string | null;
}

/** What the pipeline needs of a company's website. */
export interface CompanySites {
  /**
   * Reads the home page of a domain, or of a website at the address that a source states. Throws `AppError`
   * (FETCH_BLOCKED, HTTP_ERROR, PARSE_ERROR or as `Egress` throws).
   */
  open(site: string, signal: AbortSignal): Promise<SiteHome>;
  /**
   * Facts of the home page and of the further pages that the mode reads; a page that fails is reported to `lose`, the
   * text of one that was read to `keep`.
   */
  readOn(
    home: SiteHome,
    mode: ExtractionMode,
    signal: AbortSignal,
    lose: (code: ErrorCode, warning: string) => void,
    keep?: (url: string, text: string | undefined) => void,
  ): Promise<readonly Fact[]>;
}

interface SiteVisitorOptions {
  readonly egress: Egress;
  /** Limits requests to one per second and one at a time for each host. */
  readonly hosts: HostRateLimiter;
  /** Parses pages off the main thread, within limits of time and memory: pages are untrusted. */
  readonly reader: { run(input: PageInput, signal: AbortSignal): Promise<PageResult> };
  /** User agent; its first word is matched against robots.txt. */
  readonly userAgent: string;
}

/** Maximum pages of one site after the home page. */
const MAX_FURTHER_PAGES = 7;
const PAGE_BYTES = 2 * 1024 * 1024;
const PAGE_MS = 15_000;
/** Minimum weight of a page's likeliest country, and how far it must lead, to be taken as the page's own. */
const CLEAR_COUNTRY = { weight: 6, lead: 2 };
/** Statuses with which sites reject bots (999 is LinkedIn's). */
const REFUSED_CODES: ReadonlySet<number> = new Set([401, 403, 429, 451, 999]);
/** Errors that another address of the domain (with `www.`, without TLS) may avoid. */
const RETRY_AT_OTHER_ADDRESS: ReadonlySet<string> = new Set([
  'DNS_FAILURE',
  'CONNECT_FAILED',
  'CONNECT_TIMEOUT',
  'TLS_ERROR',
  'PROTOCOL_ERROR',
]);

/** Errors after which the domain is tried instead of a stated address: it may be outdated, or at a blocked port. */
const RETRY_AT_DOMAIN: ReadonlySet<string> = new Set([...RETRY_AT_OTHER_ADDRESS, 'HTTP_ERROR', 'TARGET_NOT_ALLOWED']);

/** A page that was fetched but not yet parsed. */
interface FetchedPage {
  readonly url: string;
  readonly input: PageInput;
  readonly release: () => void;
}

/** Reads company websites: few pages, one per second, as robots.txt allows. */
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
      // A name that DNS does not know is not requested again: most guessed domains end here, and requests to a host are
      // a second apart.
      if (unknown.has(hostname)) continue;
      try {
        return await this.openAt(address, domain, signal);
      } catch (error) {
        failure = error;
        if (error instanceof AppError && error.code === 'DNS_FAILURE') unknown.add(hostname);
        const curable = at === 0 && site !== domain ? RETRY_AT_DOMAIN : RETRY_AT_OTHER_ADDRESS;
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
    keep?: (url: string, text: string | undefined) => void,
  ): Promise<readonly Fact[]> {
    keep?.(home.url, home.pageResult.text);
    const further = pickPages(home.pageResult.links, home.url, mode).filter(
      ({ url }) => siteOf(url, home.domain) === home.domain,
    );
    const facts = [...home.pageResult.facts];
    for (const { url } of further.slice(0, MAX_FURTHER_PAGES)) {
      try {
        const mayRead = await this.robots.of(url, signal);
        if (!mayRead(url)) continue;
        const page = await this.fetchPage(url, signal);
        try {
          if (siteOf(page.url, home.domain) !== home.domain) continue;
          const result = await this.options.reader.run(page.input, signal);
          facts.push(...result.facts);
          keep?.(page.url, result.text);
        } finally {
          page.release();
        }
      } catch (error) {
        if (signal.aborted) throw error;
        const code = error instanceof AppError ? error.code : 'INTERNAL_ERROR';
        // A guessed page that does not exist is not reported.
        if (code !== 'HTTP_ERROR') lose(code, `website: ${new URL(url).pathname.slice(0, 80)} ${code}`);
      }
    }
    return facts;
  }

  private async openAt(address: string, domain: string, signal: AbortSignal): Promise<SiteHome> {
    await this.askRobots(address, signal);
    const page = await this.fetchPage(address, signal);
    const landed = siteOf(page.url, domain);
    const pageResult = await this.readAt(address, page, signal);
    const { ownNames, locale } = pageResult;
    return {
      asked: domain,
      domain: landed,
      url: page.url,
      pageResult,
      ownNames,
      country: clearCountry(locale.regions),
    };
  }

  /** Reads a home page; when a redirect led to another site, the robots.txt of that site is checked too. */
  private async readAt(address: string, page: FetchedPage, signal: AbortSignal): Promise<PageResult> {
    try {
      if (new URL(page.url).origin !== new URL(address).origin) await this.askRobots(page.url, signal);
      return await this.options.reader.run(page.input, signal);
    } finally {
      page.release();
    }
  }

  /** Fetches a page within its limits; its bytes count against the process's budget until `release`. */
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
    if (!mayRead(url))
      throw new AppError('FETCH_BLOCKED', `The robots.txt of ${new URL(url).hostname} forbids reading its home page.`);
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

/**
 * The site of an address: the host that was given, where the address is on it or below it, else its registrable domain.
 * `aws.amazon.com` given as such is a site of its own.
 */
function siteOf(url: string, given: string): string {
  const host = parseUrl(url)?.hostname.replace(/^www\./, '') ?? given;
  return host === given || host.endsWith(`.${given}`) ? given : (registrableDomain(url) ?? given);
}

function clearCountry(regions: PageFacts['locale']['regions']): string | null {
  const [best, second] = regions;
  const isClear = best !== undefined && best.weight >= CLEAR_COUNTRY.weight && best.weight >= CLEAR_COUNTRY.lead * (second?.weight ?? 0); // prettier-ignore
  return isClear ? best.region : null;
}

/** The page of a response. Throws FETCH_BLOCKED, HTTP_ERROR, or PARSE_ERROR when it is not HTML. */
function readable(response: EgressResponse): PageInput {
  const host = parseUrl(response.url)?.hostname ?? 'The site';
  if (REFUSED_CODES.has(response.status))
    throw new AppError('FETCH_BLOCKED', `${host} answered ${response.status}.`, {
      details: { status: response.status },
    });
  if (response.status >= 400)
    throw new AppError('HTTP_ERROR', `${host} answered ${response.status}.`, {
      details: { status: response.status },
    });
  const header = response.headers['content-type'];
  const contentType = (typeof header === 'string' ? header : header?.[0]) ?? null;
  if (contentType !== null && !/html|xml|text\/plain/i.test(contentType))
    throw new AppError('PARSE_ERROR', `The page of ${host} is not HTML.`, {
      details: { content_type: contentType.slice(0, 80) },
    });
  return { url: response.url, body: response.body, contentType };
}
