import type { Egress } from '../../../platform/egress/egress.types.js';
import { type CompanyQuery, CompanySource, type Found, type SourceBudget } from '../company-source.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';
import { definedOnly } from '../../../platform/objects/defined-only.js';
import type { WIKIPEDIA_READINGS } from './read-article.js';
import type { Replies } from '../replies.js';

interface WikipediaSourceOptions {
  /** URL with `{language}` in place of the edition; default `https://{language}.wikipedia.org/w/api.php`. */
  readonly apiUrl?: string;
  /** Null when no contact is configured; see `WikidataSource`. */
  readonly userAgent: string | null;
  readonly timeoutMs?: number;
}

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
    private readonly replies: Replies<typeof WIKIPEDIA_READINGS>,
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
      ...definedOnly({ timeoutMs: options.timeoutMs }),
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
    const reading = this.replies.by('wikipediaArticle', { language: wikipedia.language });
    const article = await this.client.getRead(url, reading, budget.signal);
    if (article === null) return [];
    const { title, item, facts } = article;
    // An article that now belongs to another entity (renamed, merged) is not the company's.
    if (item !== null && wikidataId !== null && item !== wikidataId) return [];
    return [
      {
        candidate: {
          source: 'wikipedia',
          id: `${wikipedia.language}:${title}`,
          label: title,
          description: null,
          names: names.length > 0 ? names : [title],
          country,
          domains: domain === null ? [] : [domain],
          organisation: 'yes',
          popularity: 0,
          dissolved: false,
        },
        identity: {},
        read: () => Promise.resolve(facts),
      },
    ];
  }
}
