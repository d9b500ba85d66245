/** How a submitted URL relates to earlier ones of the same batch. */
interface DuplicateUrl {
  /**
   * First index with the same key; null for the first itself. The URL is analysed once and its result is shown at each
   * index.
   */
  readonly duplicate_of: number | null;
  /**
   * First index that differs only in http/https, a leading `www.` or a trailing slash before the query; information
   * only, such URLs are analysed separately.
   */
  readonly near_duplicate_of: number | null;
}

/** Finds repeated URLs by their cleaned keys, in one pass and in submission order. */
export function findDuplicates(keys: readonly string[]): readonly DuplicateUrl[] {
  const exact = new Map<string, number>();
  const near = new Map<string, number>();
  return keys.map((key, index) => {
    const first = exact.get(key);
    if (first !== undefined) return { duplicate_of: first, near_duplicate_of: null };
    exact.set(key, index);
    const relaxed = nearKey(key);
    const neighbour = near.get(relaxed);
    if (neighbour === undefined) near.set(relaxed, index);
    return { duplicate_of: null, near_duplicate_of: neighbour ?? null };
  });
}

/** Key that near duplicates share. */
export function nearKey(key: string): string {
  return key.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/+(?=\?|$)/, '');
}
