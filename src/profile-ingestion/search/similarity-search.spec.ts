import type { DataSource } from 'typeorm';
import type { EmbeddingStore } from '../embeddings/embedding-store.js';
import { hashEmbedding, LocalEmbedder } from '../embeddings/local-embedder.js';
import { SearchWordQueries } from '../store/search-word-queries.js';
import { SimilaritySearch } from './similarity-search.js';

const TEXTS = ['pump works', 'pump mill', 'pump quarry', 'pump dairy'].map((name, at) => `${name} ${'abcd'[at]}`);

/** Searches the texts of one owner as the store does: each with its cosine to the query. */
function searching(texts: readonly string[]): SimilaritySearch {
  const embedder = new LocalEmbedder();
  const rank = (_: unknown, query: Float32Array) =>
    Promise.resolve(
      texts
        .map((text) => ({
          name: text,
          similarity: hashEmbedding(text, embedder.dimensions).reduce((sum, x, at) => sum + x * (query[at] ?? 0), 0),
        }))
        .sort((a, b) => b.similarity - a.similarity),
    );
  const query = () => Promise.resolve(texts.map((text) => ({ text })));
  const words = new SearchWordQueries({ query } as unknown as DataSource);
  return new SimilaritySearch(embedder, { rank } as unknown as EmbeddingStore, words);
}

describe('SimilaritySearch', () => {
  it('weighs the words of a query by how rare they are among the texts, and says so', async () => {
    const many = [...TEXTS, ...Array.from({ length: 30 }, (_, at) => `pump house ${at}`)];
    const rare = await searching(many).companies(1, { query: 'house dairy', k: 3 });
    expect([rare.ranking, rare.hits[0]?.name]).toEqual(['cosine_rare_words', 'pump dairy d']);
    const common = await searching(TEXTS).companies(1, { query: 'pump dairy', k: 3 });
    expect([common.ranking, common.hits[0]?.name]).toEqual(['cosine', 'pump dairy d']);
  });
});
