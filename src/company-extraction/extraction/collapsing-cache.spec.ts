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
import { requestLedger } from '../../batch/spending/ledger.js';
import { cacheKey, cacheKeys } from './collapsing-cache.js';

describe('CollapsingCache', () => {
  it('answers the second request without querying a source [S3-65]', async () => {
    const source = wikidata(acme);
    const { made, cache } = pipeline({ sites: new FakeSites({ 'acme.com': { title: 'Acme' } }), wikidata: source });
    await made.extract(request('Acme'), watch().run);
    const again = await made.extract(request('ACME, Inc.'), watch().run);
    expect([again.cached, again.data.domain, source.asked.length]).toEqual([true, 'acme.com', 1]);
    expect([cache.hits, cache.misses, cache.ttls]).toEqual([1, 1, [604_800]]);
  });

  it('bypasses the cache on an explicit retry and stores the new result', async () => {
    const answers = [[], [acme]];
    const source = new FakeSource('wikidata', () => Promise.resolve(answers.shift() ?? []));
    const { made, cache } = pipeline({ wikidata: source });
    await expect(made.extract(request('Acme'), watch().run)).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
    await expect(made.extract(request('Acme'), watch().run)).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
    const retried = request('Acme', { bypassesCache: () => Promise.resolve(true) });
    expect((await made.extract(retried, watch().run)).cached).toBe(false);
    expect((await made.extract(request('Acme'), watch().run)).cached).toBe(true);
    expect([source.asked.length, cache.ttls]).toEqual([2, [86_400, 3_600]]);
  });

  it('stores a result that lacks an unavailable source for one hour only', async () => {
    const { made, cache } = pipeline({
      wikidata: wikidata(acme),
      sources: { gleif: failing('gleif', 'PROVIDER_UNAVAILABLE') },
    });
    await made.extract(request('Acme'), watch().run);
    expect(cache.ttls).toEqual([3_600]);
  });

  it('answers a poorer mode from the entry of a richer mode', async () => {
    const source = wikidata(acme);
    const { made } = pipeline({ wikidata: source });
    await made.extract(request('Acme', { mode: 'comprehensive' }), watch().run);
    expect((await made.extract(request('Acme', { mode: 'basic' }), watch().run)).cached).toBe(true);
    expect((await made.extract(request('Acme', { mode: 'contact_focused' }), watch().run)).cached).toBe(true);
    expect(source.asked).toHaveLength(1);
  });

  it('tells a cooperative from a company of the same first words, but not from its own other spelling', () => {
    const [plain, coop, limited] = ['Clay Electric', 'Clay Electric Cooperative', 'Clay Electric Cooperative Ltd'].map(
      (name) => cacheKey(request(name)),
    );
    expect(coop).toBe(limited);
    expect(coop).not.toBe(plain);
  });

  it('runs one extraction for concurrent requests for the same company', async () => {
    const source = wikidata(acme);
    const { made } = pipeline({ wikidata: source });
    const all = await Promise.all(Array.from({ length: 20 }, () => made.extract(request('Acme'), watch().run)));
    expect([source.asked.length, all.filter((one) => one.cached).length]).toEqual([1, 19]);
  });

  it('continues for the other requesters when the first one is cancelled, and ends when the last one is', async () => {
    let answer: (found: readonly (typeof acme)[]) => void = () => undefined;
    const signals: AbortSignal[] = [];
    const source = new FakeSource('wikidata', (_, { signal }) => {
      signals.push(signal);
      return new Promise((resolve, reject) => {
        answer = resolve;
        signal.addEventListener('abort', () => reject(new Error('gone')));
      });
    });
    const { made } = pipeline({ wikidata: source });
    const [first, last] = [new AbortController(), new AbortController()];
    const one = expect(made.extract(request('Acme'), watch(first.signal).run)).rejects;
    const two = made.extract(request('Acme'), watch().run);
    await eventually('the source is asked', () => signals.length === 1);
    first.abort(new AppError('CANCELLED'));
    await one.toMatchObject({ code: 'CANCELLED' });
    answer([acme]);
    expect((await two).data.domain).toBe('acme.com');
    const alone = expect(made.extract(request('Other'), watch(last.signal).run)).rejects;
    await eventually('the source is asked again', () => signals.length === 2);
    last.abort(new AppError('TIMEOUT'));
    await alone.toMatchObject({ code: 'TIMEOUT' });
    expect(signals.map((signal) => signal.aborted)).toEqual([false, true]);
  });

  it('applies min_confidence to cached facts', async () => {
    const { made } = pipeline({ wikidata: wikidata(acme) });
    await made.extract(request('Acme'), watch().run);
    expect((await made.extract(request('Acme', { minConfidence: 0.99 }), watch().run)).data.domain).toBeNull();
  });

  describe('of a batch that has spent its calls', () => {
    const broke = () => ({ ...watch().run, ledger: requestLedger({ brave: { calls: 0 } }) });
    const searched = (known: readonly (typeof acme)[]) => {
      const answer = [found('brave', 'zeta.io', { domains: ['zeta.io'] })];
      const search = new FakeSource('brave', () => Promise.resolve(answer));
      const sites = new FakeSites({ 'zeta.io': { title: 'Acme', facts: [fact('name', 'Acme', 'website')] } });
      return pipeline({ sites, search, wikidata: wikidata(...known) });
    };
    const homeless = { ...acme, identity: { wikidataId: 'Q1', names: ['Acme'], country: 'US' } };

    it('keeps neither that nothing was found, nor what was found without the question', async () => {
      const { made, cache } = searched([]);
      await expect(made.extract(request('Acme'), broke())).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
      expect((await made.extract(request('Acme'), watch().run)).data.domain).toBe('zeta.io');
      expect(cache.ttls).toHaveLength(1);
      const other = searched([{ ...homeless, candidate: { ...acme.candidate, domains: [] } }]);
      expect((await other.made.extract(request('Acme'), broke())).data.company_name).toBe('Acme');
      expect(other.cache.ttls).toEqual([]);
    });

    it('is not joined by who may ask', async () => {
      const { made } = searched([]);
      const [poor, rich] = await Promise.allSettled([
        made.extract(request('Acme'), broke()),
        made.extract(request('Acme'), watch().run),
      ]);
      expect([poor.status, rich.status]).toEqual(['rejected', 'fulfilled']);
    });
  });

  it('builds its key from name, country, language, mode and hint', () => {
    expect(cacheKey(request('Acme Inc.', { hint: 'acme.com' }))).toBe('company:v3:acme|US|en|standard|acme.com');
    expect(cacheKeys(request('Acme', { mode: 'basic' }))).toHaveLength(3);
    expect(cacheKey(request('…'))).not.toBe(cacheKey(request('!!!')));
  });
});
