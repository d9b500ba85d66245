import { MOST_LOOKED, oldest } from './oldest';

/** A list of this many rows, two a page, the newest first. */
const list = (rows: number) => (cursor: string) => {
  const from = cursor === '' ? rows : Number(cursor);
  const results = [from, from - 1].filter((n) => n > 0);
  return Promise.resolve({ results, next_cursor: from > 2 ? String(from - 2) : null });
};

describe('The oldest rows of a list', () => {
  it('are found on its last page', async () => {
    expect(await oldest(list(5))).toEqual({ results: [1, 2, 3, 4, 5], isWhole: true, looked: 5 });
    expect(await oldest(list(0))).toEqual({ results: [], isWhole: true, looked: 0 });
  });

  it('are not claimed of a list that is longer than what is read of it', async () => {
    const { results, isWhole, looked } = await oldest(list(100));
    expect([results[0], isWhole, looked]).toEqual([100 - 2 * MOST_LOOKED + 1, false, 2 * MOST_LOOKED]);
  });
});
