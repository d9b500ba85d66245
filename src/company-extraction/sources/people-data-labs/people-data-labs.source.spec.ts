import { companyQuery } from '../../../../test/support/company-query.js';
import { FakeSource, found, pipeline, request, watch } from '../../../../test/support/fake-company-sources.js';
import { localEgress } from '../../../../test/support/local-egress.js';
import { RUN_TS } from '../../../../test/support/run-ts.js';
import { ProviderServer, type Reply } from '../../../../test/support/provider-server.js';
import { ReplyReader } from '../reply-reader.js';
import { PeopleDataLabsSource } from './people-data-labs.source.js';

const query = (name: string, domain: string | null = null) => companyQuery(name, { known: { domain } });
const budget = { signal: new AbortController().signal, depth: 'facts' } as const;
const company = {
  status: 200,
  likelihood: 8,
  matched: ['website'],
  id: 'northwind',
  name: 'northwind instruments',
  display_name: 'Northwind Instruments',
  website: 'northwind.com',
  industry: 'electrical/electronic manufacturing',
  size: '501-1000',
  employee_count: 812,
  founded: 1975,
  location: {
    name: 'san pedro, california, united states',
    locality: 'san pedro',
    region: 'california',
    country: 'united states',
    street_address: null,
    postal_code: '90731',
  },
  linkedin_url: 'linkedin.com/company/northwind',
  ticker: null,
  total_funding_raised: 12_500_000,
  naics: [{ naics_code: '334519' }],
  sic: null,
  summary: null,
  alternative_domains: ['northwind.net'],
};
const replies = new ReplyReader({ execArgv: RUN_TS });
afterAll(() => replies.close());
let server: ProviderServer;
async function source(answer: () => Reply, apiKey: string | null = 'secret-key') {
  server = await ProviderServer.start(answer);
  return new PeopleDataLabsSource(localEgress(), replies, { baseUrl: `${server.base}/v5`, apiKey });
}
afterEach(() => server.stop());

describe('PeopleDataLabsSource', () => {
  it('searches by website where it is known, else by name and country, with its key in a header', async () => {
    const pdl = await source(() => ({ body: company }));
    await pdl.find(query('Northwind', 'northwind.com'), budget);
    await pdl.find(query('Northwind'), budget);
    expect(server.received.map((request) => Object.fromEntries(request.query))).toEqual([
      { website: 'northwind.com', min_likelihood: '6' },
      { name: 'Northwind', country: 'US', min_likelihood: '6' },
    ]);
    expect(server.received[0]).toMatchObject({ path: '/v5/company/enrich', headers: { 'x-api-key': 'secret-key' } });
  });

  it('asks at once for what is asked at once, each with its own answer', async () => {
    const other = { ...company, name: 'other', display_name: 'Other' };
    const pdl = await source(() => ({
      body: [
        { ...company },
        { status: 404, error: { type: 'not_found' } },
        { status: 200, data: other },
        { status: 500 },
      ],
    }));
    const asked = ['a.com', 'b.com', 'c.com', 'd.com'].map((domain) =>
      pdl.find(query('x', domain), budget).then(
        (found) => found.map(({ candidate }) => candidate.label),
        (error: unknown) => (error as { code: string }).code,
      ),
    );
    expect(await Promise.all(asked)).toEqual([['Northwind Instruments'], [], ['Other'], 'PROVIDER_UNAVAILABLE']);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({ method: 'POST', path: '/v5/company/enrich/bulk' });
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      requests: ['a.com', 'b.com', 'c.com', 'd.com'].map((website) => ({ params: { website, min_likelihood: '6' } })),
    });
  });

  it('is asked in one request for the companies of a batch that wait while two are asked for', async () => {
    const names = ['Aurea Mills', 'Bergblick Pumps', 'Corvo Tools', 'Dunlin Works', 'Elmstone Glass'];
    const recordOf = (name: string) => ({ ...company, name, display_name: name, website: null, founded: 1901 });
    let [asked, letAnswer] = [0, (): void => undefined];
    const allAsked = new Promise<void>((resolve) => (letAnswer = resolve));
    server = await ProviderServer.start(async ({ method, query: parameters, body }) => {
      await allAsked;
      if (method !== 'POST') return { body: recordOf(parameters.get('name') ?? '') };
      const { requests } = JSON.parse(body) as { requests: { params: { name: string } }[] };
      return { body: requests.map(({ params }) => recordOf(params.name)) };
    });
    const labs = new PeopleDataLabsSource(localEgress(), replies, {
      ...{ baseUrl: `${server.base}/v5`, apiKey: 'k', perMinute: 600 },
    });
    const counted = new FakeSource('people_data_labs', (one, given) => {
      const answer = labs.find(one, given);
      asked += 1;
      if (asked === names.length) letAnswer();
      return answer;
    });
    const wikidata = new FakeSource('wikidata', ({ name }) =>
      Promise.resolve([found('wikidata', name, { names: [name] }, [], { names: [name], country: 'US' })]),
    );
    const { made } = pipeline({ wikidata, sources: { people_data_labs: counted } });
    const extracted = await Promise.all(names.map((name) => made.extract(request(name), watch().run)));
    expect(extracted.map(({ data }) => data.founded)).toEqual(names.map(() => '1901'));
    // At most two requests were under way; those of a bulk request are at most seven.
    expect(server.received.length).toBeLessThanOrEqual(3);
  });

  it('maps its record with a confidence by likelihood', async () => {
    const [found] = await (await source(() => ({ body: company }))).find(query('Northwind', 'northwind.com'), budget);
    const facts = (await found?.read(budget)) ?? [];
    expect(found?.candidate).toMatchObject({ domains: ['northwind.com', 'northwind.net'], country: 'US' });
    expect(Object.fromEntries(facts.map((fact) => [fact.field, fact.value]))).toEqual({
      name: 'Northwind Instruments',
      domain: 'northwind.com',
      industry: 'electrical/electronic manufacturing',
      sector_hint: 'naics:334519',
      employees: { min: 812, max: 812, exact: 812, reported: '812' },
      founded: '1975',
      address: { street: null, city: 'San Pedro', region: 'California', postal_code: '90731', country: 'US' },
      linkedin: 'https://www.linkedin.com/company/northwind',
      funding: { amount: 12_500_000, currency: 'USD' },
    });
    expect(facts.every((fact) => fact.confidence === 0.6)).toBe(true);
  });

  it('treats 404 and an unlikely match as not found', async () => {
    expect(
      await (
        await source(() => ({ status: 404, body: { status: 404, error: { type: 'not_found' } } }))
      ).find(query('x'), budget),
    ).toEqual([]);
    await server.stop();
    expect(await (await source(() => ({ body: { ...company, likelihood: 2 } }))).find(query('x'), budget)).toEqual([]);
  });

  it.each([
    [{ status: 401 }, 'PROVIDER_AUTH'],
    [{ status: 402 }, 'PROVIDER_RATE_LIMITED'],
    [{ status: 429 }, 'PROVIDER_RATE_LIMITED'],
    [{ status: 400 }, 'PROVIDER_UNAVAILABLE'],
    [{ body: { name: 'no likelihood' } }, 'PROVIDER_UNAVAILABLE'],
  ] as const)('maps %j', async (answer, code) => {
    await expect((await source(() => answer)).find(query('x'), budget)).rejects.toMatchObject({ code });
  });

  it('is not queried without a key', async () => {
    expect((await source(() => ({ body: company }), null)).isConfigured()).toBe(false);
  });
});
