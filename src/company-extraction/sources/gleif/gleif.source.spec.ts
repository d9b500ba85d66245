import { companyQuery } from '../../../../test/support/company-query.js';
import { localEgress } from '../../../../test/support/local-egress.js';
import { ProviderServer, type Received, type Reply } from '../../../../test/support/provider-server.js';
import type { CompanyQuery, SourceBudget } from '../company-source.js';
import { GleifSource } from './gleif.source.js';

const LEI = '5299000J2N45DDNE4Y28';
const address = {
  language: 'en',
  addressLines: ['Harbor House', '1 Harbor Way'],
  addressNumber: null,
  city: 'San Pedro',
  region: 'US-CA',
  country: 'US',
  postalCode: '90731',
};
const record = (lei = LEI, name = 'NORTHWIND INSTRUMENTS, INC.', entity: object = {}) => ({
  type: 'lei-records',
  id: lei,
  attributes: {
    lei,
    entity: {
      legalName: { name, language: 'en' },
      otherNames: [{ name: 'Northwind', language: 'en', type: 'TRADING_OR_OPERATING_NAME' }],
      transliteratedOtherNames: [],
      legalAddress: { ...address, addressLines: ['c/o Registered Agents'], city: 'Wilmington', region: 'US-DE' },
      headquartersAddress: address,
      registeredAs: '6021863',
      jurisdiction: 'US-DE',
      category: 'GENERAL',
      legalForm: { id: 'HZEH', other: null },
      status: 'ACTIVE',
      creationDate: '1975-04-01T00:00:00Z',
      ...entity,
    },
    registration: { status: 'ISSUED', lastUpdateDate: '2025-03-04T16:01:46Z' },
    bic: null,
  },
  relationships: {},
});
const notFound: Reply = { status: 404, body: { errors: [{ status: '404', title: 'Not Found' }] } };
const query = (name: string, known: Partial<CompanyQuery['known']> = {}): CompanyQuery => companyQuery(name, { known });
const budget = (depth: SourceBudget['depth'] = 'facts'): SourceBudget => ({
  signal: new AbortController().signal,
  depth,
});
let server: ProviderServer;
async function source(answer: (request: Received) => Reply) {
  server = await ProviderServer.start(answer);
  return new GleifSource(localEgress(), {
    baseUrl: `${server.base}/api/v1`,
    userAgent: 'Batchwright/0.2 (ops@example.org)',
  });
}
afterEach(() => server.stop());

describe('GleifSource', () => {
  it('searches active legal entities of the country by name', async () => {
    const gleif = await source(() => ({ body: { data: [record()] } }));
    const found = await gleif.find(query('Northwind Instruments'), budget());
    const [request] = server.received;
    expect(request?.path).toBe('/api/v1/lei-records');
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      'filter[entity.legalName]': 'Northwind Instruments',
      'filter[entity.legalAddress.country]': 'US',
      'filter[entity.status]': 'ACTIVE',
      'page[size]': '10',
    });
    expect(request?.headers).toMatchObject({
      'user-agent': 'Batchwright/0.2 (ops@example.org)',
      accept: 'application/vnd.api+json',
    });
    expect(found.map((one) => one.candidate)).toMatchObject([
      { id: LEI, country: 'US', organisation: 'yes', names: ['NORTHWIND INSTRUMENTS, INC.', 'Northwind'] },
    ]);
  });

  it('maps name, seat, LEI and founding date', async () => {
    const [found] = await (await source(() => ({ body: { data: record() } }))).find(query('x', { lei: LEI }), budget());
    const facts = (await found?.read(budget())) ?? [];
    expect(server.received[0]?.path).toBe(`/api/v1/lei-records/${LEI}`);
    expect(Object.fromEntries(facts.map((fact) => [fact.field, fact.value]))).toEqual({
      legal_name: 'NORTHWIND INSTRUMENTS, INC.',
      lei: LEI,
      address: {
        street: 'Harbor House, 1 Harbor Way',
        city: 'San Pedro',
        region: 'California',
        postal_code: '90731',
        country: 'US',
      },
      founded: '1975-04-01',
    });
    expect(facts.every((fact) => fact.asOf === '2025-03-04')).toBe(true);
  });

  it('does not return subsidiaries found for a brand', async () => {
    const gleif = await source(() => ({
      body: { data: [record('549300BACZP326UOBH06', 'NORTHWIND OPERATIONS, LLC')] },
    }));
    expect(await gleif.find(query('Northwind'), budget())).toEqual([]);
  });

  it('searches by the names that other sources give the company, in its own country', async () => {
    const gleif = await source((request) => ({
      body: {
        data:
          request.query.get('filter[entity.legalName]') === 'Northwind Messtechnik'
            ? [record(LEI, 'Northwind Messtechnik GmbH')]
            : [],
      },
    }));
    const found = await gleif.find(query('Northwind', { names: ['Northwind Messtechnik'], country: 'DE' }), budget());
    expect(found).toHaveLength(1);
    expect(server.received[0]?.query.get('filter[entity.legalAddress.country]')).toBe('DE');
  });

  it('reads parents in thorough mode; a company without one is no error', async () => {
    const gleif = await source((request) => {
      if (request.path.endsWith('/direct-parent'))
        return { body: { data: record('254900LNRYNOQ9YPU758', 'COMPASS GROUP OF FIRMS') } };
      return request.path.endsWith('/ultimate-parent') ? notFound : { body: { data: record() } };
    });
    const [found] = await gleif.find(query('x', { lei: LEI }), budget());
    const facts = (await found?.read(budget('thorough'))) ?? [];
    expect(facts.filter((fact) => fact.field === 'parent').map((fact) => fact.value)).toEqual([
      'COMPASS GROUP OF FIRMS',
    ]);
  });

  it('rejects a malformed LEI instead of using it in a URL', async () => {
    const gleif = await source(() => ({ body: { data: [] } }));
    await gleif.find(query('Northwind', { lei: '../../secrets' }), budget());
    expect(server.received.every((request) => request.path === '/api/v1/lei-records')).toBe(true);
  });

  it.each([
    [{ status: 429 }, 'PROVIDER_RATE_LIMITED'],
    [{ status: 400, body: { errors: [{ title: 'Invalid filter' }] } }, 'PROVIDER_UNAVAILABLE'],
    [{ body: { data: [{ id: LEI }] } }, 'PROVIDER_UNAVAILABLE'],
  ] as const)('maps %j', async (reply, code) => {
    await expect((await source(() => reply)).find(query('Northwind'), budget())).rejects.toMatchObject({ code });
  });

  it('returns nothing for an unknown company', async () => {
    expect(await (await source(() => notFound)).find(query('x', { lei: LEI }), budget())).toEqual([]);
  });
});
