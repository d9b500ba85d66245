import { RunOutputCache } from './run-output-cache.js';

describe('RunOutputCache', () => {
  it('returns an entry as often as its transaction is repeated', () => {
    const outputs = new RunOutputCache<string>(2);
    outputs.put(1, 0, 'a');
    expect([outputs.get(1, 0), outputs.get(1, 0)]).toEqual(['a', 'a']);
    expect(outputs.get(1, 1)).toBeUndefined();
  });

  it('stores the latest run of an item, and evicts the oldest entries', () => {
    const outputs = new RunOutputCache<string>(2);
    outputs.put(1, 0, 'old');
    outputs.put(1, 1, 'b');
    outputs.put(1, 0, 'new');
    outputs.put(1, 2, 'c');
    expect([outputs.get(1, 0), outputs.get(1, 1), outputs.get(1, 2)]).toEqual(['new', undefined, 'c']);
  });
});
