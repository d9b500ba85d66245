import { z } from 'zod';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { type CompanyQuery, CompanySource, type Found, type SourceBudget } from '../company-source.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';
import { factsOfInfobox } from './infobox-facts.js';
import { readInfobox } from './read-infobox.js';

export interface WikipediaSourceOptions {
  /** URL with `{language}` in place of the edition; default `https://{language}.wikipedia.org/w/api.php`. */
  readonly apiUrl?: string;
  /** Null when no contact is configured; see `WikidataSource`. */
  readonly userAgent: string | null;
  readonly timeoutMs?: number;
}

const replySchema = z.object({
  query: z.object({
    pages: z.record(
      z.string(),
      z.object({
        title: z.string(),
        revisions: z.array(z.object({ slots: z.object({ main: z.object({ '*': z.string() }) }) })).optional(),
        pageprops: z.object({ wikibase_item: z.string().optional() }).optional(),
      }),
    ),
  }),
});

/**
 * The infobox of the article that Wikidata links an identified company to. It never searches, because a title proves
 * nothing. The text is CC BY-SA, so only facts are stored.
 */
export class WikipediaSource extends CompanySource {
  readonly name = 'wikipedia';
  private readonly client: ProviderClient;
  private readonly apiUrl: string;

  constructor(
    egress: Egress,
    private readonly options: WikipediaSourceOptions,
  ) {
    super();
    this.apiUrl = options.apiUrl ?? 'https://{language}.wikipedia.org/w/api.php';
    this.client = new ProviderClient(egress, {
      title: 'Wikipedia',
      hasKey: false,
      headers: { 'user-agent': options.userAgent ?? '', 'accept-encoding': 'gzip' },
      pacer: new RequestPacer({ concurrency: 1, perSecond: Infinity }),
      maxBytes: 8 * 1024 * 1024,
      ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    });
  }

  override isConfigured(): boolean {
    return this.options.userAgent !== null;
  }

  override async find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]> {
    const { wikipedia, wikidataId, names, country, domain } = query.known;
    // The language becomes part of a host name, so it is checked.
    if (wikipedia === null || !/^[a-z]{2,3}$/.test(wikipedia.language)) return [];
    const url = new URL(this.apiUrl.replace('{language}', wikipedia.language));
    url.search = new URLSearchParams({
      action: 'query',
      prop: 'revisions|pageprops',
      rvprop: 'content',
      rvslots: 'main',
      titles: wikipedia.title,
      redirects: '1',
      format: 'json',
      maxlag: '5',
    }).toString();
    const reply = await this.client.getJson(url, replySchema, budget.signal);
    const page = Object.values(reply?.query.pages ?? {})[0];
    const wikitext = page?.revisions?.[0]?.slots.main['*'];
    const item = page?.pageprops?.wikibase_item ?? null;
    // An article that now belongs to another entity (renamed, merged) is not the company's.
    if (page === undefined || wikitext === undefined || (item !== null && wikidataId !== null && item !== wikidataId))
      return [];
    const infobox = readInfobox(wikitext);
    if (infobox === null) return [];
    const pageUrl = `https://${wikipedia.language}.wikipedia.org/wiki/${encodeURIComponent(page.title.replaceAll(' ', '_'))}`;
    return [
      {
        candidate: {
          source: 'wikipedia',
          id: `${wikipedia.language}:${page.title}`,
          label: page.title,
          description: null,
          names: names.length > 0 ? names : [page.title],
          country,
          domains: domain === null ? [] : [domain],
          organisation: 'yes',
          popularity: 0,
          dissolved: false,
        },
        identity: {},
        read: () => Promise.resolve(factsOfInfobox(infobox, pageUrl)),
      },
    ];
  }
}
