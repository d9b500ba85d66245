import type { CompanyData } from './company-data.js';
import { type CompanyKeys, type KnownCompany, matchCompanies } from './match-companies.js';

const NONE: CompanyKeys = { wikidata_id: null, lei: null, cik: null, domain: null, linkedin: null };

function company(name: string, keys: Partial<CompanyKeys>): CompanyData {
  const { domain, ...identifiers } = { ...NONE, ...keys };
  return {
    company_name: name,
    domain,
    identifiers,
    industry: null,
    employee_count: null,
    headquarters: { city: null, state: null, country: null },
    financial_data: {
      valuation: null,
      funding_raised: null,
      revenue: null,
      net_income: null,
      total_assets: null,
      market_cap: null,
      ticker: null,
      exchange: null,
      raw: {
        valuation: null,
        funding_raised: null,
        revenue: null,
        net_income: null,
        total_assets: null,
        market_cap: null,
      },
    },
    industry_sector: null,
    employee_count_exact: null,
    employee_count_reported: null,
    headquarters_address: null,
    legal_name: null,
    description: null,
    founded: null,
    parent: null,
    contacts: { emails: [], phones: [], addresses: [], socials: {} },
    people: [],
    confidence: 0,
    sources: [],
  };
}
const stored = (id: number, keys: Partial<CompanyKeys>): KnownCompany => ({ ...NONE, ...keys, id });

describe('matchCompanies', () => {
  it('finds a stored company by any identifier and keeps what the extraction does not say', () => {
    const writes = matchCompanies(
      [company('Acme', { domain: 'acme.com', cik: '7' })],
      [stored(4, { domain: 'acme.com', lei: 'L1' })],
    );
    expect(writes).toMatchObject([{ id: 4, domain: 'acme.com', cik: '7', lei: 'L1', of: [0] }]);
  });

  it('takes two Wikidata items for two companies although they share a site, which the first one keeps', () => {
    const writes = matchCompanies(
      [company('Parent', { wikidata_id: 'Q2', domain: 'acme.com' })],
      [stored(4, { wikidata_id: 'Q1', domain: 'acme.com' })],
    );
    expect(writes).toMatchObject([{ id: null, wikidata_id: 'Q2', domain: null }]);
  });

  it('writes one row for two entries of one company, with the facts of the later one', () => {
    const writes = matchCompanies(
      [company('Acme', { domain: 'acme.com' }), company('Acme Inc.', { domain: 'acme.com', wikidata_id: 'Q1' })],
      [],
    );
    expect(writes).toMatchObject([{ id: null, name: 'Acme Inc.', domain: 'acme.com', wikidata_id: 'Q1', of: [0, 1] }]);
  });

  it('leaves an identifier with the row that has it', () => {
    const rows = [stored(1, { wikidata_id: 'Q1' }), stored(2, { linkedin: 'https://linkedin.example/a', cik: '9' })];
    const writes = matchCompanies([company('A', { wikidata_id: 'Q1', linkedin: 'https://linkedin.example/a' })], rows);
    expect(writes).toMatchObject([{ id: 1, linkedin: null }]);
  });

  it('does not store a company without any identifier', () => {
    expect(matchCompanies([company('Nameless', {})], [])).toEqual([]);
  });
});
