import { distance } from 'fastest-levenshtein';
import { normalizeCompanyName } from './normalize-company-name.js';

/** Names longer than this are not compared by edit distance, which costs the product of both lengths. */
const MAX_COMPARED = 120;

/** 1 − edit distance / longer length, 0 to 1. */
export function editSimilarity(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  if (longer === 0) return 0;
  if (longer > MAX_COMPARED) return a === b ? 1 : 0;
  return 1 - distance(a, b) / longer;
}

/** Dice coefficient of the words, 0 to 1: a subset is never a full match (`Apple` is not `Apple Records`). */
export function wordSimilarity(a: string, b: string): number {
  const left = new Set(a.split(' '));
  const right = new Set(b.split(' '));
  const shared = [...left].filter((word) => right.has(word)).length;
  return (2 * shared) / (left.size + right.size);
}

const withoutCom = (name: string): string => (name.endsWith(' com') ? name.slice(0, -4) : name);

/**
 * Similarity of two company names, 0 to 1: 1 for the same normalised name, else the larger of word and edit similarity.
 * @param normalize the normal form that is compared
 */
export function nameSimilarity(
  a: string,
  b: string,
  normalize: (name: string) => string = normalizeCompanyName,
): number {
  const left = normalize(a);
  const right = normalize(b);
  if (left === '' || right === '') return 0;
  if (left === right) return 1;
  // A trailing `com` and spaces do not count: `AMAZON COM INC` and `Amazon`, `AirBnB` and `air bnb`.
  if (withoutCom(left) === withoutCom(right)) return 0.97;
  if (left.replaceAll(' ', '') === right.replaceAll(' ', '')) return 0.97;
  return Math.min(0.95, Math.max(wordSimilarity(left, right), editSimilarity(left, right)));
}

/** The best similarity of a name to any of several; 0 when there are none. */
export function bestNameSimilarity(name: string, others: readonly string[]): number {
  return others.reduce((best, other) => Math.max(best, nameSimilarity(name, other)), 0);
}
