import { setImmediate } from 'node:timers/promises';
import type { ItemFilter, ItemQueries, ItemRow } from '../read/item-queries.js';

/** Most items and bytes of one page, so that writing a page blocks the event loop for far less than 200 ms. */
const ROWS = 500;
const FIRST_ROWS = 16;
const BYTES = 512 * 1024;

/** Resolves when the next page of any export of this process may be written: one page per tick of the event loop. */
let nextTick: Promise<unknown> = Promise.resolve();

/**
 * The items of a batch in input order, in pages that are read by short statements as the client downloads, the next one
 * while one is written. All downloads of the process together write at most one page per tick of the event loop.
 */
export async function* readPages(
  items: ItemQueries,
  batchKey: number,
  filter: ItemFilter,
): AsyncGenerator<readonly ItemRow[], void, undefined> {
  const read = (after: number, limit: number): Promise<readonly ItemRow[]> => {
    const page = items.pageWithin(batchKey, filter, after, limit, BYTES);
    // An error is thrown where the page is awaited, which may be never: the client may go away before.
    page.catch(() => undefined);
    return page;
  };
  for (let page = read(-1, FIRST_ROWS); ;) {
    const rows = await page;
    const last = rows.at(-1);
    if (last === undefined) return;
    // Rows beyond BYTES are read by PostgreSQL in vain; this bounds them by the number of rows of the last page.
    page = read(last.index, Math.min(ROWS, 4 * rows.length));
    nextTick = nextTick.then(() => setImmediate());
    await nextTick;
    yield rows;
  }
}
