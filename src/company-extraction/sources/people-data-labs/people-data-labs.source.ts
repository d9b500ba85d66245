import { z } from 'zod';
import type { Egress } from '../../../platform/egress/egress.types.js';
import { countryCode } from '../../facts/country.js';
import { parseEmployees } from '../../facts/employee-range.js';
import type { Fact } from '../../facts/fact.js';
import { registrableDomain } from '../../facts/registrable-domain.js';
import { type Origin, stateIf } from '../../facts/state-fact.js';
import { type CompanyQuery, CompanySource, type Found, type SourceBudget } from '../company-source.js';
import { ProviderClient } from '../../../platform/providers/provider-client.js';
import { RequestPacer } from '../../../platform/concurrency/request-pacer.js';

export interface PeopleDataLabsSourceOptions {
  /** Default `https://api.peopledatalabs.com/v5`. */
  readonly baseUrl?: string;
  /** Null when not configured. */
  readonly apiKey: string | null;
  /** Requests per minute of the plan; default 10, that of the free plan. */
  readonly perMinute?: number;
  readonly timeoutMs?: number;
}

/** Response of the company enrichment API, with its fields at the top level; all but the likelihood may be null. */
const companySchema = z.object({
  likelihood: z.number().min(0).max(10),
  name: z.string().nullish(),
  display_name: z.string().nullish(),
  website: z.string().nullish(),
  industry: z.string().nullish(),
  size: z.string().nullish(),
  employee_count: z.number().nullish(),
  founded: z.number().int().nullish(),
  location: z
    .object({
      locality: z.string().nullish(),
      region: z.string().nullish(),
      country: z.string().nullish(),
      street_address: z.string().nullish(),
      postal_code: z.string().nullish(),
    })
    .nullish(),
  linkedin_url: z.string().nullish(),
  ticker: z.string().nullish(),
  total_funding_raised: z.number().nullish(),
  naics: z.array(z.object({ naics_code: z.string().nullish() })).nullish(),
  sic: z.array(z.object({ sic_code: z.string().nullish() })).nullish(),
  summary: z.string().nullish(),
  alternative_names: z.array(z.string()).nullish(),
  alternative_domains: z.array(z.string()).nullish(),
});
type Company = z.infer<typeof companySchema>;

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

/**
 * Company enrichment of People Data Labs: one record by website or, failing that, by name. A match costs a credit, a
 * 404 does not.
 */
export class PeopleDataLabsSource extends CompanySource {
  readonly name = 'people_data_labs';
  private readonly client: ProviderClient;
  private readonly base: string;

  constructor(
    egress: Egress,
    private readonly options: PeopleDataLabsSourceOptions,
  ) {
    super();
    this.base = options.baseUrl ?? 'https://api.peopledatalabs.com/v5';
    const { perMinute = 10, timeoutMs } = options;
    this.client = new ProviderClient(egress, {
      title: 'People Data Labs',
      headers: { 'x-api-key': options.apiKey ?? '' },
      pacer: new RequestPacer({
        concurrency: 2,
        perSecond: (perMinute * 0.75) / 60,
        burst: Math.max(1, Math.floor(perMinute / 4)),
      }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  override isConfigured(): boolean {
    return this.options.apiKey !== null;
  }

  override async find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]> {
    if (!this.isConfigured()) return [];
    const url = new URL(`${this.base}/company/enrich`);
    const { domain, country } = query.known;
    const identification: Record<string, string> =
      domain === null ? { name: query.name, country: country ?? query.country } : { website: domain };
    url.search = new URLSearchParams({ ...identification, min_likelihood: String(MIN_LIKELIHOOD) }).toString();
    const company = await this.client.getJson(url, companySchema, budget.signal);
    if (company === null || company.likelihood < MIN_LIKELIHOOD) return [];
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
}
