import { companyQuery } from '../../../../test/support/company-query.js';
import { localEgress } from '../../../../test/support/local-egress.js';
import { RUN_TS } from '../../../../test/support/run-ts.js';
import { ProviderServer, type Received, type Reply } from '../../../../test/support/provider-server.js';
import type { CompanyQuery, SourceBudget } from '../company-source.js';
import { latestAnnual } from './company-facts.js';
import { ReplyReader } from '../reply-reader.js';
import { SecSource } from './sec.source.js';
import { businessAddress, titleCase } from './submission.js';

const tickers = {
  '0': { cik_str: 1234567, ticker: 'NWI', title: 'NORTHWIND INSTRUMENTS INC' },
  '1': { cik_str: 1234567, ticker: 'NWI-B', title: 'NORTHWIND INSTRUMENTS INC' },
  '2': { cik_str: 77, ticker: 'HBR', title: 'Harbor Com Inc /DE/' },
  '3': { cik_str: 78, ticker: 'CMP', title: 'Compass Group of Firms Ltd.' },
};
const submission = {
  cik: '1234567',
  entityType: 'operating',
  sic: '3823',
  sicDescription: 'INDUSTRIAL INSTRUMENTS FOR MEASUREMENT',
  name: 'Northwind Instruments, Inc.',
  tickers: ['NWI', 'NWI-B'],
  exchanges: ['NYSE', 'NYSE'],
  ein: '912197729',
  website: '',
  category: 'Large accelerated filer',
  stateOfIncorporation: 'DE',
  addresses: {
    mailing: {
      street1: 'PO BOX 1',
      street2: null,
      city: 'SAN PEDRO',
      stateOrCountry: 'CA',
      zipCode: '90731',
      stateOrCountryDescription: 'CA',
    },
    business: {
      street1: '1 HARBOR WAY',
      street2: 'None',
      city: 'SAN PEDRO',
      stateOrCountry: 'CA',
      zipCode: '90731',
      stateOrCountryDescription: 'CA',
    },
  },
  phone: '310-555-0100',
  formerNames: [{ name: 'NORTHWIND CO', from: '2005-02-17T00:00:00.000Z', to: '2017-01-27T00:00:00.000Z' }],
  filings: { recent: {}, files: [] },
};
const year = (start: string, end: string, val: number, filed: string, form = '10-K', fy = 2024) => ({
  start,
  end,
  val,
  accn: 'x',
  fy,
  fp: 'FY',
  form,
  filed,
});
const facts = {
  cik: 1234567,
  entityName: 'NORTHWIND INSTRUMENTS INC',
  facts: {
    dei: { EntityPublicFloat: { label: 'x', units: { USD: [] } } },
    'us-gaap': {
      Revenues: { units: { USD: [year('2016-01-01', '2016-12-31', 50e6, '2017-02-01')] } },
      RevenueFromContractWithCustomerExcludingAssessedTax: {
        units: {
          USD: [
            year('2022-01-01', '2022-12-31', 110e6, '2024-02-20'),
            year('2023-01-01', '2023-12-31', 124e6, '2024-02-20'),
            year('2023-01-01', '2023-12-31', 125e6, '2024-06-01', '10-K/A'),
            year('2023-10-01', '2023-12-31', 35e6, '2024-02-20'),
            year('2023-04-01', '2024-03-31', 130e6, '2024-05-10', '10-Q'),
          ],
        },
      },
      NetIncomeLoss: { units: { USD: [year('2023-01-01', '2023-12-31', -9e6, '2024-02-20')] } },
      Assets: {
        units: {
          USD: [
            { end: '2023-12-31', val: 300e6, accn: 'x', fy: 2023, fp: 'FY', form: '10-K', filed: '2024-02-20' },
            { end: '2024-03-31', val: 310e6, accn: 'x', fy: 2024, fp: 'Q1', form: '10-Q', filed: '2024-05-10' },
          ],
        },
      },
    },
  },
};
function answer({ path }: Received): Reply {
  if (path === '/files/company_tickers.json') return { body: tickers };
  if (path === '/submissions/CIK0001234567.json') return { body: submission };
  if (path === '/api/xbrl/companyfacts/CIK0001234567.json') return { body: facts };
  return { status: 404, body: '<Error>NoSuchKey</Error>' };
}
const query = (name: string, known: Partial<CompanyQuery['known']> = {}): CompanyQuery => companyQuery(name, { known });
const budget = (): SourceBudget => ({ signal: new AbortController().signal, depth: 'facts' });
const replies = new ReplyReader({ execArgv: RUN_TS });
afterAll(() => replies.close());
let server: ProviderServer;
async function source(
  reply: (request: Received, count: number) => Reply = answer,
  userAgent: string | null = 'Batchwright ops@example.org',
) {
  server = await ProviderServer.start(reply);
  return new SecSource(localEgress(), replies, {
    filesUrl: server.base,
    dataUrl: server.base,
    userAgent,
    perSecond: 1_000,
    timeoutMs: 100_000,
  });
}
describe('SecSource', () => {
  afterEach(() => server.stop());

  it('finds a filer by name and sends its contact', async () => {
    const found = await (await source()).find(query('Northwind Instruments'), budget());
    expect(found.map((one) => one.candidate)).toMatchObject([
      { id: '0001234567', label: 'NORTHWIND INSTRUMENTS INC', organisation: 'yes' },
    ]);
    expect(server.received[0]?.headers).toMatchObject({
      'user-agent': 'Batchwright ops@example.org',
      'accept-encoding': 'gzip',
    });
  });

  it('finds by CIK without the ticker file, by ticker only if the name agrees, and by other names', async () => {
    const sec = await source();
    expect((await sec.find(query('x', { cik: '0001234567' }), budget()))[0]?.candidate.id).toBe('0001234567');
    expect(server.received).toHaveLength(0);
    expect(await sec.find(query('x', { ticker: 'NWI' }), budget())).toEqual([]);
    expect((await sec.find(query('Northwind Instruments', { ticker: 'NWI' }), budget()))[0]?.identity.cik).toBe(
      '0001234567',
    );
    expect((await sec.find(query('x', { names: ['Compass Group of Firms'] }), budget()))[0]?.candidate.id).toBe(
      '0000000078',
    );
    expect((await sec.find(query('Harbor'), budget()))[0]?.candidate.label).toBe('Harbor Com Inc');
    expect(await sec.find(query('North'), budget())).toEqual([]);
  });

  it('downloads the ticker file once for many companies', async () => {
    const sec = await source();
    await Promise.all(Array.from({ length: 20 }, () => sec.find(query('Harbor'), budget())));
    expect(server.received).toHaveLength(1);
  });

  it('maps name, seat, industry code and the figures of the last full year', async () => {
    const [found] = await (await source()).find(query('Northwind Instruments'), budget());
    const read = (await found?.read(budget())) ?? [];
    expect(Object.fromEntries(read.map((fact) => [fact.field, fact.value]))).toEqual({
      legal_name: 'Northwind Instruments, Inc.',
      cik: '0001234567',
      address: { street: '1 Harbor Way', city: 'San Pedro', region: 'California', postal_code: '90731', country: 'US' },
      sector_hint: 'sic:3823',
      industry: 'Industrial Instruments For Measurement',
      ticker: 'NWI',
      exchange: 'NYSE',
      phone: '310-555-0100',
      revenue: { amount: 125e6, currency: 'USD' },
      net_income: { amount: -9e6, currency: 'USD' },
      total_assets: { amount: 300e6, currency: 'USD' },
    });
    expect(read.find((fact) => fact.field === 'revenue')?.asOf).toBe('2023-12-31');
  });

  it('handles a filer without figures', async () => {
    const sec = await source((request) => (request.path.includes('companyfacts') ? { status: 404 } : answer(request)));
    const [found] = await sec.find(query('Northwind Instruments'), budget());
    expect((await found?.read(budget()))?.some((fact) => fact.field === 'revenue')).toBe(false);
  });

  it('treats 403 as a rate limit and invalid data as unavailable, and is not queried without a contact', async () => {
    await expect(
      (await source(() => ({ status: 403, body: '<html>Undeclared Automated Tool</html>' }))).find(
        query('x'),
        budget(),
      ),
    ).rejects.toMatchObject({ code: 'PROVIDER_RATE_LIMITED' });
    await server.stop();
    await expect(
      (await source(() => ({ body: { '0': { cik_str: 'x' } } }))).find(query('x'), budget()),
    ).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
    await server.stop();
    expect((await source(answer, null)).isConfigured()).toBe(false);
  });
});

