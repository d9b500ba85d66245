import type { Egress } from '../../../platform/egress/egress.types.js';
import { countryCode } from '../../facts/country.js';
import { parseEmployees } from '../../facts/employee-range.js';
import type { Fact } from '../../facts/fact.js';
import { registrableDomain } from '../../facts/registrable-domain.js';
import { type Origin, stateIf } from '../../facts/state-fact.js';
import { type CompanyQuery, CompanySource, type Found, type SourceBudget } from '../company-source.js';
import { BulkLane } from '../../../platform/concurrency/bulk-lane.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';
import { definedOnly } from '../../../platform/objects/defined-only.js';
import type { Replies } from '../replies.js';
import type { Company, PDL_READINGS } from './read-pdl-company.js';

interface PeopleDataLabsSourceOptions {
  /** Default `https://api.peopledatalabs.com/v5`. */
  readonly baseUrl?: string;
  /** Null when not configured. */
  readonly apiKey: string | null;
  /** Requests per minute of the plan; default 10, that of the free plan. */
  readonly perMinute?: number;
  readonly timeoutMs?: number;
}

/** Minimum likelihood of a match on the API's scale of 1 to 10; below it the record is another company. */
const MIN_LIKELIHOOD = 6;

/** Restores capitals: the API returns everything in lower case. */
const capitalised = (text: string): string => text.replace(/(?<![\p{L}'’])\p{L}/gu, (letter) => letter.toUpperCase());
const capitalisedOrNull = (text: string | null | undefined): string | null => (text ? capitalised(text) : null);

function factsOf(company: Company, url: string): readonly Fact[] {
  const origin = (method: string): Origin => ({
    source: 'people_data_labs',
    url,
    method,
    // 0.75 × likelihood / 10.
    confidence: Math.round(75 * (company.likelihood / 10)) / 100,
  });
  const { location, naics, sic } = company;
  const employees = parseEmployees(company.employee_count) ?? parseEmployees(company.size);
  const address = {
    street: capitalisedOrNull(location?.street_address),
    city: capitalisedOrNull(location?.locality),
    region: capitalisedOrNull(location?.region),
    postal_code: location?.postal_code ?? null,
    country: location?.country ? countryCode(location.country) : null,
  };
  const linkedin = company.linkedin_url
    ? `https://www.${company.linkedin_url.replace(/^(?:https?:\/\/)?(?:www\.)?/, '')}`
    : null;
  const funding = company.total_funding_raised ?? 0;
  const code = naics?.[0]?.naics_code
    ? `naics:${naics[0].naics_code}`
    : sic?.[0]?.sic_code
      ? `sic:${sic[0].sic_code}`
      : null;
  return [
    ...stateIf('name', company.display_name ?? capitalisedOrNull(company.name), origin('display_name')),
    ...stateIf('domain', registrableDomain(company.website ?? ''), origin('website')),
    ...stateIf('industry', company.industry, origin('industry')),
    ...stateIf('sector_hint', code, origin('naics')),
    ...stateIf('employees', employees, origin(company.employee_count ? 'employee_count' : 'size')),
    ...stateIf('founded', company.founded ? String(company.founded) : null, origin('founded')),
    ...stateIf('address', address.city === null && address.country === null ? null : address, origin('location')),
    ...stateIf('linkedin', linkedin, origin('linkedin_url')),
    ...stateIf('ticker', company.ticker, origin('ticker')),
    ...stateIf('funding', funding > 0 ? { amount: funding, currency: 'USD' } : null, origin('total_funding_raised')),
    ...stateIf('description', company.summary, origin('summary')),
  ].map((fact) => (fact.field === 'description' ? { ...fact, confidence: fact.confidence * 0.6 } : fact));
}

const TITLE = 'People Data Labs';
const REQUESTS_AT_ONCE = 2;
/**
 * Companies of one bulk request, which may have 100: a record with all its histories has 20,000 values, and a reply is
 * read whole.
 */
const MOST_AT_ONCE = 7;

/**
 * Company enrichment of People Data Labs: one record by website or, failing that, by name; those that wait for the pace
 * of the plan are asked for together. A match costs a credit, a 404 does not.
 */
export class PeopleDataLabsSource extends CompanySource {
  readonly name = 'people_data_labs';
  private readonly client: ProviderClient;
  private readonly base: string;
  private readonly lane: BulkLane<Company | 'not_found' | 'unreadable'>;

  constructor(
    egress: Egress,
    private readonly replies: Replies<typeof PDL_READINGS>,
    private readonly options: PeopleDataLabsSourceOptions,
  ) {
    super();
    this.base = options.baseUrl ?? 'https://api.peopledatalabs.com/v5';
    const { perMinute = 10, timeoutMs } = options;
    this.client = new ProviderClient(egress, {
      title: TITLE,
      headers: { 'x-api-key': options.apiKey ?? '' },
      pacer: new RequestPacer({
        concurrency: REQUESTS_AT_ONCE,
        perSecond: (perMinute * 0.75) / 60,
        burst: Math.max(1, Math.floor(perMinute / 4)),
      }),
      ...definedOnly({ timeoutMs }),
    });
    // Not repeated one by one: each company that was found costs a credit.
    const ask = (keys: readonly string[], signal: AbortSignal) => this.askAll(keys, signal);
    this.lane = new BulkLane({ ask, max: MOST_AT_ONCE, atOnce: REQUESTS_AT_ONCE, repeatsUnusable: false });
  }

  override isConfigured(): boolean {
    return this.options.apiKey !== null;
  }

  override async find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]> {
    if (!this.isConfigured()) return [];
    const { domain, country } = query.known;
    const identification: Record<string, string> =
      domain === null ? { name: query.name, country: country ?? query.country } : { website: domain };
    const parameters = { ...identification, min_likelihood: String(MIN_LIKELIHOOD) };
    const company = await this.lane.get(JSON.stringify(parameters), budget.signal);
    if (company === 'unreadable')
      throw new AppError('PROVIDER_UNAVAILABLE', `${TITLE} sent a response in an unexpected format.`);
    if (company === 'not_found' || company.likelihood < MIN_LIKELIHOOD) return [];
    const domains = [company.website ?? '', ...(company.alternative_domains ?? [])].flatMap(
      (site) => registrableDomain(site) ?? [],
    );
    const names = [company.display_name, company.name, ...(company.alternative_names ?? [])].flatMap(
      (name) => name ?? [],
    );
    return [
      {
        candidate: {
          source: 'people_data_labs',
          id: domains[0] ?? names[0] ?? '',
          label: names[0] ?? '',
          description: company.industry ?? null,
          names,
          country: company.location?.country ? countryCode(company.location.country) : null,
          domains,
          organisation: 'yes',
          popularity: 0,
          dissolved: false,
        },
        identity: { domain: domains[0] ?? null, names },
        read: () => Promise.resolve(factsOf(company, `${this.base}/company/enrich`)),
      },
    ];
  }

  /** Records by their parameters, in order. */
  private async askAll(
    keys: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly (Company | 'not_found' | 'unreadable')[]> {
    const wanted = keys.map((key) => JSON.parse(key) as Record<string, string>);
    const url = new URL(`${this.base}/company/enrich`);
    if (wanted.length === 1) {
      url.search = new URLSearchParams(wanted[0]).toString();
      return [(await this.client.getRead(url, this.replies.by('pdlCompany'), signal)) ?? 'not_found'];
    }
    const bulk = new URL(`${url.href}/bulk`);
    const reading = this.replies.by('pdlCompanies', { count: wanted.length });
    const found = await this.client.postRead(bulk, { requests: wanted.map((params) => ({ params })) }, reading, signal);
    return found ?? wanted.map(() => 'not_found' as const);
  }
}
