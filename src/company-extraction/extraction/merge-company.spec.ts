import fc from '../../../test/support/seeded-check.js';
import type { Fact, FactField, FactValues, SourceName } from '../facts/fact.js';
import { decayed, mergeCompany } from './merge-company.js';

const now = new Date('2026-01-01T00:00:00Z');
function fact<F extends FactField>(
  field: F,
  value: FactValues[F],
  source: SourceName,
  confidence: number,
  asOf: string | null = null,
): Fact {
  return { field, value, source, url: `https://${source}.example/`, method: 'm', confidence, asOf };
}
const count = (exact: number): FactValues['employees'] => ({ min: exact, max: exact, exact, reported: String(exact) });
const address = (change: Partial<FactValues['address']>): FactValues['address'] => ({
  street: null,
  city: null,
  region: null,
  postal_code: null,
  country: null,
  ...change,
});
const merge = (facts: readonly Fact[], minConfidence = 0) => mergeCompany(facts, { now, minConfidence });

describe('mergeCompany', () => {
  it('raises the confidence where sources agree and counts each source once', () => {
    const { single } = merge([
      fact('domain', 'acme.com', 'wikidata', 0.9),
      fact('domain', 'ACME.com', 'website', 0.9),
      fact('domain', 'acme.com', 'website', 0.8),
      fact('domain', 'acme.net', 'brave', 0.4),
    ]);
    expect(single.domain).toMatchObject({
      value: 'acme.com',
      confidence: 0.99,
      source: 'wikidata',
      sources: ['wikidata', 'website'],
    });
  });

  it('prefers a value of two sources over a more confident value of one', () => {
    const { single, conflicts } = merge([
      fact('founded', '1998', 'people_data_labs', 0.75),
      fact('founded', '1998-09-04', 'wikipedia', 0.75),
      fact('founded', '2001', 'wikidata', 0.85),
    ]);
    expect(single.founded).toMatchObject({ value: '1998-09-04', confidence: 0.938 });
    expect(conflicts).toMatchObject([{ field: 'founded', values: [{ value: '1998-09-04' }, { value: '2001' }] }]);
  });

  it('takes what the model reads on the website for no second witness of it', () => {
    const { single, conflicts } = merge([
      fact('founded', '1962', 'wikidata', 0.9),
      fact('founded', '1958', 'website', 0.8),
      fact('founded', '1958', 'model', 0.6),
    ]);
    expect(single.founded).toMatchObject({ value: '1962', confidence: 0.9 });
    expect(conflicts[0]?.values[1]).toMatchObject({ value: '1958', confidence: 0.8, sources: ['website', 'model'] });
  });

  it('reduces the confidence of dated figures by a tenth per year', () => {
    const old = fact('employees', count(640), 'wikidata', 0.9, '2016-01-01');
    expect(decayed(old, now)).toBeCloseTo(0.9 * 0.9 ** 10, 2);
    expect(
      merge([old, fact('employees', count(80), 'people_data_labs', 0.5, '2025-12-31')]).single.employees?.value.exact,
    ).toBe(80);
  });

  it('does not reduce the confidence of values that never change', () => {
    expect(decayed(fact('founded', '1998', 'wikidata', 0.85, '1998'), now)).toBe(0.85);
  });

  it('breaks ties by the order SEC, GLEIF, Wikidata, site, PDL, Wikipedia', () => {
    const names: readonly SourceName[] = ['wikipedia', 'people_data_labs', 'website', 'wikidata', 'gleif', 'sec'];
    for (let from = 0; from < names.length; from += 1) {
      const facts = names.slice(0, from + 1).map((source) => fact('legal_name', `Name of ${source}`, source, 0.8));
      expect(merge(facts).single.legal_name?.source).toBe(names[from]);
    }
  });

  it('lists conflicts between sources, not within one, nor between years or wordings', () => {
    const conflicts = (facts: readonly Fact[]) => merge(facts).conflicts.map((conflict) => conflict.field);
    expect(conflicts([fact('domain', 'a.com', 'wikidata', 0.9), fact('domain', 'b.com', 'wikidata', 0.8)])).toEqual([]);
    expect(conflicts([fact('domain', 'a.com', 'wikidata', 0.9), fact('domain', 'b.com', 'sec', 0.8)])).toEqual([
      'domain',
    ]);
    expect(
      conflicts([fact('industry', 'Software', 'wikidata', 0.9), fact('industry', 'Computing', 'sec', 0.8)]),
    ).toEqual([]);
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    expect(
      conflicts([
        fact('revenue', usd(5e6), 'sec', 0.9, '2025-12-31'),
        fact('revenue', usd(4e6), 'wikidata', 0.9, '2024'),
      ]),
    ).toEqual([]);
    expect(
      conflicts([
        fact('revenue', usd(5e6), 'sec', 0.9, '2025-12-31'),
        fact('revenue', usd(4e6), 'wikidata', 0.9, '2025'),
      ]),
    ).toEqual(['revenue']);
    expect(
      conflicts([
        fact('revenue', usd(5.01e6), 'sec', 0.9, '2025-12-31'),
        fact('revenue', usd(5e6), 'wikidata', 0.9, '2025'),
      ]),
    ).toEqual([]);
  });

  it('completes an address from others with the same city, and lets country-only addresses support it', () => {
    const { single, conflicts } = merge([
      fact('address', address({ city: 'San Pedro', country: 'US', region: 'California' }), 'wikidata', 0.85),
      fact(
        'address',
        address({ city: 'SAN PEDRO', country: 'US', street: '1 Harbor Way', postal_code: '90731' }),
        'website',
        0.65,
      ),
      fact('address', address({ country: 'US' }), 'people_data_labs', 0.6),
      fact('address', address({ city: 'San Pedro' }), 'wikipedia', 0.5),
    ]);
    expect(single.address?.value).toEqual({
      street: '1 Harbor Way',
      city: 'San Pedro',
      region: 'California',
      postal_code: '90731',
      country: 'US',
    });
    expect(single.address?.sources).toHaveLength(4);
    expect(conflicts).toEqual([]);
  });

  it('takes from every address without a city what the surest of them knows', () => {
    const { single } = merge([
      fact('address', address({ country: 'US', city: 'Reno' }), 'gleif', 0.9),
      fact('address', address({ country: 'US', postal_code: '1' }), 'website', 0.2),
      fact('address', address({ country: 'US', region: 'Iowa' }), 'website', 0.3),
      fact('address', address({ country: 'US', region: 'Nevada' }), 'website', 0.4),
      fact('address', address({ country: 'US', street: '1 A Street', postal_code: '2' }), 'wikipedia', 0.1),
      fact('address', address({ country: 'US' }), 'wikidata', 0.5),
    ]);
    expect(single.address).toMatchObject({
      value: { street: '1 A Street', city: 'Reno', region: 'Nevada', postal_code: '2', country: 'US' },
      confidence: 0.973,
      sources: ['gleif', 'wikidata', 'website', 'wikipedia'],
    });
  });

  it('omits values below min_confidence', () => {
    const facts = [fact('domain', 'a.com', 'brave', 0.4), fact('email', 'x@a.com', 'website', 0.3)];
    expect(merge(facts, 0.5)).toMatchObject({ single: { domain: null }, lists: { email: [] } });
    expect(merge(facts, 0.4).single.domain?.value).toBe('a.com');
  });

  it('lists multiple values, the most confident first', () => {
    const { lists } = merge([
      fact('email', 'b@a.com', 'website', 0.6),
      fact('email', 'A@a.com', 'website', 0.8),
      fact('email', 'a@a.com', 'wikidata', 0.8),
    ]);
    expect(lists.email.map((one) => [one.value.toLowerCase(), one.sources.length])).toEqual([
      ['a@a.com', 2],
      ['b@a.com', 1],
    ]);
  });

  it('does not depend on the order of the facts', () => {
    const sources: readonly SourceName[] = ['sec', 'gleif', 'wikidata', 'website', 'wikipedia'];
    const any = fc.record({
      value: fc.constantFrom('acme.com', 'acme.net', 'acme.org'),
      source: fc.constantFrom(...sources),
      confidence: fc.constantFrom(0.5, 0.8, 0.803, 0.806, 0.809, 0.9),
    });
    const shuffled = fc
      .array(any, { maxLength: 8 })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        const winner = (list: typeof one) =>
          merge(list.map((f) => fact('domain', f.value, f.source, f.confidence))).single.domain;
        const [a, b] = [winner(one), winner(other)];
        expect([a?.value, a?.confidence, a?.source]).toEqual([b?.value, b?.confidence, b?.source]);
      }),
    );
  });
});
