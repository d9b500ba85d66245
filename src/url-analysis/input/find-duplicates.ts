/** What submitted addresses share with an earlier one of the same batch. */
export interface DuplicateUrl {
  /** First index with the same key; null for the first itself. The address is analysed once, the result shown at each (CONTRACT S2-18). */
  readonly duplicate_of: number | null;
  /** First index that differs only in http/https, a leading `www.` or a trailing slash before the query; a hint, not a duplicate. */
  readonly near_duplicate_of: number | null;
}

/** Finds repeated addresses by their cleaned keys, in one pass and in submission order. */
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

/** What near duplicates have in common. */
export function nearKey(key: string): string {
  return key.replace(/^https?:\/\/(?:www\.)?/, '').replace(/\/+(?=\?|$)/, '');
}
