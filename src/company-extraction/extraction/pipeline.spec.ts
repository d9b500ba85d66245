import { AppError } from '../../platform/errors/app-error.js';
import {
  acme,
  fact,
  failing,
  found,
  FakeSites,
  FakeSource,
  pipeline,
  request,
  watch,
  wikidata,
} from '../../../test/support/fake-company-sources.js';
import { eventually } from '../../../test/support/eventually.js';
import type { ExtractionRequest } from '../facts/extraction-request.js';

describe('CompanyPipeline', () => {
  it('identifies the company, reads its site, merges the facts and reports the phases [S3-26]', async () => {
    const sites = new FakeSites({
      'acme.com': { title: 'Acme', facts: [fact('email', 'hi@acme.com', 'website', 0.8)] },
    });
    const { made } = pipeline({ sites, wikidata: wikidata(acme) });
    const { run, steps, warnings } = watch();
    const { data, provenance, cached } = await made.extract(request('acme inc'), run);
    expect(data).toMatchObject({
      company_name: 'Acme',
      domain: 'acme.com',
      industry: 'software',
      industry_sector: 'Technology',
    });
    expect(data.contacts.emails).toEqual(['hi@acme.com']);
    expect(provenance.fields.domain?.source).toBe('wikidata');
    expect([cached, steps, warnings]).toEqual([false, ['search', 'extraction', 'aggregation'], []]);
  });

  it('loses only the facts of a failed source and adds a warning', async () => {
    const sites = new FakeSites({ 'acme.com': { title: 'x', error: new AppError('FETCH_BLOCKED') } });
    const gleif = failing('gleif', 'PROVIDER_UNAVAILABLE');
    const { made } = pipeline({ sites, wikidata: wikidata(acme), sources: { gleif } });
    const { run, warnings } = watch();
    expect((await made.extract(request('Acme'), run)).data.domain).toBe('acme.com');
    expect(warnings.sort()).toEqual(['gleif: PROVIDER_UNAVAILABLE', 'website: FETCH_BLOCKED']);
  });

  it('queries exactly the sources of the mode', async () => {
    const asked = async (mode: ExtractionRequest['mode'], country: string | null = 'US') => {
      const all = (['gleif', 'sec', 'wikipedia', 'people_data_labs'] as const).map(
        (name) => new FakeSource(name, () => Promise.resolve([])),
      );
      const [gleif, sec, wikipedia, people_data_labs] = all as [FakeSource, FakeSource, FakeSource, FakeSource];
      const entity = { ...acme, identity: { ...acme.identity, ticker: 'ACM', country } };
      const { made } = pipeline({ wikidata: wikidata(entity), sources: { gleif, sec, wikipedia, people_data_labs } });
      await made.extract(request('Acme', { mode }), watch().run);
      return all.filter((source) => source.asked.length > 0).map((source) => source.name);
    };
    expect(await asked('basic')).toEqual([]);
    expect(await asked('contact_focused')).toEqual([]);
    expect(await asked('standard')).toEqual(['gleif', 'sec', 'wikipedia', 'people_data_labs']);
    expect(await asked('standard', 'DE')).toEqual(['gleif', 'wikipedia', 'people_data_labs']);
    expect(await asked('comprehensive', 'DE')).toEqual(['gleif', 'sec', 'wikipedia', 'people_data_labs']);
  });

  it.each(['PARSE_TIMEOUT', 'OVERLOADED'] as const)(
    'fails with %s, which is retried, when the page of a candidate could not be read under load',
    async (code) => {
      const unsure = found('wikidata', 'Q1', {
        names: ['Delta'],
        domains: ['delta.com'],
        country: 'DE',
        popularity: 1,
      });
      const sites = new FakeSites({ 'delta.com': { title: 'Delta', error: new AppError(code) } });
      const { made, cache } = pipeline({ sites, wikidata: wikidata(unsure) });
      await expect(made.extract(request('Delta'), watch().run)).rejects.toMatchObject({ code });
      expect(cache.ttls).toEqual([]);
    },
  );

  it.each(['PARSE_TIMEOUT', 'OVERLOADED'] as const)(
    'fails with %s instead of COMPANY_NOT_FOUND when a guessed site could not be read under load',
    async (code) => {
      const sites = new FakeSites({ 'delta.com': { title: 'Delta', error: new AppError(code) } });
      const { made, cache } = pipeline({ sites, wikidata: wikidata() });
      await expect(made.extract(request('Delta'), watch().run)).rejects.toMatchObject({ code });
      expect(cache.ttls).toEqual([]);
    },
  );

  it('fails with COMPANY_AMBIGUOUS and candidates, and succeeds with a hint', async () => {
    const twins = [
      found('wikidata', 'Q1', { names: ['Delta'], domains: ['delta.com'] }),
      found('wikidata', 'Q2', { names: ['Delta'], domains: ['deltafaucet.com'] }, [
        fact('name', 'Delta Faucet', 'wikidata'),
      ]),
    ];
    const sites = new FakeSites({ 'deltafaucet.com': { title: 'Delta Faucet' } });
    const { made } = pipeline({ sites, wikidata: wikidata(...twins) });
    await expect(made.extract(request('Delta'), watch().run)).rejects.toMatchObject({
      code: 'COMPANY_AMBIGUOUS',
      details: { candidates: [{ domain: 'delta.com' }, { domain: 'deltafaucet.com' }] },
    });
    expect((await made.extract(request('Delta', { hint: 'deltafaucet.com' }), watch().run)).data.company_name).toBe(
      'Delta Faucet',
    );
  });

  it('suggests a hint for an unknown company [S3-71]', async () => {
    const { made, cache } = pipeline({ wikidata: wikidata() });
    const fails = made.extract(request('NonExistentCompany'), watch().run);
    await expect(fails).rejects.toMatchObject({
      code: 'COMPANY_NOT_FOUND',
      message: 'Company not found in search results',
      details: { reason: 'No web presence found for specified company', suggestion: 'domain_hints' },
    });
    expect(cache.ttls).toEqual([86_400]);
  });

  it.each([
    ['PROVIDER_RATE_LIMITED', 60],
    ['PROVIDER_UNAVAILABLE', undefined],
  ] as const)('does not call a company unknown while Wikidata answers %s', async (code, retryAfter) => {
    const { made, cache } = pipeline({ wikidata: failing('wikidata', code, retryAfter) });
    await expect(made.extract(request('Acme'), watch().run)).rejects.toMatchObject({ code, retryAfter });
    expect(cache.entries.size).toBe(0);
  });

  it('reports a guessed domain only after its page named the company', async () => {
    const parked = { title: 'acme.com is for sale', parked: true };
    const right = new FakeSites({
      'acme.com': parked,
      'acme.io': { title: 'Acme – rockets', facts: [fact('name', 'Acme', 'website')] },
    });
    expect((await pipeline({ sites: right }).made.extract(request('Acme'), watch().run)).data.domain).toBe('acme.io');
    const wrong = new FakeSites({ 'acme.com': { title: 'Zebra Fashion' }, 'acme.io': { ...parked, title: 'Acme' } });
    await expect(pipeline({ sites: wrong }).made.extract(request('Acme'), watch().run)).rejects.toMatchObject({
      code: 'COMPANY_NOT_FOUND',
    });
    expect(wrong.opened.length).toBeLessThanOrEqual(8);
  });

  it('prefers a hint that its own site confirms, and warns that Wikidata disagrees', async () => {
    const sites = new FakeSites({ 'acme.org': { title: 'Acme', facts: [fact('name', 'Acme', 'website')] } });
    const { made } = pipeline({ sites, wikidata: wikidata(acme) });
    const { run, warnings } = watch();
    const { data } = await made.extract(request('Acme', { hint: 'acme.org' }), run);
    expect([data.domain, warnings]).toEqual(['acme.org', ['domain_hint_mismatch']]);
  });

  it('takes a hint below the domain of the company as agreeing, also when its site cannot be read', async () => {
    const sites = new FakeSites({ 'acme.com': { title: 'Acme', facts: [fact('name', 'Acme', 'website')] } });
    const { run, warnings } = watch();
    await pipeline({ sites, wikidata: wikidata(acme) }).made.extract(request('Acme', { hint: 'de.acme.com' }), run);
    expect(warnings).not.toContain('domain_hint_mismatch');
  });

  it('rejects a hint that belongs to another company when no source knows the company', async () => {
    const sites = new FakeSites({ 'zebra.com': { title: 'Zebra Fashion' } });
    await expect(
      pipeline({ sites }).made.extract(request('Acme', { hint: 'zebra.com' }), watch().run),
    ).rejects.toMatchObject({
      code: 'DOMAIN_HINT_INVALID',
      message: 'The home page of zebra.com does not state the name of the company.',
      details: { host: 'zebra.com' },
    });
  });

  it('is not sure of the only candidate, and says so, when its website does not name the company', async () => {
    const abroad = found('wikidata', 'Q1', { names: ['Acme'], domains: ['acme.fr'], country: 'FR' });
    const sites = new FakeSites({ 'acme.fr': { title: 'Boulangerie Martin' } });
    const { made } = pipeline({ sites, wikidata: wikidata(abroad) });
    await expect(made.extract(request('Acme'), watch().run)).rejects.toMatchObject({
      code: 'COMPANY_UNCONFIRMED',
      details: { candidates: [{ domain: 'acme.fr' }], suggestion: 'domain_hints' },
    });
  });

  it('takes a guessed page of another country for a namesake of a company that is elsewhere', async () => {
    const sites = new FakeSites({
      'jumbo.com': { title: 'Jumbo', facts: [fact('name', 'Jumbo', 'website')], country: 'NL' },
    });
    const extract = (country: string) => pipeline({ sites }).made.extract(request('Jumbo', { country }), watch().run);
    await expect(extract('CH')).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
    expect((await extract('NL')).data.domain).toBe('jumbo.com');
  });

  it('takes nothing that a guessed page says, nor who was asked by its domain, for surer than that the page is the company’s', async () => {
    const said = [
      fact('name', 'Acme', 'website'),
      fact('domain', 'acme.com', 'website', 0.6),
      fact('industry', 'rockets', 'website'),
    ];
    const sites = new FakeSites({ 'acme.com': { title: 'Acme', facts: said } });
    const record = found('people_data_labs', 'acme.com', { names: ['Acme'], domains: ['acme.com'] }, [
      fact('domain', 'acme.com', 'people_data_labs', 0.75),
      fact('founded', '1950', 'people_data_labs'),
    ]);
    const labs = new FakeSource('people_data_labs', () => Promise.resolve([record]));
    const extract = async (hint: string | null) =>
      (
        await pipeline({ sites, sources: { people_data_labs: labs } }).made.extract(
          request('Acme', { hint }),
          watch().run,
        )
      ).provenance.fields;
    const guessed = await extract(null);
    const { confidence = 1 } = guessed.domain ?? {};
    expect(confidence).toBeLessThan(0.8);
    expect([guessed.industry?.confidence, guessed.founded?.confidence]).toEqual([confidence, confidence]);
    expect((await extract('acme.com')).industry?.confidence).toBe(0.9);
  });

  it('lets a source that names the domain itself bear out a guess, and what its page says', async () => {
    const said = [fact('name', 'Acme', 'website'), fact('industry', 'rockets', 'website')];
    const sites = new FakeSites({ 'acme.com': { title: 'Acme', facts: said } });
    const extract = async (domain: string) => {
      const filer = found('sec', '1', { names: ['Acme'], domains: [domain] }, [fact('domain', domain, 'sec', 0.85)]);
      const sec = new FakeSource('sec', () => Promise.resolve([filer]));
      const { made } = pipeline({ sites, sources: { sec } });
      return (await made.extract(request('Acme', { mode: 'comprehensive' }), watch().run)).provenance.fields;
    };
    const same = await extract('acme.com');
    expect(same.domain?.confidence).toBeGreaterThan(0.95);
    expect(same.industry?.confidence).toBe(0.9);
    expect((await extract('acme.example')).industry?.confidence).toBeLessThan(0.8);
  });

  it('fails temporarily when the site of the hint is unavailable', async () => {
    await expect(pipeline().made.extract(request('Acme', { hint: 'acme.dev' }), watch().run)).rejects.toMatchObject({
      code: 'DNS_FAILURE',
      details: { host: 'acme.dev' },
    });
  });

  it('finds a company by its full legal name in a register alone', async () => {
    const lei = found('gleif', 'LEI1', { names: ['NORTHWIND INSTRUMENTS, INC.'] }, [
      fact('legal_name', 'NORTHWIND INSTRUMENTS, INC.', 'gleif'),
    ]);
    const { made } = pipeline({
      wikidata: wikidata(),
      sources: { gleif: new FakeSource('gleif', () => Promise.resolve([lei])) },
    });
    expect((await made.extract(request('Northwind Instruments Inc'), watch().run)).data).toMatchObject({
      legal_name: 'NORTHWIND INSTRUMENTS, INC.',
      domain: null,
    });
  });

  it('takes no record of another company whose name lacks a word that is a legal form only elsewhere', async () => {
    const other = found('gleif', 'LEI1', { names: ['Clay County Electric'] }, [
      fact('legal_name', 'Clay County Electric', 'gleif'),
    ]);
    const { made } = pipeline({
      wikidata: wikidata(),
      sources: { gleif: new FakeSource('gleif', () => Promise.resolve([other])) },
    });
    const asked = made.extract(request('Clay County Electric Cooperative'), watch().run);
    await expect(asked).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
  });

  it('does not choose between two records of the same name', async () => {
    const two = ['LEI1', 'LEI2'].map((id) =>
      found('gleif', id, { names: ['Acme LLC'] }, [fact('legal_name', 'Acme LLC', 'gleif')]),
    );
    const { made } = pipeline({
      wikidata: wikidata(acme),
      sources: { gleif: new FakeSource('gleif', () => Promise.resolve(two)) },
    });
    const { run, warnings } = watch();
    expect((await made.extract(request('Acme'), run)).data.legal_name).toBeNull();
    expect(warnings).toContain('gleif: several records carry the name');
  });

  it('ends at the time limit of the company, whatever a source is doing [S3-63]', async () => {
    const hanging = new FakeSource(
      'wikidata',
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const company = new AbortController();
    const { made } = pipeline({ wikidata: hanging });
    const extracted = expect(made.extract(request('Acme'), watch(company.signal).run)).rejects;
    await eventually('the source is asked', () => hanging.asked.length === 1);
    company.abort(new AppError('TIMEOUT'));
    await extracted.toMatchObject({ code: 'TIMEOUT' });
  });
});
