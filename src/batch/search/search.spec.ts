import type { Actor } from '../../accounts/actor.js';
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
});
