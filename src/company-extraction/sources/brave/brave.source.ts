import { z } from 'zod';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { registrableDomain } from '../../facts/registrable-domain.js';
import { websiteOf } from '../../website/visit/site-addresses.js';
import { stateFact } from '../../facts/state-fact.js';
import { type CompanyQuery, CompanySource, type Found, type SourceBudget } from '../company-source.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import { atMost } from '../../../platform/providers/read-reply.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';
import { definedOnly } from '../../../platform/objects/defined-only.js';

interface BraveSourceOptions {
  /** Default `https://api.search.brave.com/res/v1`. */
  readonly baseUrl?: string;
  /** Null when not configured. */
  readonly apiKey: string | null;
  /** Requests per second of the plan; default 1, that of the smallest plan. */
  readonly perSecond?: number;
  readonly timeoutMs?: number;
}

/** Results that are looked at; ten are asked for. */
const MAX_RESULTS = 20;

const replySchema = z.object({
  web: z
    .object({
      results: atMost(
        MAX_RESULTS,
        z.object({ title: z.string(), url: z.string(), description: z.string().nullish() }),
      ).nullish(),
    })
    .nullish(),
});

/** Values that Brave accepts for `country`; other countries are searched worldwide (`ALL`). */
const COUNTRIES: ReadonlySet<string> = new Set(
  'AR AU AT BE BR CA CL DK FI FR DE GR HK IN ID IT JP KR MY MX NL NZ NO CN PL PT PH RU SA ZA ES SE CH TW TR GB US'.split(
    ' ',
  ),
);
/** `search_lang` where it differs from the ISO 639-1 code. */
const LANGUAGES: Readonly<Record<string, string>> = { ja: 'jp', zh: 'zh-hans', pt: 'pt-br', no: 'nb' };

/** Sites that write about companies; none of them is a company's own website. */
const ABOUT_OTHERS: ReadonlySet<string> = new Set(
  (
    'wikipedia.org wikidata.org linkedin.com facebook.com instagram.com x.com twitter.com youtube.com crunchbase.com bloomberg.com reuters.com forbes.com ' +
    'yelp.com glassdoor.com indeed.com zoominfo.com dnb.com opencorporates.com pitchbook.com owler.com trustpilot.com reddit.com medium.com github.com ' +
    'amazon.com ebay.com google.com apple.com sec.gov yahoo.com marketwatch.com morningstar.com britannica.com companieshouse.gov.uk northdata.com'
  ).split(' '),
);

/** Longest query that Brave accepts: 400 characters, 50 words. */
const MAX_QUERY = 400;
const MAX_WORDS = 50;

const plain = (html: string): string =>
  html
    .slice(0, 1_000)
    .replace(/<[^<>]{0,200}>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();

/**
 * Brave Search: candidates for a company's website, the best first, one per domain. It only proposes; the pipeline
 * reports a domain after its home page named the company.
 */
export class BraveSource extends CompanySource {
  readonly name = 'brave';
  private readonly client: ProviderClient;
  private readonly base: string;

  constructor(
    egress: Egress,
    private readonly options: BraveSourceOptions,
  ) {
    super();
    this.base = options.baseUrl ?? 'https://api.search.brave.com/res/v1';
    this.client = new ProviderClient(egress, {
      title: 'Brave Search',
      headers: { 'x-subscription-token': options.apiKey ?? '', 'accept-encoding': 'gzip' },
      pacer: new RequestPacer({ concurrency: 4, perSecond: options.perSecond ?? 1 }),
      // Brave answers 422, besides 401, to an unknown key.
      statuses: { 422: 'PROVIDER_AUTH' },
      ...definedOnly({ timeoutMs: options.timeoutMs }),
    });
  }

  override isConfigured(): boolean {
    return this.options.apiKey !== null;
  }

  override async find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]> {
    if (!this.isConfigured()) return [];
    const reply = await this.client.getJson(this.url(query), replySchema, budget.signal);
    const found = new Map<string, Found>();
    for (const { title, url, description } of reply?.web?.results ?? []) {
      const domain = registrableDomain(url);
      const page = websiteOf(url);
      if (page === null || domain === null || ABOUT_OTHERS.has(domain) || found.has(domain)) continue;
      const snippet = plain(description ?? '');
      const origin = { source: 'brave', url, method: 'search snippet', confidence: 0.4 } as const;
      found.set(domain, {
        candidate: {
          source: 'brave',
          id: domain,
          label: plain(title),
          description: snippet,
          names: [plain(title)],
          country: null,
          domains: [domain],
          organisation: 'unknown',
          popularity: 0,
          dissolved: false,
        },
        // A hit may be any page of the site; the home page is where the site names its owner.
        identity: { domain, website: new URL('/', page).href },
        read: () => Promise.resolve(snippet === '' ? [] : [stateFact('description', snippet, origin)]),
      });
    }
    return [...found.values()].slice(0, 10);
  }

  private url({ name, country, language }: CompanyQuery): URL {
    const url = new URL(`${this.base}/web/search`);
    const words = `${name} official website`.split(/\s+/).slice(0, MAX_WORDS).join(' ');
    url.search = new URLSearchParams({
      q: words.slice(0, MAX_QUERY),
      country: COUNTRIES.has(country) ? country : 'ALL',
      search_lang: LANGUAGES[language] ?? language,
      count: '10',
      result_filter: 'web',
      safesearch: 'off',
    }).toString();
    return url;
  }
}