describe('values of SEC', () => {
  it('reads IFRS filers and other currencies', () => {
    const ifrs = {
      entityName: 'x',
      facts: {
        'ifrs-full': {
          Revenue: { units: { EUR: [year('2024-01-01', '2024-12-31', 7, '2025-04-02', '20-F')], 'EUR/shares': [] } },
        },
      },
    };
    expect(latestAnnual(ifrs, ['us-gaap:Revenues', 'ifrs-full:Revenue'])).toEqual({
      amount: 7,
      currency: 'EUR',
      asOf: '2024-12-31',
      concept: 'ifrs-full:Revenue',
    });
    expect(latestAnnual({ entityName: 'x', facts: {} }, ['us-gaap:Revenues'])).toBeNull();
    expect(
      latestAnnual({ entityName: 'x', facts: { 'us-gaap': { Revenues: 'garbage' } } }, ['us-gaap:Revenues']),
    ).toBeNull();
  });

  it.each([
    [{ city: 'LONDON', stateOrCountry: 'X0', stateOrCountryDescription: 'United Kingdom' }, 'London', null, 'GB'],
    [
      { city: 'Toronto', stateOrCountry: 'A6', stateOrCountryDescription: 'Ontario, Canada' },
      'Toronto',
      'Ontario',
      'CA',
    ],
    [{ city: 'NEW YORK', stateOrCountry: 'NY', stateOrCountryDescription: 'NY' }, 'New York', 'New York', 'US'],
    [{ city: null, stateOrCountry: null, stateOrCountryDescription: null }, null, null, null],
  ])('parses the address %j', (raw, city, region, country) => {
    expect(businessAddress(raw)).toMatchObject({ city, region, country });
  });

  it('converts only names in capitals to title case', () => {
    expect(titleCase("COEUR D'ALENE")).toBe("Coeur D'alene");
    expect(titleCase('San Pedro')).toBe('San Pedro');
  });
});
