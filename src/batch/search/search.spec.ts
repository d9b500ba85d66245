import type { Actor } from '../../accounts/rights/actor.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Search } from './search.js';
import { encodePlace } from './search-place.js';

/** What the server does to a statement that takes longer than a second. */
const tooLong = (): Promise<never> =>
  Promise.reject(new AppError('OVERLOADED', 'x', { cause: Object.assign(new Error('canceled'), { code: '57014' }) }));

describe('A search of inputs', () => {
  const actor = { userId: 1, scopes: new Set(['admin']) } as unknown as Actor;
  const batch = { id: 7, createdAt: '2026-01-01T00:00:00.000Z', total: 300, failures: 0 };
  const queries = { listed: () => Promise.resolve({ found: [batch], next: null }) };
  const batches = { findByKeys: () => Promise.resolve([{ key: 7 }]) };

  it('passes over what is not read in time and goes on behind it', async () => {
    const items = {
      blocks: () =>
        Promise.resolve([
          { id: 7, first: 0, last: 99 },
          { id: 7, first: 100, last: 199 },
          { id: 7, first: 200, last: 299 },
        ]),
      inputs: ({ first }: { readonly first: number }) =>
        first === 0 ? tooLong() : Promise.resolve([{ index: first, input: first === 100 ? null : { name: 'needle' } }]),
      input: tooLong,
      shown: () => Promise.resolve([{ id: 7, index: 200 }]),
    };
    const search = new Search(queries as never, items as never, batches as never);
    const cursor = encodePlace({ phase: 'input', at: null });
    const page = await search.find(actor, { q: 'needle', limit: 10, cursor });
    expect(page.hits.map(({ item }) => item?.index)).toEqual([200]);
    expect([page.truncated, page.nextCursor]).toEqual([true, null]);
  });

  it('asks for the list of batches once for many windows, and looks at each of their items once', async () => {
    const sizes = [100, 70_000, 3, 40_000, 1];
    const found = sizes.map((total, n) => ({ id: n + 1, createdAt: batch.createdAt, total, failures: 0 }));
    let lists = 0;
    const looked = new Map<number, number>();
    const search = new Search(
      {
        listed: () => {
          lists += 1;
          return Promise.resolve({ found, next: null });
        },
      } as never,
      {
        blocks: (ranges: readonly { readonly id: number; readonly first: number; readonly last: number }[]) => {
          for (const { id, first, last } of ranges) {
            expect(first).toBe(looked.get(id) ?? 0);
            looked.set(id, last + 1);
          }
          return Promise.resolve([]);
        },
        shown: () => Promise.resolve([]),
      } as never,
      { findByKeys: () => Promise.resolve([]) } as never,
    );
    const page = await search.find(actor, { q: 'x', limit: 10, cursor: encodePlace({ phase: 'input', at: null }) });
    expect([page.nextCursor, lists, [...looked.values()]]).toEqual([null, 1, sizes]);
  });
});

describe('A search for the id of a batch', () => {
  it('answers with it alone, and looks for its words elsewhere on the next page', async () => {
    const id = '019a9c1e-52a1-7c53-9b6f-0c1f6a0b7d11';
    const search = new Search(
      { byPublicId: () => Promise.resolve(7) } as never,
      { shown: () => Promise.resolve([]) } as never,
      { findByKeys: () => Promise.resolve([{ key: 7 }]) } as never,
    );
    const actor = { userId: 1, scopes: new Set(['admin']) } as unknown as Actor;
    const page = await search.find(actor, { q: id, limit: 10 });
    expect(page.hits).toMatchObject([{ foundIn: 'batch_id', item: null }]);
    expect([page.truncated, page.nextCursor]).toEqual([false, encodePlace({ phase: 'name', at: null })]);
  });
});
