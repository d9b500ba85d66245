import { AppError } from '../../platform/errors/app-error.js';
import type { BatchRow } from '../read/batch-queries.js';
import { EVERY_ITEM } from '../read/item-queries.js';
import { type FoundItems, ItemSearch } from './item-search.js';
import type { SoughtItems } from './item-search-queries.js';
import type { ItemRange } from './search-item-queries.js';
import { WINDOW } from './search-window.js';

/** What the server does to a statement that takes longer than a second. */
const tooLong = (): Promise<never> =>
  Promise.reject(new AppError('OVERLOADED', 'x', { cause: Object.assign(new Error('canceled'), { code: '57014' }) }));

/** What the database has of a batch of 100,000 items. */
interface Stored {
  /** Indexes by the beginning of a ref; undefined when they are too many. */
  readonly refs?: readonly number[] | undefined;
  readonly errors?: readonly number[];
  /** Indexes of items whose input has the words, in blocks of 100. */
  readonly inputs?: readonly number[];
  readonly failed?: number;
  readonly slowBlock?: number;
}

const TOTAL = 100_000;

function searchOf({ refs, errors = [], inputs = [], failed = errors.length, slowBlock }: Stored) {
  const asked: ItemRange[] = [];
  const queries = {
    byRef: () => Promise.resolve(refs),
    byError: () => Promise.resolve(errors),
    among: (range: ItemRange, _: SoughtItems, by: { readonly ref: boolean }, limit: number) => {
      asked.push(range);
      const all = by.ref ? Array.from({ length: TOTAL }, (__, n) => n) : errors;
      return Promise.resolve(all.filter((n) => n >= range.first && n <= range.last).slice(0, limit));
    },
  };
  const items = {
    blocks: ([range]: readonly ItemRange[]) => {
      const blocks = [...new Set(inputs.map((n) => Math.floor(n / 100) * 100))].map((first) => ({
        id: 7,
        first,
        last: first + 99,
      }));
      return Promise.resolve(
        blocks.filter(({ first, last }) => last >= (range?.first ?? 0) && first <= (range?.last ?? 0)),
      );
    },
    inputs: ({ first, last }: ItemRange) =>
      first === slowBlock
        ? tooLong()
        : Promise.resolve(
            inputs.filter((n) => n >= first && n <= last).map((index) => ({ index, input: { a: 'needle' } })),
          ),
  };
  const search = new ItemSearch(queries as never, items as never);
  const batch = { key: 7, total: TOTAL, failed } as unknown as BatchRow;
  const find = (after = -1, limit = 10): Promise<FoundItems> => search.find(batch, 'needle', EVERY_ITEM, after, limit);
  return { find, asked };
}

describe('A search in one batch', () => {
  it('goes on from window to window until the end', async () => {
    const { find } = searchOf({ refs: [3, 99_999], inputs: [WINDOW - 1, WINDOW, 70_000] });
    expect(await find()).toEqual({ indexes: [3, WINDOW - 1, WINDOW, 70_000, 99_999], next: null, isLate: false });
  });

  it('gives each item once and in order, whatever finds it', async () => {
    const { find } = searchOf({ refs: [9, 5], errors: [7, 5, 250], inputs: [5, 6, 301] });
    expect((await find()).indexes).toEqual([5, 6, 7, 9, 250, 301]);
  });

  it('ends a full page behind its last item and goes on from there', async () => {
    const { find } = searchOf({ refs: [9, 5], errors: [7, 5, 250], inputs: [5, 6, 301] });
    expect(await find(-1, 2)).toEqual({ indexes: [5, 6], next: 6, isLate: false });
    expect(await find(6, 2)).toEqual({ indexes: [7, 9], next: 9, isLate: false });
    expect(await find(9, 2)).toEqual({ indexes: [250, 301], next: 301, isLate: false });
    expect(await find(301, 2)).toEqual({ indexes: [], next: null, isLate: false });
    expect(await find(TOTAL, 2)).toEqual({ indexes: [], next: null, isLate: false });
  });

  it('looks at the items of a window where too many have the ref, or failed', async () => {
    const many = searchOf({ refs: undefined, inputs: [1, 2] });
    expect(await many.find(-1, 4)).toEqual({ indexes: [0, 1, 2, 3], next: 3, isLate: false });
    expect(many.asked).toEqual([{ id: 7, first: 0, last: WINDOW - 1 }]);
    const failing = searchOf({ refs: [4], errors: [40_000], failed: 50_000 });
    expect((await failing.find()).indexes).toEqual([4, 40_000]);
    expect(failing.asked).toHaveLength(Math.ceil(TOTAL / WINDOW));
  });

  it('passes over a block that is not read in time, and says so', async () => {
    const { find } = searchOf({ refs: [], inputs: [50, 150, 250], slowBlock: 100 });
    expect(await find()).toEqual({ indexes: [50, 250], next: null, isLate: true });
  });

  it('gets on with every page, even when the time is up at once', async () => {
    const { find } = searchOf({ refs: [], inputs: [50, 150, 250] });
    const now = jest.spyOn(performance, 'now');
    let at = 0;
    now.mockImplementation(() => (at += 10_000));
    const found: number[] = [];
    let next: number | null = -1;
    while (next !== null) {
      const page: FoundItems = await find(next);
      found.push(...page.indexes);
      expect(page.isLate || page.next === null).toBe(true);
      next = page.next;
    }
    now.mockRestore();
    expect(found).toEqual([50, 150, 250]);
  });
});
