import type { ItemRange } from './search-item-queries.js';
import type { InputPlace } from './search-place.js';
import type { SizedBatch } from './search-queries.js';

/** Items whose blocks one statement looks at; it has at least as many items as blocks. */
export const WINDOW = 32_768;

/** Items of a batch that are looked at next. */
type WindowRange = ItemRange & { readonly createdAt: string };

/** What is looked at next, and where that ends; null when it is all of the batches. */
export interface SearchWindow {
  readonly ranges: readonly WindowRange[];
  readonly end: InputPlace | null;
}

/** The first `size` items of batches in their order; `from` is the first item of the first batch. */
export function windowOf(batches: readonly SizedBatch[], from: number, size: number): SearchWindow {
  const ranges: WindowRange[] = [];
  let left = size;
  for (const [at, { createdAt, id, total }] of batches.entries()) {
    const first = at === 0 ? from : 0;
    const last = Math.min(total, first + left) - 1;
    if (last >= first) ranges.push({ createdAt, id, first, last });
    left -= Math.max(0, last - first + 1);
    if (last < total - 1) return { ranges, end: { createdAt, id, index: Math.max(last, first - 1) } };
    if (left === 0 && at < batches.length - 1) return { ranges, end: { createdAt, id } };
  }
  return { ranges, end: null };
}
