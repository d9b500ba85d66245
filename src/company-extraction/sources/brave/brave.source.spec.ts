import { companyQuery } from '../../../../test/support/company-query.js';
import { localEgress } from '../../../../test/support/local-egress.js';
import { ProviderServer, type Reply } from '../../../../test/support/provider-server.js';
import { BraveSource } from './brave.source.js';

const query = (name: string, country = 'US', language = 'en') => companyQuery(name, { country, language });
const budget = { signal: new AbortController().signal, depth: 'identity' } as const;
const reply = {
  type: 'search',
  query: { original: 'x' },
  web: {
    type: 'search',
    results: [
      {
        title: 'Northwind - Wikipedia',
        url: 'https://en.wikipedia.org/wiki/Northwind',
        description: 'x',
        meta_url: { hostname: 'en.wikipedia.org' },
      },
      {
        title: '<strong>Northwind</strong> Instruments',
        url: 'https://www.northwind.com/en',
        description: 'Makers of <strong>weather</strong> instruments &amp; more',
        language: 'en',
      },
      { title: 'Careers', url: 'https://jobs.northwind.com/', description: null },
      { title: 'Odd', url: 'not an address' },
    ],
  },
};
let server: ProviderServer;
async function source(answer: () => Reply, apiKey: string | null = 'secret-key') {
  server = await ProviderServer.start(answer);
  return new BraveSource(localEgress(), { baseUrl: `${server.base}/res/v1`, apiKey, perSecond: 1_000 });
}
afterEach(() => server.stop());

describe('BraveSource', () => {
  it('sends its key as a header, never in the URL', async () => {
    await (await source(() => ({ body: reply }))).find(query('Northwind', 'DE', 'de'), budget);
    const [request] = server.received;
    expect(request?.path).toBe('/res/v1/web/search');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      q: 'Northwind official website',
      country: 'DE',
      search_lang: 'de',
      count: '10',
      result_filter: 'web',
      safesearch: 'off',
    });
    expect(request?.headers).toMatchObject({ 'x-subscription-token': 'secret-key', accept: 'application/json' });
  });

  it('maps countries and languages that Brave does not accept', async () => {
    const brave = await source(() => ({ body: reply }));
    await brave.find(query('x', 'LU', 'ja'), budget);
    expect(server.received[0]?.query.get('country')).toBe('ALL');
    expect(server.received[0]?.query.get('search_lang')).toBe('jp');
    await brave.find(query('word '.repeat(200)), budget);
    expect(server.received[1]?.query.get('q')?.length).toBeLessThanOrEqual(400);
  });

  it('returns each own domain once and no sites that write about companies', async () => {
    const found = await (await source(() => ({ body: reply }))).find(query('Northwind'), budget);
    expect(found.map((one) => one.candidate)).toMatchObject([
      { id: 'northwind.com', label: 'Northwind Instruments', domains: ['northwind.com'], organisation: 'unknown' },
    ]);
    expect((await found[0]?.read(budget))?.map((fact) => [fact.value, fact.confidence])).toEqual([
      ['Makers of weather instruments & more', 0.4],
    ]);
  });

  it('returns nothing for an empty answer', async () => {
    expect(await (await source(() => ({ body: { type: 'search' } }))).find(query('x'), budget)).toEqual([]);
  });

  it.each([
    [{ status: 401 }, 'PROVIDER_AUTH'],
    [{ status: 422, body: { error: { code: 'SUBSCRIPTION_TOKEN_INVALID' } } }, 'PROVIDER_AUTH'],
    [{ status: 429 }, 'PROVIDER_RATE_LIMITED'],
    [{ body: { web: { results: 'x' } } }, 'PROVIDER_UNAVAILABLE'],
  ] as const)('maps %j', async (answer, code) => {
    await expect((await source(() => answer)).find(query('x'), budget)).rejects.toMatchObject({ code });
  });

  it('is not queried without a key', async () => {
    const brave = await source(() => ({ body: reply }), null);
    expect([brave.isConfigured(), await brave.find(query('x'), budget), server.received.length]).toEqual([
      false,
      [],
      0,
    ]);
  });
});
