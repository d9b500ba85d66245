/** Folds the header of a column for comparison: without case, diacritics, spaces and punctuation. */
export function foldHeader(header: string): string {
  return header
    .slice(0, 100)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
