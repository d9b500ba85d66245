import { AnswerCache, BoundedCache } from './bounded-cache.js';

describe('BoundedCache', () => {
  it('evicts the oldest entry, and a value set again is the newest', () => {
    const cache = new BoundedCache<number>({ max: 2 });
    for (const [key, value] of [['a', 1], ['b', 2], ['a', 3], ['c', 4]] as const) cache.set(key, value); // prettier-ignore
    expect(['a', 'b', 'c'].map((key) => cache.get(key))).toEqual([3, undefined, 4]);
    expect(cache.size).toBe(2);
  });

  it('ends an entry after its lifetime', () => {
    const clock = { now: 0 };
    const cache = new BoundedCache<string | null>({ max: 10, ttlMs: 100, now: () => clock.now });
    cache.set('a', null);
    clock.now = 99;
    expect(cache.get('a')).toBeNull();
    clock.now = 100;
    expect([cache.get('a'), cache.size]).toEqual([undefined, 0]);
  });

  it('forgets one entry or all', () => {
    const cache = new BoundedCache<number>({ max: 10 });
    for (const key of ['a', 'b']) cache.set(key, 1);
    cache.delete('a');
    expect([cache.get('a'), cache.get('b')]).toEqual([undefined, 1]);
    cache.clear();
    expect(cache.size).toBe(0);
  });
});

describe('AnswerCache', () => {
  it('computes once for concurrent and later callers, and again after a failure', async () => {
    const cache = new AnswerCache<number>({ max: 10 });
    let computed = 0;
    const compute = (): Promise<number> => {
      computed += 1;
      return computed === 1 ? Promise.reject(new Error('no')) : Promise.resolve(computed);
    };
    const both = await Promise.allSettled([cache.read('a', compute), cache.read('a', compute)]);
    expect([computed, both.map(({ status }) => status)]).toEqual([1, ['rejected', 'rejected']]);
    expect(await cache.read('a', compute)).toBe(2);
    expect(await cache.read('a', compute)).toBe(2);
  });
});
