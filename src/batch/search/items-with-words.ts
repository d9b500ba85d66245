import { inputWords } from '../model/search/search-words.js';
import { EVERY_ITEM, type ItemFilter } from '../read/item-queries.js';
import type { ItemRange, SearchItemQueries } from './search-item-queries.js';
import type { SearchClock } from './search-clock.js';

/**
 * The indexes of the items of a block that fit and whose input has all words, in order. What is not read in time is
 * passed over.
 */
export async function* itemsWithWords(
  queries: SearchItemQueries,
  clock: SearchClock,
  range: ItemRange,
  words: readonly string[],
  filter: ItemFilter = EVERY_ITEM,
): AsyncGenerator<number, void, undefined> {
  const items = (await clock.inTime(queries.inputs(range, filter))) ?? [];
  for (const { index, input } of items) {
    const whole = input ?? (await clock.inTime(queries.input(range.id, index)));
    if (whole === undefined) continue;
    const found = inputWords(whole);
    if (words.every((word) => found.has(word))) yield index;
  }
}
