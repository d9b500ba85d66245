import { companyQuery } from '../../../test/support/company-query.js';
import { resolveEntity } from './resolve-entity.js';
import { SCORE_WEIGHTS, scoreCandidate } from './score-candidate.js';
import type { Candidate, Found } from '../sources/company-source.js';

const found = (id: string, change: Partial<Candidate>): Found => ({
  candidate: {
    source: 'wikidata',
    id,
    label: change.names?.[0] ?? id,
    description: null,
    names: [id],
    country: 'US',
    domains: [],
    organisation: 'yes',
    popularity: 0,
    dissolved: false,
    ...change,
  },
  identity: {},
  read: () => Promise.resolve([]),
});
const apple = found('Q312', { names: ['Apple Inc.', 'Apple'], domains: ['apple.com'], popularity: 1 });
const records = found('Q213710', { names: ['Apple Records'], country: 'GB', domains: ['applerecords.com'] });
const fruit = found('Q89', { names: ['apple'], organisation: 'no', popularity: 1 });
const siemens = found('Q81230', { names: ['Siemens'], country: 'DE', domains: ['siemens.com'], popularity: 1 });

describe('scoreCandidate', () => {
  it('has weights that sum to 1, and a perfect candidate reaches 1', () => {
    expect(Object.values(SCORE_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1);
    expect(scoreCandidate(apple.candidate, companyQuery('Apple', { hint: 'apple.com' }), true).total).toBe(1);
  });

  it('takes a hint below a domain of the company as its own, and no domain that only ends alike', () => {
    const total = (hint: string): number =>
      scoreCandidate(apple.candidate, companyQuery('Apple', { hint }), true).total;
    expect([total('de.apple.com'), total('apple.com')]).toEqual([1, 1]);
    expect(total('pineapple.com')).toBeCloseTo(1 - SCORE_WEIGHTS.domain);
  });

  it('scores a dissolved company lower', () => {
    const gone = { ...apple.candidate, dissolved: true };
    expect(scoreCandidate(gone, companyQuery('Apple'), null).total).toBeLessThan(
      scoreCandidate(apple.candidate, companyQuery('Apple'), null).total,
    );
  });
});

describe('resolveEntity', () => {
  it('accepts a company with a clear lead', () => {
    expect(resolveEntity(companyQuery('Apple'), [records, fruit, apple])).toMatchObject({
      status: 'accepted',
      found: { candidate: { id: 'Q312' } },
    });
  });

  it('never accepts a fruit as a company', () => {
    expect(resolveEntity(companyQuery('Apple'), [fruit])).toEqual({ status: 'unknown' });
  });

  it('requires the website of a foreign company to name it', () => {
    expect(resolveEntity(companyQuery('Siemens'), [siemens])).toMatchObject({ status: 'needs_verification' });
    expect(resolveEntity(companyQuery('Siemens'), [siemens], new Map([['Q81230', true]]))).toMatchObject({
      status: 'accepted',
    });
    expect(resolveEntity(companyQuery('Siemens'), [siemens], new Map([['Q81230', false]]))).toMatchObject({
      status: 'unconfirmed',
      candidate: { id: 'Q81230' },
    });
    expect(resolveEntity(companyQuery('Siemens', { country: 'DE' }), [siemens])).toMatchObject({ status: 'accepted' });
  });

  it('prefers an exact name to longer ones that begin with it', () => {
    const bank = found('Q1', { names: ['Deutsche Bank'], domains: ['deutsche-bank.de'], country: 'US' });
    const park = found('Q2', {
      names: ['Deutsche Bank Park'],
      domains: ['deutschebankpark.de'],
      popularity: 1,
      country: 'US',
    });
    expect(resolveEntity(companyQuery('Deutsche Bank'), [park, bank])).toMatchObject({
      status: 'accepted',
      found: { candidate: { id: 'Q1' } },
    });
  });

  it('takes an exact name that three longer ones begin with for the word for what they all are', () => {
    const named = (name: string, at: number) =>
      found(`Q${at}`, { names: [name], domains: [`ministry-${at}.org`], country: 'US' });
    const health = named('Ministry of Health', 1);
    const longer = ['Fiji', 'Ghana', 'Kenya'].map((of, at) => named(`Ministry of Health ${of}`, at + 2));
    const resolved = (more: typeof longer) =>
      resolveEntity(companyQuery('Ministry of Health'), [health, ...more]).status;
    expect([resolved(longer.slice(1)), resolved(longer)]).toEqual(['accepted', 'ambiguous']);
  });

  it('is unconfirmed, not ambiguous, when the only candidate has no website to confirm it', () => {
    const abroad = found('Q1', { names: ['Acme'], domains: [], country: 'FR' });
    expect(resolveEntity(companyQuery('Acme'), [abroad])).toMatchObject({
      status: 'unconfirmed',
      candidate: { id: 'Q1' },
    });
  });

  it('is ambiguous, with candidates, when two companies match equally', () => {
    const airline = found('Q188920', { names: ['Delta Air Lines', 'Delta'], domains: ['delta.com'], popularity: 0.9 });
    const faucets = found('Q5254663', {
      names: ['Delta Faucet Company', 'Delta'],
      domains: ['deltafaucet.com'],
      popularity: 0.2,
    });
    const resolution = resolveEntity(companyQuery('Delta'), [airline, faucets]);
    expect(resolution.status).toBe('ambiguous');
    expect(resolution.status === 'ambiguous' && resolution.candidates.map((shown) => shown.domain)).toEqual([
      'delta.com',
      'deltafaucet.com',
    ]);
    expect(resolveEntity(companyQuery('Delta', { hint: 'deltafaucet.com' }), [airline, faucets])).toMatchObject({
      status: 'accepted',
      found: { candidate: { id: 'Q5254663' } },
    });
  });

  it('lists at most five candidates', () => {
    const many = Array.from({ length: 9 }, (_, at) => found(`Q${at}`, { names: ['Acme'] }));
    const resolution = resolveEntity(companyQuery('Acme'), many);
    expect(resolution.status === 'ambiguous' && resolution.candidates).toHaveLength(5);
  });

  it('ignores a second record of the same site when it computes the lead', () => {
    const meta = found('Q380', { names: ['Meta Platforms', 'Meta'], domains: ['meta.com'], popularity: 1 });
    const twin = found('Q999', { names: ['Meta'], domains: ['meta.com'] });
    expect(resolveEntity(companyQuery('Meta'), [meta, twin])).toMatchObject({ status: 'accepted' });
  });

  it('distinguishes a national chain from the group that also lists its site', () => {
    const group = found('Q1', { names: ['Penny'], domains: ['penny.de', 'penny.hu'] });
    const chain = found('Q2', { names: ['Penny'], domains: ['penny.hu'] });
    expect(resolveEntity(companyQuery('Penny'), [group, chain]).status).toBe('ambiguous');
  });

  it('is unknown for a name that is only similar', () => {
    expect(resolveEntity(companyQuery('Zyxomma Widgets'), [apple, siemens])).toEqual({ status: 'unknown' });
    expect(resolveEntity(companyQuery('Apple'), [])).toEqual({ status: 'unknown' });
  });

  it('does not depend on the order of the candidates', () => {
    const twins = [
      found('Q2', { names: ['Acme'], domains: ['a.com'] }),
      found('Q1', { names: ['Acme'], domains: ['b.com'] }),
    ];
    expect(resolveEntity(companyQuery('Acme'), twins)).toEqual(
      resolveEntity(companyQuery('Acme'), [...twins].reverse()),
    );
  });
});
