import { AppError } from '../../platform/errors/app-error.js';
import {
  acme,
  fact,
  failing,
  found,
  GivenSites,
  GivenSource,
  pipeline,
  request,
  watch,
  wikidata,
} from '../../../test/support/given-company.js';
import type { ExtractionRequest } from '../facts/extraction-request.js';

describe('CompanyPipeline', () => {
  it('identifies, reads the site and merges; phases are those of S3-26', async () => {
    const sites = new GivenSites({
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

  it('loses only a failed source’s facts and says so', async () => {
    const sites = new GivenSites({ 'acme.com': { title: 'x', error: new AppError('FETCH_BLOCKED') } });
    const gleif = failing('gleif', 'PROVIDER_UNAVAILABLE');
    const { made } = pipeline({ sites, wikidata: wikidata(acme), sources: { gleif } });
    const { run, warnings } = watch();
    expect((await made.extract(request('Acme'), run)).data.domain).toBe('acme.com');
    expect(warnings.sort()).toEqual(['gleif: PROVIDER_UNAVAILABLE', 'website: FETCH_BLOCKED']);
  });

  it('asks each source its mode uses and no other', async () => {
    const asked = async (mode: ExtractionRequest['mode'], country: string | null = 'US') => {
      const all = (['gleif', 'sec', 'wikipedia', 'people_data_labs'] as const).map(
        (name) => new GivenSource(name, () => Promise.resolve([])),
      );
      const [gleif, sec, wikipedia, people_data_labs] = all as [GivenSource, GivenSource, GivenSource, GivenSource];
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
    'says %s, which is tried again, where the page of the candidate could not be read for load',
    async (code) => {
      const unsure = found('wikidata', 'Q1', {
        names: ['Delta'],
        domains: ['delta.com'],
        country: 'DE',
        popularity: 1,
      });
      const sites = new GivenSites({ 'delta.com': { title: 'Delta', error: new AppError(code) } });
      const { made, cache } = pipeline({ sites, wikidata: wikidata(unsure) });
      await expect(made.extract(request('Delta'), watch().run)).rejects.toMatchObject({ code });
      expect(cache.ttls).toEqual([]);
    },
  );

  it.each(['PARSE_TIMEOUT', 'OVERLOADED'] as const)(
    'says %s instead of calling a company unknown whose guessed site could not be read for load',
    async (code) => {
      const sites = new GivenSites({ 'delta.com': { title: 'Delta', error: new AppError(code) } });
      const { made, cache } = pipeline({ sites, wikidata: wikidata() });
      await expect(made.extract(request('Delta'), watch().run)).rejects.toMatchObject({ code });
      expect(cache.ttls).toEqual([]);
    },
  );

  it('says ambiguous with candidates, and a hint decides', async () => {
    const twins = [
      found('wikidata', 'Q1', { names: ['Delta'], domains: ['delta.com'] }),
      found('wikidata', 'Q2', { names: ['Delta'], domains: ['deltafaucet.com'] }, [
        fact('name', 'Delta Faucet', 'wikidata'),
      ]),
    ];
    const sites = new GivenSites({ 'deltafaucet.com': { title: 'Delta Faucet' } });
    const { made } = pipeline({ sites, wikidata: wikidata(...twins) });
    await expect(made.extract(request('Delta'), watch().run)).rejects.toMatchObject({
      code: 'COMPANY_AMBIGUOUS',
      details: { candidates: [{ domain: 'delta.com' }, { domain: 'deltafaucet.com' }] },
    });
    expect((await made.extract(request('Delta', { hint: 'deltafaucet.com' }), watch().run)).data.company_name).toBe(
      'Delta Faucet',
    );
  });

  it('S3-71 suggests a hint for a company nobody knows', async () => {
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

  it('asserts a guessed domain only after its page named the company', async () => {
    const parked = { title: 'acme.com is for sale', parked: true };
    const right = new GivenSites({
      'acme.com': parked,
      'acme.io': { title: 'Acme – rockets', facts: [fact('name', 'Acme', 'website')] },
    });
    expect((await pipeline({ sites: right }).made.extract(request('Acme'), watch().run)).data.domain).toBe('acme.io');
    const wrong = new GivenSites({ 'acme.com': { title: 'Zebra Fashion' }, 'acme.io': { ...parked, title: 'Acme' } });
    await expect(pipeline({ sites: wrong }).made.extract(request('Acme'), watch().run)).rejects.toMatchObject({
      code: 'COMPANY_NOT_FOUND',
    });
    expect(wrong.opened.length).toBeLessThanOrEqual(8);
  });

  it('lets a hint win that its site bears out, and says that Wikidata disagrees', async () => {
    const sites = new GivenSites({ 'acme.org': { title: 'Acme', facts: [fact('name', 'Acme', 'website')] } });
    const { made } = pipeline({ sites, wikidata: wikidata(acme) });
    const { run, warnings } = watch();
    const { data } = await made.extract(request('Acme', { hint: 'acme.org' }), run);
    expect([data.domain, warnings]).toEqual(['acme.org', ['domain_hint_mismatch']]);
  });

  it('refuses a hint that is somebody else’s when nothing else knows the company', async () => {
    const sites = new GivenSites({ 'zebra.com': { title: 'Zebra Fashion' } });
    await expect(
      pipeline({ sites }).made.extract(request('Acme', { hint: 'zebra.com' }), watch().run),
    ).rejects.toMatchObject({ code: 'DOMAIN_HINT_INVALID' });
  });

  it('tries again later when the hinted site cannot be reached now', async () => {
    await expect(pipeline().made.extract(request('Acme', { hint: 'acme.dev' }), watch().run)).rejects.toMatchObject({
      code: 'DNS_FAILURE',
    });
  });

  it('knows a company by its full legal name from a register alone', async () => {
    const lei = found('gleif', 'LEI1', { names: ['NORTHWIND INSTRUMENTS, INC.'] }, [
      fact('legal_name', 'NORTHWIND INSTRUMENTS, INC.', 'gleif'),
    ]);
    const { made } = pipeline({
      wikidata: wikidata(),
      sources: { gleif: new GivenSource('gleif', () => Promise.resolve([lei])) },
    });
    expect((await made.extract(request('Northwind Instruments Inc'), watch().run)).data).toMatchObject({
      legal_name: 'NORTHWIND INSTRUMENTS, INC.',
      domain: null,
    });
  });

  it('does not choose between two records of one name', async () => {
    const two = ['LEI1', 'LEI2'].map((id) =>
      found('gleif', id, { names: ['Acme LLC'] }, [fact('legal_name', 'Acme LLC', 'gleif')]),
    );
    const { made } = pipeline({
      wikidata: wikidata(acme),
      sources: { gleif: new GivenSource('gleif', () => Promise.resolve(two)) },
    });
    const { run, warnings } = watch();
    expect((await made.extract(request('Acme'), run)).data.legal_name).toBeNull();
    expect(warnings).toContain('gleif: several records carry the name');
  });

  it('S3-63 ends with the company’s time, whatever a source is doing', async () => {
    const hanging = new GivenSource(
      'wikidata',
      (_, { signal }) =>
        new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
    );
    const company = new AbortController();
    const extracted = pipeline({ wikidata: hanging }).made.extract(request('Acme'), watch(company.signal).run);
    setImmediate(() => company.abort(new AppError('TIMEOUT')));
    await expect(extracted).rejects.toMatchObject({ code: 'TIMEOUT' });
  });
});
