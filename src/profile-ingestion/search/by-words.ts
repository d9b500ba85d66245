import type { WordWeight } from '../embeddings/embedder.js';
import { wordsOf } from '../embeddings/local-embedder.js';

/** How many of the nearest are compared by words as well. */
export const COMPARED_BY_WORDS = 50;
/** What a text gains that has every word of the query; the similarities of neighbours differ by less. */
const MOST_GAIN = 0.25;
/** Words are the same when so many first letters of them are: `manager` and `management`. */
const SAME_LETTERS = 6;

const stem = (word: string): string => word.slice(0, SAME_LETTERS);

/**
 * Orders hits by their similarity and by how much of the query stands in their texts word by word, where rare words
 * count more: vectors of a few hundred numbers blur what words a text has. Hits that are equal stay in their order.
 */
export function orderByWords<Hit extends { readonly similarity: number }>(
  query: string,
  hits: readonly Hit[],
  textOf: (hit: Hit) => string,
  weight: WordWeight,
): readonly Hit[] {
  const weights = new Map(wordsOf(query).map((word) => [stem(word), weight(word)]));
  const total = [...weights.values()].reduce((sum, one) => sum + one, 0);
  if (total === 0) return hits;
  const scores = new Map(
    hits.map((hit) => {
      const said = new Set(wordsOf(textOf(hit)).map(stem));
      const found = [...weights].reduce((sum, [word, one]) => sum + (said.has(word) ? one : 0), 0);
      return [hit, hit.similarity + (MOST_GAIN * found) / total] as const;
    }),
  );
  return [...hits].sort((a, b) => (scores.get(b) ?? 0) - (scores.get(a) ?? 0));
}
