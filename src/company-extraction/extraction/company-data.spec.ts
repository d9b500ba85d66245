import { companyData, provenanceOf } from './company-data.js';
import type { Fact, FactField, FactValues, SourceName } from '../facts/fact.js';
import { mergeCompany } from './merge-company.js';

const now = new Date('2026-01-01T00:00:00Z');
function fact<F extends FactField>(
  field: F,
  value: FactValues[F],
  source: SourceName = 'wikidata',
  confidence = 0.9,
  asOf: string | null = null,
): Fact {
  return { field, value, source, url: 'https://x.example/', method: 'm', confidence, asOf };
}
const OPENAI: readonly Fact[] = [
  fact('name', 'OpenAI'),
  fact('domain', 'openai.com'),
  fact('industry', 'Artificial Intelligence', 'website', 0.8),
  fact('employees', { min: 770, max: 770, exact: 770, reported: '770' }, 'wikidata', 0.9, '2025-12-31'),
  fact('address', { street: null, city: 'San Francisco', region: 'California', postal_code: null, country: 'US' }),
  fact('valuation', { amount: 86e9, currency: 'USD' }, 'people_data_labs', 0.7, '2024-02'),
  fact('funding', { amount: 11.3e9, currency: 'USD' }, 'people_data_labs', 0.7),
  fact('social', { network: 'x', url: 'https://x.com/OpenAI' }),
  fact('email', 'press@openai.com', 'website', 0.8),
];

describe('companyData', () => {
  it('has the published keys, words and formats [S3-36]', () => {
    const data = companyData('openai', mergeCompany(OPENAI, { now }));
    expect(data).toMatchObject({
      company_name: 'OpenAI',
      domain: 'openai.com',
      industry: 'Artificial Intelligence',
      employee_count: '501-1000',
      financial_data: { valuation: '$86B', funding_raised: '$11.3B' },
    });
    expect(data.headquarters).toEqual({ city: 'San Francisco', state: 'California', country: 'United States' });
    expect(Object.keys(data).slice(0, 6)).toEqual([
      'company_name',
      'domain',
      'industry',
      'employee_count',
      'headquarters',
      'financial_data',
    ]);
  });

  it('has the raw forms under separate keys [S3-36]', () => {
    const data = companyData('openai', mergeCompany(OPENAI, { now }));
    expect(data.financial_data.raw.valuation).toEqual({ value: 86e9, currency: 'USD', as_of: '2024-02' });
    expect(data).toMatchObject({ employee_count_exact: 770, industry_sector: 'Technology' });
    expect(data.contacts).toEqual({
      emails: ['press@openai.com'],
      phones: [],
      addresses: [],
      socials: { x: 'https://x.com/OpenAI' },
    });
    expect(data.sources).toEqual(['people_data_labs', 'website', 'wikidata']);
    expect(data.confidence).toBeCloseTo(0.88, 2);
  });

  it('leaves values null when no source states them', () => {
    const data = companyData('Acme', mergeCompany([], { now }));
    expect(data).toMatchObject({
      company_name: 'Acme',
      domain: null,
      industry: null,
      employee_count: null,
      headquarters: { city: null, state: null, country: null },
      industry_sector: null,
      confidence: 0,
      sources: [],
    });
    expect(data.financial_data).toMatchObject({ valuation: null, funding_raised: null });
  });

  it('handles a network called __proto__', () => {
    const data = companyData(
      'x',
      mergeCompany([fact('social', { network: '__proto__', url: 'https://e.example/' })], { now }),
    );
    expect(Object.getPrototypeOf(data.contacts.socials)).toBe(Object.prototype);
  });

  it('lists the source of each value', () => {
    const provenance = provenanceOf(mergeCompany([...OPENAI, fact('domain', 'openai.org', 'website', 0.5)], { now }));
    expect(provenance.fields.domain).toMatchObject({
      value: 'openai.com',
      source: 'wikidata',
      confidence: 0.9,
      method: 'm',
    });
    expect(provenance.fields.revenue).toBeUndefined();
    expect(provenance.conflicts).toMatchObject([
      { field: 'domain', values: [{ value: 'openai.com' }, { value: 'openai.org' }] },
    ]);
  });
});
