import { normalizeCompanyName } from '../../facts/normalize-company-name.js';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { definedOnly } from '../../../platform/objects/defined-only.js';
import { type CompanyQuery, CompanySource, type Found, type SourceBudget } from '../company-source.js';
import type { WIKIDATA_READINGS } from './read-wikidata.js';
import type { Replies } from '../replies.js';
import { candidateOf, identityOf } from './entity-candidate.js';
import { EntityReader } from './entity-facts.js';
import { WikidataPlaces } from './places.js';
import { languagesOf, WikidataApi } from './wikidata-api.js';

interface WikidataSourceOptions {
  /** Default `https://www.wikidata.org/w/api.php`. */
  readonly apiUrl?: string;
  /** Null when no contact is configured: the access policy forbids anonymous clients, so the source is disabled. */
  readonly userAgent: string | null;
  readonly timeoutMs?: number;
}

/** Candidates read per search; the search returns the best first. */
const CANDIDATES = 7;

/**
 * Wikidata: identifies companies and states most facts. Three to seven requests per company: the search, the entities
 * found, the labels of entities referred to, the city of the headquarters and the divisions above. Data is CC0.
 */
export class WikidataSource extends CompanySource {
  readonly name = 'wikidata';
  private readonly api: WikidataApi | null;
  private readonly reader: EntityReader | null;

  constructor(egress: Egress, replies: Replies<typeof WIKIDATA_READINGS>, options: WikidataSourceOptions) {
    super();
    const { userAgent, apiUrl = 'https://www.wikidata.org/w/api.php', timeoutMs } = options;
    const timeout = definedOnly({ timeoutMs });
    this.api = userAgent === null ? null : new WikidataApi(egress, replies, { apiUrl, userAgent, ...timeout });
    this.reader = this.api === null ? null : new EntityReader(this.api, new WikidataPlaces(this.api));
  }

  override isConfigured(): boolean {
    return this.api !== null;
  }

  override async find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]> {
    const { api, reader } = this;
    if (api === null || reader === null) return [];
    const { language } = query;
    const ids = query.known.wikidataId === null ? await this.search(api, query, budget) : [query.known.wikidataId];
    const entities = await api.entities(ids, languagesOf(language), budget.signal);
    return entities.map((entity) => ({
      candidate: candidateOf(entity, language),
      identity: identityOf(entity, language),
      read: (depth) => reader.read(entity, language, depth),
    }));
  }

  /**
   * Searches by the name as submitted; if nothing is found, without legal form, in lower case and without diacritics.
   */
  private async search(api: WikidataApi, query: CompanyQuery, budget: SourceBudget): Promise<readonly string[]> {
    const exact = await api.search(query.name, query.language, CANDIDATES, budget.signal);
    const bare = normalizeCompanyName(query.name);
    if (exact.length > 0 || bare === '' || bare === query.name.toLowerCase()) return exact;
    return api.search(bare, query.language, CANDIDATES, budget.signal);
  }
}
