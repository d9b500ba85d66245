import { setImmediate } from 'node:timers/promises';
import type { ItemFilter, ItemQueries, ItemRow } from '../read/item-queries.js';

/** Most items and bytes of one page, so that writing a page blocks the event loop for far less than 200 ms. */
const ROWS = 100;
const FIRST_ROWS = 16;
const BYTES = 1024 * 1024;

/** Resolves when the next page of any export of this process may be written: one page per tick of the event loop. */
let nextTick: Promise<unknown> = Promise.resolve();

/**
 * The items of a batch in input order, in pages that are read by short statements as the client downloads. All
 * downloads of the process together write at most one page per tick of the event loop.
 */
export async function* readPages(
  items: ItemQueries,
  batchKey: number,
  filter: ItemFilter,
): AsyncGenerator<readonly ItemRow[], void, undefined> {
  for (let after = -1, limit = FIRST_ROWS; ;) {
    const rows = await items.pageWithin(batchKey, filter, after, limit, BYTES);
    const last = rows.at(-1);
    if (last === undefined) return;
    nextTick = nextTick.then(() => setImmediate());
    await nextTick;
    yield rows;
    after = last.index;
    // Rows beyond BYTES are read by PostgreSQL in vain; this bounds them by the number of rows of the last page.
    limit = Math.min(ROWS, 2 * rows.length);
  }
}
