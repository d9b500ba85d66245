import {
  type CompanyData,
  type CompanyKeys,
  type FieldProvenance,
  identified,
  type IdentifiedCompany,
  type Provenance,
} from '../extraction/company-data.js';
import type { SourceName } from '../facts/fact.js';
import { type KnownCompany, matchCompanies } from './match-companies.js';

const NONE: CompanyKeys = { wikidata_id: null, lei: null, cik: null, domain: null, linkedin: null };

const company = (name: string, keys: Partial<CompanyKeys>): IdentifiedCompany => ({
  data: dataOf(name, keys),
  keys: { ...NONE, ...keys },
});

/** Says that these sources state the LEI. */
const leiStatedBy = (...sources: readonly SourceName[]): Provenance => ({
  fields: { lei: { sources } as unknown as FieldProvenance },
  conflicts: [],
});

function dataOf(name: string, keys: Partial<CompanyKeys>): CompanyData {
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
  it('finds a stored company by any identifier and preserves values that the extraction lacks', () => {
    const writes = matchCompanies(
      [company('Acme', { domain: 'acme.com', cik: '7' })],
      [stored(4, { domain: 'acme.com', lei: 'L1' })],
    );
    expect(writes).toMatchObject([{ id: 4, domain: 'acme.com', cik: '7', lei: 'L1', of: [0] }]);
  });

  it('treats two Wikidata items as two companies although they share a site, which stays with the first', () => {
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

  it('ignores a LEI of another company that a site states', () => {
    const claim = dataOf('Impostor', { domain: 'impostor.example', lei: 'L1' });
    const rows = [stored(4, { wikidata_id: 'Q1', lei: 'L1', domain: 'acme.com' })];
    const alone = identified(claim, leiStatedBy('website'));
    expect(matchCompanies([alone], rows)).toMatchObject([{ id: null, domain: 'impostor.example', lei: null }]);
    const confirmed = identified(claim, leiStatedBy('website', 'gleif'));
    expect(confirmed.keys.lei).toBe('L1');
  });

  it('moves a LEI that a site stated first to the company that a register lists under it', () => {
    const impostor = identified(dataOf('Impostor', { domain: 'impostor.example', lei: 'L1' }), leiStatedBy('website'));
    const acme = identified(dataOf('Acme', { domain: 'acme.com', lei: 'L1' }), leiStatedBy('gleif'));
    expect(matchCompanies([impostor, acme], [])).toMatchObject([
      { domain: 'impostor.example', lei: null },
      { domain: 'acme.com', lei: 'L1' },
    ]);
  });

  it('does not store a company without any identifier', () => {
    expect(matchCompanies([company('Nameless', {})], [])).toEqual([]);
  });
});
