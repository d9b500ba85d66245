import { companyQuery } from '../../../../test/support/company-query.js';
import { localEgress } from '../../../../test/support/local-egress.js';
import { RUN_TS } from '../../../../test/support/run-ts.js';
import { answerWikidata, NORTHWIND } from '../../../../test/support/fake-wikidata.js';
import { ProviderServer, type Received, type Reply } from '../../../../test/support/provider-server.js';
import { Egress } from '../../../platform/egress/egress.types.js';
import type { Fact, FactField } from '../../facts/fact.js';
import type { SourceBudget } from '../company-source.js';
import { ReplyReader } from '../reply-reader.js';
import { WikidataSource } from './wikidata.source.js';

const UA = 'Batchwright/0.2 (ops@example.org)';
const budget = (depth: SourceBudget['depth'] = 'facts'): SourceBudget => ({
  signal: new AbortController().signal,
  depth,
});
const replies = new ReplyReader({ execArgv: RUN_TS });
afterAll(() => replies.close());
let server: ProviderServer;

async function source(
  answer: (request: Received, count: number) => Reply = (request) => answerWikidata(NORTHWIND, request),
) {
  server = await ProviderServer.start(answer);
  return new WikidataSource(localEgress(), replies, {
    apiUrl: `${server.base}/w/api.php`,
    userAgent: UA,
    timeoutMs: 100_000,
  });
}
afterEach(() => server.stop());

const values = (facts: readonly Fact[], field: FactField) => facts.filter((f) => f.field === field).map((f) => f.value);

