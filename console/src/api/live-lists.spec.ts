import { listedBatch, listPage } from '../../../test/support/listed-batches';
import { isOutdated, type Listed, type ListPage, withHead, without, withStates } from './live-lists';

const changes = (...batches: readonly Listed[]) => new Map(batches.map((one) => [one.id, one]));
const ids = ({ pages }: { readonly pages: readonly ListPage<Listed>[] }): string[][] =>
  pages.map(({ results }) => results.map(({ id }) => id));

describe('A list that changes are told to', () => {
  it('takes newer states of its batches and no older ones', () => {
    const list = { pages: [listPage(null, 2, 1)] };
    expect(withStates(list, changes(listedBatch(1, { revision: 1, status: 'failed' })))).toBe(list);
    const now = withStates(list, changes(listedBatch(1, { revision: 2, status: 'failed' })));
    expect(now.pages[0]?.results.map(({ status }) => status)).toEqual(['processing', 'failed']);
  });

  it('is asked for anew when a batch comes into it', () => {
    const list = { pages: [listPage(null, 2, 1)] };
    expect(isOutdated(list, {}, changes(listedBatch(3)))).toBe(true);
    expect(isOutdated(list, { status: 'failed' }, changes(listedBatch(3)))).toBe(false);
    expect(isOutdated(list, { status: 'failed' }, changes(listedBatch(3, { status: 'failed' })))).toBe(true);
    expect(isOutdated(list, { owner: '2' }, changes(listedBatch(3)))).toBe(false);
  });

  it('is asked for anew when one of its batches fits no more, whatever other lists hold', () => {
    const list = { pages: [listPage(null, 2, 1)] };
    const ended = changes(listedBatch(2, { revision: 2, status: 'completed' }));
    expect(isOutdated(list, { status: 'processing' }, ended)).toBe(true);
    expect(isOutdated(list, { kind: 'contact_analysis' }, ended)).toBe(false);
  });

  it('is left alone by a batch that stands on a page which is not loaded', () => {
    expect(isOutdated({ pages: [listPage('c', 9, 8)] }, {}, changes(listedBatch(3)))).toBe(false);
    expect(isOutdated({ pages: [listPage(null, 9, 8)] }, {}, changes(listedBatch(3)))).toBe(true);
  });

  it('is made new by its first page alone, with what lies behind it', () => {
    const list = { pages: [listPage('c6', 9, 8, 7, 6), listPage('c3', 5, 4, 3)] };
    // 10 is new, 8 fits no more, so that 5 is of the first page now.
    expect(ids(withHead(list, listPage('c5', 10, 9, 7, 6), {}))).toEqual([
      ['b10', 'b9', 'b7', 'b6'],
      ['b5', 'b4', 'b3'],
    ]);
    expect(ids(withHead(list, listPage('c5', 9, 7, 6, 5), {}))).toEqual([
      ['b9', 'b7', 'b6', 'b5'],
      ['b4', 'b3'],
    ]);
    expect(ids(withHead(list, listPage('c8', 11, 10, 9, 8), {}))).toEqual([
      ['b11', 'b10', 'b9', 'b8', 'b7', 'b6'],
      ['b5', 'b4', 'b3'],
    ]);
  });

  it('loses what fits no more behind its first page too', () => {
    const list = { pages: [listPage('c8', 9, 8), listPage('c6', 7, 6)] };
    const parts = { status: 'processing' };
    const ended = changes(listedBatch(6, { revision: 2, status: 'completed' }));
    expect(isOutdated(list, parts, ended)).toBe(true);
    const now = withHead(withStates(list, ended), listPage('c8', 9, 8), parts);
    expect(ids(now)).toEqual([['b9', 'b8'], ['b7']]);
    expect(isOutdated(now, parts, ended)).toBe(false);
  });

  it('takes no older state of a batch from its first page than it has', () => {
    const known = withStates(
      { pages: [listPage('c8', 9, 8)] },
      changes(listedBatch(9, { revision: 2, status: 'completed' })),
    );
    expect(withHead(known, listPage('c8', 9, 8), {}).pages[0]?.results.map(({ status }) => status)).toEqual([
      'completed',
      'processing',
    ]);
    expect(ids(withHead(known, listPage('c8', 9, 8), { status: 'processing' }))).toEqual([['b8']]);
  });

  it('takes what fits now and lies behind its first page, where its filter can tell', () => {
    const list = { pages: [listPage('c17', 20, 17), listPage('c11', 15, 11), listPage('c7', 9, 7)] };
    const came = changes(...[18, 16, 13, 12, 8, 5].map((n) => listedBatch(n, { revision: 2 })));
    const head = listPage('c17', 20, 18);
    const expected = [
      ['b20', 'b18', 'b17'],
      ['b16', 'b15', 'b13', 'b12', 'b11'],
      ['b9', 'b8', 'b7'],
    ];
    expect(ids(withHead(list, head, { status: 'processing' }, came))).toEqual(expected);
    expect(ids(withHead(list, head, { q: 'words' }, came))[1]).toEqual(['b15', 'b11']);
    expect(ids(withHead(list, head, { status: 'failed' }, came)).flat()).toEqual([]);
    const whole = { pages: [listPage('c17', 20, 17), listPage(null, 15, 11)] };
    expect(ids(withHead(whole, head, {}, came)).at(-1)).toEqual(['b16', 'b15', 'b13', 'b12', 'b11', 'b8', 'b5']);
  });

  it('loses what was deleted, on whatever page it stands', () => {
    const list = { pages: [listPage('c8', 9, 8), listPage('c6', 7, 6)] };
    expect(ids(without(list, 'b6'))).toEqual([['b9', 'b8'], ['b7']]);
    expect(without(list, 'b1')).toBe(list);
  });

  it('begins anew when batches may be missing between its first page and the others, and when all fit on one', () => {
    const list = { pages: [listPage('c8', 9, 8), listPage('c6', 7, 6)] };
    expect(ids(withHead(list, listPage('c19', 20, 19), {}))).toEqual([['b20', 'b19']]);
    expect(ids(withHead(list, listPage(null, 9), {}))).toEqual([['b9']]);
  });
});
