import { failed, type ItemResult, SAVE_FAILED, succeeded } from '../model/items/item.js';
import { GROUP_ITEMS, SLOW_COMMITS, UnrecordedResults } from './unrecorded-results.js';

const result = (index: number): ItemResult => ({ index, input: { index }, end: succeeded({}), warnings: ['w'] });

function resultsOf(count: number): UnrecordedResults {
  const results = new UnrecordedResults();
  for (let index = 0; index < count; index += 1) results.add(result(index));
  return results;
}

const indexes = (group: readonly ItemResult[]): readonly number[] => group.map(({ index }) => index);

describe('Results that wait for their commit', () => {
  it('go together, in the order of their end, up to 200 at once', () => {
    const results = resultsOf(GROUP_ITEMS + 3);
    expect(results.next()).toHaveLength(200);
    results.recorded(results.next());
    expect(indexes(results.next())).toEqual([200, 201, 202]);
  });

  it('stay until their commit has succeeded, with those that came meanwhile', () => {
    const results = resultsOf(2);
    const group = results.next();
    results.add(result(2));
    expect(results.indexes).toEqual([0, 1, 2]);
    results.recorded(group);
    expect(results.indexes).toEqual([2]);
  });

  it('go one at a time after the database has refused a group, until none is left', () => {
    const results = resultsOf(3);
    results.narrow();
    for (const expected of [0, 1, 2]) {
      expect(indexes(results.next())).toEqual([expected]);
      results.recorded(results.next());
    }
    for (const index of [3, 4]) results.add(result(index));
    expect(indexes(results.next())).toEqual([3, 4]);
  });

  it('go together again behind those that were refused, however many come meanwhile', () => {
    const results = resultsOf(3);
    results.narrow();
    for (let n = 0; n < 3; n += 1) {
      results.add(result(3 + n));
      results.recorded(results.next());
    }
    expect(indexes(results.next())).toEqual([3, 4, 5]);
  });

  it('are full when a commit takes no more: one while a refused one is sought, 200 otherwise', () => {
    const results = resultsOf(GROUP_ITEMS - 1);
    expect(results.isFull).toBe(false);
    results.narrow();
    expect(results.isFull).toBe(true);
  });

  it('go one at a time when their commit takes too long, and one alone fails when it does so six times in a row', () => {
    const results = resultsOf(3);
    results.tookTooLong();
    expect(indexes(results.next())).toEqual([0]);
    for (let n = 1; n < SLOW_COMMITS; n += 1) results.tookTooLong();
    results.recorded(results.next());
    for (let n = 1; n < SLOW_COMMITS; n += 1) results.tookTooLong();
    expect(results.next()).toEqual([result(1)]);
    results.tookTooLong();
    expect(results.next()).toEqual([{ index: 1, input: { index: 1 }, end: failed(SAVE_FAILED), warnings: [] }]);
    results.recorded(results.next());
    expect(results.next()).toEqual([result(2)]);
  });

  it('become SAVE_FAILED when refused alone, and the others keep what they are', () => {
    const results = resultsOf(2);
    results.narrow();
    results.narrow();
    expect(results.next()).toEqual([
      { index: 0, input: { index: 0 }, end: { status: 'failed', error: SAVE_FAILED }, warnings: [] },
    ]);
    results.recorded(results.next());
    expect(results.next()).toEqual([result(1)]);
  });

  it('are not invented by a refusal that came without any', () => {
    const results = resultsOf(0);
    results.narrow();
    results.narrow();
    expect(results.next()).toEqual([]);
  });
});
