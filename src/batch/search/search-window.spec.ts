import { windowOf } from './search-window.js';
import type { SizedBatch } from './search-queries.js';

const batch = (id: number, total: number): SizedBatch => ({ createdAt: `at ${id}`, id, total, failures: 0 });

describe('What a search looks at next', () => {
  it('is all of small batches', () => {
    expect(windowOf([batch(1, 3), batch(2, 0), batch(3, 1)], 0, 10)).toEqual({
      ranges: [
        { createdAt: 'at 1', id: 1, first: 0, last: 2 },
        { createdAt: 'at 3', id: 3, first: 0, last: 0 },
      ],
      end: null,
    });
  });

  it('is bounded within a large batch, and goes on from there to the next one', () => {
    const batches = [batch(1, 25), batch(2, 3)];
    const seen: string[] = [];
    for (let [from, at] = [0, 0]; at < batches.length;) {
      const { ranges, end } = windowOf(batches.slice(at), from, 10);
      expect(ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0)).toBeLessThanOrEqual(10);
      seen.push(...ranges.map(({ id, first, last }) => `${id}: ${first}-${last}`));
      if (end === null) break;
      at = batches.findIndex(({ id }) => id === end.id) + (end.index === undefined ? 1 : 0);
      from = end.index === undefined ? 0 : end.index + 1;
    }
    expect(seen).toEqual(['1: 0-9', '1: 10-19', '1: 20-24', '2: 0-2']);
  });

  it('ends behind a batch that fills it', () => {
    expect(windowOf([batch(1, 10), batch(2, 1)], 0, 10).end).toEqual({ createdAt: 'at 1', id: 1 });
    expect(windowOf([batch(1, 10)], 0, 10).end).toBeNull();
  });
});
