import type { CacheEntry } from '../extraction/collapsing-cache.js';

/** JSON that the database takes: NUL and halves of surrogate pairs, which pages contain, are taken out. */
export const cacheEntryText = (entry: CacheEntry): string =>
  JSON.stringify(entry, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  );
