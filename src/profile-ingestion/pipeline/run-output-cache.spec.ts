import { RunOutputCache } from './run-output-cache.js';

describe('the handoff from run to save', () => {
  it('gives an entry as often as its transaction is repeated', () => {
    const handoff = new RunOutputCache<string>(2);
    handoff.put(1, 0, 'a');
    expect([handoff.get(1, 0), handoff.get(1, 0)]).toEqual(['a', 'a']);
    expect(handoff.get(1, 1)).toBeUndefined();
  });

  it('takes the latest run of an item, and drops the oldest entries', () => {
    const handoff = new RunOutputCache<string>(2);
    handoff.put(1, 0, 'old');
    handoff.put(1, 1, 'b');
    handoff.put(1, 0, 'new');
    handoff.put(1, 2, 'c');
    expect([handoff.get(1, 0), handoff.get(1, 1), handoff.get(1, 2)]).toEqual(['new', undefined, 'c']);
  });
});
