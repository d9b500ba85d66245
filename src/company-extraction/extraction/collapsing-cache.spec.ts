import { AppError } from '../../platform/errors/app-error.js';
import {
  acme,
  failing,
  GivenSites,
  GivenSource,
  pipeline,
  request,
  watch,
  wikidata,
} from '../../../test/support/given-company.js';
import { cacheKey, cacheKeys } from './collapsing-cache.js';

describe('the cache of extractions', () => {
  it('S3-65 answers the second time without asking anybody', async () => {
    const source = wikidata(acme);
    const { made, cache } = pipeline({ sites: new GivenSites({ 'acme.com': { title: 'Acme' } }), wikidata: source });
    await made.extract(request('Acme'), watch().run);
    const again = await made.extract(request('ACME, Inc.'), watch().run);
    expect([again.cached, again.data.domain, source.asked.length]).toEqual([true, 'acme.com', 1]);
    expect([cache.hits, cache.misses, cache.ttls]).toEqual([1, 1, [604_800]]);
  });

  it('does not answer who explicitly asks anew, and keeps what that found', async () => {
    const answers = [[], [acme]];
    const source = new GivenSource('wikidata', () => Promise.resolve(answers.shift() ?? []));
    const { made, cache } = pipeline({ wikidata: source });
    await expect(made.extract(request('Acme'), watch().run)).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
    await expect(made.extract(request('Acme'), watch().run)).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
    const anew = request('Acme', { asksAnew: () => Promise.resolve(true) });
    expect((await made.extract(anew, watch().run)).cached).toBe(false);
    expect((await made.extract(request('Acme'), watch().run)).cached).toBe(true);
    expect([source.asked.length, cache.ttls]).toEqual([2, [86_400, 3_600]]);
  });

  it('keeps what lacks a source that was down for an hour only', async () => {
    const { made, cache } = pipeline({
      wikidata: wikidata(acme),
      sources: { gleif: failing('gleif', 'PROVIDER_UNAVAILABLE') },
    });
    await made.extract(request('Acme'), watch().run);
    expect(cache.ttls).toEqual([3_600]);
  });

  it('lets a richer mode’s entry answer a poorer mode', async () => {
    const source = wikidata(acme);
    const { made } = pipeline({ wikidata: source });
    await made.extract(request('Acme', { mode: 'comprehensive' }), watch().run);
    expect((await made.extract(request('Acme', { mode: 'basic' }), watch().run)).cached).toBe(true);
    expect((await made.extract(request('Acme', { mode: 'contact_focused' }), watch().run)).cached).toBe(true);
    expect(source.asked).toHaveLength(1);
  });

  it('makes one run of many that ask the same at once', async () => {
    const source = wikidata(acme);
    const { made } = pipeline({ wikidata: source });
    const all = await Promise.all(Array.from({ length: 20 }, () => made.extract(request('Acme'), watch().run)));
    expect([source.asked.length, all.filter((one) => one.cached).length]).toEqual([1, 19]);
  });

  it('does not let the first asker’s end fail the others', async () => {
    let count = 0;
    const source = new GivenSource('wikidata', (_, { signal }) => {
      count += 1;
      return count > 1
        ? Promise.resolve([acme])
        : new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('gone'))));
    });
    const { made } = pipeline({ wikidata: source });
    const first = new AbortController();
    const one = made.extract(request('Acme'), watch(first.signal).run);
    const two = made.extract(request('Acme'), watch().run);
    setImmediate(() => first.abort(new AppError('CANCELLED')));
    await expect(one).rejects.toMatchObject({ code: 'CANCELLED' });
    expect((await two).data.domain).toBe('acme.com');
  });

  it('applies min_confidence to what is cached', async () => {
    const { made } = pipeline({ wikidata: wikidata(acme) });
    await made.extract(request('Acme'), watch().run);
    expect((await made.extract(request('Acme', { minConfidence: 0.99 }), watch().run)).data.domain).toBeNull();
  });

  it('keys by name, country, language, mode and hint', () => {
    expect(cacheKey(request('Acme Inc.', { hint: 'acme.com' }))).toBe('company:v1:acme|US|en|standard|acme.com');
    expect(cacheKeys(request('Acme', { mode: 'basic' }))).toHaveLength(3);
    expect(cacheKey(request('…'))).not.toBe(cacheKey(request('!!!')));
  });
});
