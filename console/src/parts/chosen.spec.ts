import { chooseOne, chooseShown, isAllShown, MOST_BATCHES, NOTHING, toggled } from './chosen';

const ids = (n: number): string[] => Array.from({ length: n }, (_, m) => `b${m}`);

describe('What is chosen in the list of batches', () => {
  it('is one more and one less', () => {
    const one = chooseOne(NOTHING, 'b1', ids(3));
    expect([...one.chosen]).toEqual(['b1']);
    expect([...chooseOne(one, 'b1', ids(3)).chosen]).toEqual([]);
  });

  it('is everything else in the list when one is taken out of all that match, and that is said', () => {
    const { chosen, note } = chooseOne({ chosen: 'all' }, 'b1', ids(4));
    expect([...chosen]).toEqual(['b0', 'b2', 'b3']);
    expect(note).toBe('shown');
  });

  it('stops at what one action can name, and says so instead of leaving some out', () => {
    const full = chooseShown(ids(MOST_BATCHES));
    expect(full.note).toBeUndefined();
    const refused = chooseOne(full, 'one more', ids(MOST_BATCHES));
    expect(refused.note).toBe('most');
    expect((refused.chosen as ReadonlySet<string>).size).toBe(MOST_BATCHES);
    const shown = chooseShown(ids(MOST_BATCHES + 500));
    expect((shown.chosen as ReadonlySet<string>).size).toBe(MOST_BATCHES);
    expect(shown.note).toBe('most');
  });

  it('counts as all shown when it is as much as can be chosen', () => {
    expect(isAllShown(new Set(), [])).toBe(false);
    expect(isAllShown('all', ids(2))).toBe(true);
    expect(isAllShown(new Set(['b0', 'gone']), ids(2))).toBe(false);
    const many = ids(MOST_BATCHES + 1);
    expect(isAllShown(chooseShown(many).chosen, many)).toBe(true);
  });

  it('takes no row beyond a limit, and one back at any time', () => {
    expect(toggled(new Set([1, 2]), 3, 2)).toBeUndefined();
    expect([...(toggled(new Set([1, 2]), 2, 2) ?? [])]).toEqual([1]);
  });
});
