import type { CacheEntry } from '../extraction/collapsing-cache.js';

/** JSON that PostgreSQL accepts: NUL and lone surrogates, which pages contain, are removed. */
export const cacheEntryText = (entry: CacheEntry): string =>
  JSON.stringify(entry, (_key, value: unknown) =>
    typeof value === 'string' ? value.replaceAll('\u0000', '').toWellFormed() : value,
  );