describe('WikidataSource', () => {
  it('sends the parameters and headers that the API and its access policy require', async () => {
    const wikidata = await source();
    await wikidata.find(companyQuery('Northwind', { language: 'de' }), budget());
    const [search, entities] = server.received;
    expect(search?.path).toBe('/w/api.php');
    expect(Object.fromEntries(search?.query ?? [])).toEqual({
      action: 'wbsearchentities',
      search: 'Northwind',
      language: 'de',
      uselang: 'de',
      type: 'item',
      limit: '7',
      format: 'json',
      maxlag: '5',
    });
    expect(search?.headers['user-agent']).toBe(UA);
    expect(Object.fromEntries(entities?.query ?? [])).toMatchObject({
      action: 'wbgetentities',
      ids: 'Q9001|Q9002',
      languages: 'de|en|mul',
    });
  });

  it('asks together for the entities that several companies wait for', async () => {
    const wikidata = await source();
    const found = await Promise.all(
      Array.from({ length: 8 }, () => wikidata.find(companyQuery('Northwind'), budget())),
    );
    expect(new Set(found.map((one) => one.map(({ candidate }) => candidate.id).join())).size).toBe(1);
    const of = (action: string) => server.received.filter(({ query }) => query.get('action') === action).length;
    expect(of('wbsearchentities')).toBe(8);
    expect(of('wbgetentities')).toBeLessThanOrEqual(3);
  });

  it('returns candidates with names, country, domains and whether they are companies', async () => {
    const [company, film] = await (await source()).find(companyQuery('Northwind'), budget());
    expect(company?.candidate).toMatchObject({
      id: 'Q9001',
      label: 'Northwind Instruments',
      country: 'US',
      domains: ['example.com'],
      organisation: 'yes',
      dissolved: false,
    });
    expect(company?.candidate.names).toContain('Northwind');
    expect(film?.candidate.organisation).toBe('no');
    expect(company?.identity).toMatchObject({
      wikidataId: 'Q9001',
      lei: '5299000J2N45DDNE4Y28',
      cik: '0001234567',
      ticker: 'NWI',
      wikipedia: { language: 'en', title: 'Northwind Instruments' },
    });
  });

  it('states facts by rank, end time, date, precision, units and places', async () => {
    const [company] = await (await source()).find(companyQuery('Northwind'), budget());
    const facts = (await company?.read(budget('thorough'))) ?? [];
    expect(values(facts, 'employees')).toEqual([{ min: 812, max: 812, exact: 812, reported: '812' }]);
    expect(facts.find((f) => f.field === 'employees')?.asOf).toBe('2023-12-31');
    expect(values(facts, 'founded')).toEqual(['1975-04']);
    expect(values(facts, 'industry')).toEqual(['measuring instruments', 'meteorology']);
    expect(values(facts, 'address')).toEqual([
      { street: '1 Harbor Way', postal_code: '90731', city: 'San Pedro', region: 'California', country: 'US' },
    ]);
    expect(values(facts, 'revenue')).toEqual([{ amount: 125_000_000, currency: 'USD' }]);
    expect(values(facts, 'total_assets')).toEqual([{ amount: 900_000, currency: 'HUF' }]);
    expect(values(facts, 'exchange')).toEqual(['New York Stock Exchange']);
    expect(values(facts, 'ticker')).toEqual(['NWI']);
    expect(values(facts, 'email')).toEqual(['info@northwind.example.com']);
    expect(values(facts, 'linkedin')).toEqual(['https://www.linkedin.com/company/northwind-instruments']);
    expect(values(facts, 'parent')).toEqual(['Compass Group of Firms']);
    expect(values(facts, 'person')).toEqual([
      { name: 'Ada Marsh', title: 'Chief Executive Officer' },
      { name: 'Ben Reed', title: 'Founder' },
      { name: 'Cleo Tan', title: 'Board member' },
    ]);
    expect(facts.every((f) => f.source === 'wikidata' && f.url === 'https://www.wikidata.org/wiki/Q9001')).toBe(true);
  });

  it('reads only the identity when only that is requested', async () => {
    const [company] = await (await source()).find(companyQuery('Northwind'), budget());
    const before = server.received.length;
    const facts = (await company?.read(budget('identity'))) ?? [];
    expect(server.received).toHaveLength(before);
    expect(values(facts, 'domain')).toEqual(['example.com']);
    expect(values(facts, 'employees')).toEqual([]);
  });

  it('answers in the requested language and falls back to English', async () => {
    const [company] = await (await source()).find(companyQuery('Northwind', { language: 'de' }), budget());
    const facts = (await company?.read(budget())) ?? [];
    expect(values(facts, 'name')).toEqual(['Northwind Instrumente']);
    expect(values(facts, 'industry')).toEqual(['Messgeräte', 'meteorology']);
  });

  it('searches again without the legal form when the full name is unknown', async () => {
    const found = await (await source()).find(companyQuery('Northwind Instruments GmbH'), budget());
    expect(found.map((one) => one.candidate.id)).toEqual(['Q9001']);
    expect(server.received.map((request) => request.query.get('search')).slice(0, 2)).toEqual([
      'Northwind Instruments GmbH',
      'northwind instruments',
    ]);
  });

  it('reads a known entity without searching and caches places for the next company', async () => {
    const wikidata = await source();
    const known = { wikidataId: 'Q9001' };
    for (const round of [1, 2]) {
      const [company] = await wikidata.find(companyQuery('x', { known }), budget());
      await company?.read(budget());
      expect(server.received.length).toBe(round === 1 ? 6 : 7);
    }
    expect(server.received.every((request) => request.query.get('action') === 'wbgetentities')).toBe(true);
  });

  it('sends one request at a time', async () => {
    let open = 0;
    let most = 0;
    class CountingEgress extends Egress {
      private readonly inner = localEgress();
      override async request(...args: Parameters<Egress['request']>) {
        open += 1;
        most = Math.max(most, open);
        return this.inner.request(...args).finally(() => (open -= 1));
      }
    }
    await source();
    const wikidata = new WikidataSource(new CountingEgress(), replies, {
      apiUrl: `${server.base}/w/api.php`,
      userAgent: UA,
    });
    await Promise.all(['Northwind', 'North', 'Compass'].map((name) => wikidata.find(companyQuery(name), budget())));
    expect(most).toBe(1);
  });

  it('repeats a request after maxlag, which is an error with status 200', async () => {
    const lag = { error: { code: 'maxlag', info: 'Waiting for 10.0.0.1: 6.3 seconds lagged.', lag: 6.3 } };
    const wikidata = await source((request, count) =>
      count === 1 ? { body: lag, headers: { 'retry-after': '0' } } : answerWikidata(NORTHWIND, request),
    );
    expect(await wikidata.find(companyQuery('Northwind'), budget())).toHaveLength(2);
  });

  it.each([
    [
      'a busy database that says when',
      { body: { error: { code: 'maxlag' } }, headers: { 'retry-after': '30' } },
      'PROVIDER_RATE_LIMITED',
    ],
    ['too many requests', { status: 429, headers: { 'retry-after': '60' } }, 'PROVIDER_RATE_LIMITED'],
    ['another API error', { body: { error: { code: 'internal_api_error_DBQueryError' } } }, 'PROVIDER_UNAVAILABLE'],
    ['an unexpected format', { body: { search: 'no list' } }, 'PROVIDER_UNAVAILABLE'],
    ['an HTML page', { body: '<!doctype html>' }, 'PROVIDER_UNAVAILABLE'],
    ['silence', { behaviour: 'hang' }, 'PROVIDER_UNAVAILABLE'],
  ] as const)('maps %s', async (_, reply, code) => {
    await expect((await source(() => reply)).find(companyQuery('Northwind'), budget())).rejects.toMatchObject({ code });
  });

  it('is not queried without a contact', async () => {
    await source();
    expect(new WikidataSource(localEgress(), replies, { userAgent: null }).isConfigured()).toBe(false);
  });
});
