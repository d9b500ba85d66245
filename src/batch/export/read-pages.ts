import { setImmediate } from 'node:timers/promises';
import type { ItemFilter, ItemQueries, ItemRow } from '../read/item-queries.js';

/** Items of one page, and what they may hold together in bytes: what a page takes to write is far below 200 ms. */
const ROWS = 100;
const FIRST_ROWS = 16;
const BYTES = 1024 * 1024;

/** Pages of all exports of this process, one in each turn of the event loop. */
let lastTurn: Promise<unknown> = Promise.resolve();

/**
 * The items of a batch in input order, in pages that are read by short statements while a download is taken. However many
 * downloads there are, only one page is written between two turns of the event loop.
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
    lastTurn = lastTurn.then(() => setImmediate());
    await lastTurn;
    yield rows;
    after = last.index;
    // Items that were left out of a page by their size were read in vain: no more than as many again.
    limit = Math.min(ROWS, 2 * rows.length);
  }
}
