import { localEgress } from '../../../../test/support/local-egress.js';
import { leastProcessorMs } from '../../../../test/support/processor-time.js';
import { RUN_TS } from '../../../../test/support/run-ts.js';
import { ProviderServer, type Reply } from '../../../../test/support/provider-server.js';
import type { CompanyQuery } from '../company-source.js';
import { factsOfInfobox } from './infobox-facts.js';
import { plainText, readInfobox } from './read-infobox.js';
import { ReplyReader } from '../reply-reader.js';
import { WikipediaSource } from './wikipedia.source.js';

const ENGLISH = `{{Short description|Maker}}
{{Infobox company
| name = Northwind Instruments, Inc.
| logo = [[File:Northwind.svg|200px]]
| industry = [[Measuring instrument|Measuring instruments]]
| founded = {{start date and age|1975|04|16}} in [[San Pedro, Los Angeles|San Pedro]]
| hq_location_city = [[San Pedro]]
| hq_location_country = [[United States|U.S.]]
| key_people = {{ubl|Ada Marsh ([[CEO]])|Ben Reed}}
| revenue = {{ubl|{{increase}} US$ 1,714 million (2023)<ref name="a">{{cite web|url=http://x.example|title=R|date=2023}}</ref>|US$ 1,230 million (2022)}}
| net_income = {{decrease}} US$ 50 million (2023)
| num_employees = {{ubl|60,000 (2023)}} <!-- see | report -->
| website = {{URL|www.northwind.com}}
}}
'''Northwind''' is …`;
const GERMAN = `{{Infobox Unternehmen
| Name = Nordwind GmbH
| Gründungsdatum = 1956
| Sitz = [[Düsseldorf]], [[Deutschland]]
| Mitarbeiterzahl = 1.200 <small>(2021)</small>
| Umsatz = 1,2 Mrd. Euro
| Branche = Werbung, Marketing
| Homepage = [http://www.nordwind.de/ nordwind.de]
}}`;
const values = (wikitext: string) => {
  const infobox = readInfobox(wikitext);
  const facts = infobox === null ? [] : factsOfInfobox(infobox, 'https://en.wikipedia.org/wiki/X');
  return Object.fromEntries(facts.map((fact) => [fact.field, fact.value]));
};

describe('infoboxes', () => {
  it('are read in English: templates, links, footnotes, comments, years', () => {
    expect(values(ENGLISH)).toMatchObject({
      name: 'Northwind Instruments, Inc.',
      industry: 'Measuring instruments',
      founded: '1975-04-16',
      address: { city: 'San Pedro', country: 'US' },
      revenue: { amount: 1_714e6, currency: 'USD' },
      net_income: { amount: 50e6, currency: 'USD' },
      employees: { exact: 60_000 },
      domain: 'northwind.com',
    });
  });

  it('give figures the year next to them', () => {
    const infobox = readInfobox(ENGLISH);
    const facts = infobox === null ? [] : factsOfInfobox(infobox, 'x');
    expect(facts.filter((fact) => fact.asOf !== null).map((fact) => [fact.field, fact.asOf])).toEqual([
      ['employees', '2023'],
      ['revenue', '2023'],
      ['net_income', '2023'],
    ]);
  });

  it('are read in German', () => {
    expect(values(GERMAN)).toMatchObject({
      name: 'Nordwind GmbH',
      founded: '1956',
      address: { city: 'Düsseldorf', country: 'DE' },
      employees: { exact: 1_200 },
      revenue: { amount: 1.2e9, currency: 'EUR' },
      domain: 'nordwind.de',
    });
  });

  it('are ignored for newspapers and software, and may be missing', () => {
    expect(values(ENGLISH.replace('Infobox company', 'Infobox newspaper'))).toEqual({});
    expect(values(ENGLISH.replace('Infobox company', 'Infobox software'))).toEqual({});
    expect(values("'''Northwind''' is a wind.")).toEqual({});
  });

  it('are read in bounded time from hostile wikitext', () => {
    for (const hostile of [
      '{{infobox company|a='.concat('{{'.repeat(100_000)),
      '<ref '.repeat(50_000),
      `{{infobox company|${'|'.repeat(150_000)}}}`,
      '[['.repeat(100_000),
    ])
      expect(leastProcessorMs(() => [values(hostile), plainText(hostile)], 1_000)).toBeLessThan(1_000);
  });
});

describe('WikipediaSource', () => {
  const known = {
    domain: null,
    website: null,
    wikidataId: 'Q9001',
    lei: null,
    cik: null,
    ticker: null,
    names: ['Northwind'],
    country: 'US',
    wikipedia: { language: 'en', title: 'Northwind Instruments' },
  };
  const query = (change: Partial<CompanyQuery['known']> = {}): CompanyQuery => ({
    name: 'Northwind',
    country: 'US',
    language: 'en',
    hint: null,
    known: { ...known, ...change },
  });
  const budget = { signal: new AbortController().signal, depth: 'facts' } as const;
  const page = (wikitext: string, item = 'Q9001'): Reply => ({
    body: {
      batchcomplete: '',
      query: {
        pages: {
          '77': {
            pageid: 77,
            ns: 0,
            title: 'Northwind Instruments',
            revisions: [{ slots: { main: { contentmodel: 'wikitext', '*': wikitext } } }],
            pageprops: { wikibase_item: item },
          },
        },
      },
    },
  });
  const replies = new ReplyReader({ execArgv: RUN_TS });
  afterAll(() => replies.close());
  let server: ProviderServer;
  async function source(answer: () => Reply) {
    server = await ProviderServer.start(answer);
    return new WikipediaSource(localEgress(), replies, {
      apiUrl: `${server.base}/{language}/w/api.php`,
      userAgent: 'Batchwright/0.2 (ops@example.org)',
    });
  }
  afterEach(() => server.stop());

  it('requests the article that Wikidata names, in its edition', async () => {
    const [found] = await (await source(() => page(ENGLISH))).find(query(), budget);
    expect(server.received[0]).toMatchObject({
      path: '/en/w/api.php',
      headers: { 'user-agent': 'Batchwright/0.2 (ops@example.org)' },
    });
    expect(server.received[0]?.query.get('titles')).toBe('Northwind Instruments');
    const facts = (await found?.read(budget)) ?? [];
    expect(facts.find((fact) => fact.field === 'domain')).toMatchObject({
      value: 'northwind.com',
      confidence: 0.75,
      url: 'https://en.wikipedia.org/wiki/Northwind_Instruments',
    });
  });

  it('does not search and does not follow an article to another entity', async () => {
    const wikipedia = await source(() => page(ENGLISH, 'Q1'));
    expect(await wikipedia.find(query(), budget)).toEqual([]);
    expect(await wikipedia.find(query({ wikipedia: null }), budget)).toEqual([]);
    expect(await wikipedia.find(query({ wikipedia: { language: 'evil.example/', title: 'x' } }), budget)).toEqual([]);
    expect(server.received).toHaveLength(1);
  });

  it.each([
    [{ status: 503 }, 'PROVIDER_UNAVAILABLE'],
    [{ status: 429 }, 'PROVIDER_RATE_LIMITED'],
    [{ body: { query: {} } }, 'PROVIDER_UNAVAILABLE'],
  ] as const)('maps %j', async (reply, code) => {
    await expect((await source(() => reply)).find(query(), budget)).rejects.toMatchObject({ code });
  });
});
