import type { DataSource } from 'typeorm';
import type { EmbeddingStore } from '../embeddings/embedding-store.js';
import { hashEmbedding, LocalEmbedder } from '../embeddings/local-embedder.js';
import { SearchWordQueries } from '../store/search-word-queries.js';
import { SimilaritySearch } from './similarity-search.js';

const TEXTS = ['pump works', 'pump mill', 'pump quarry', 'pump dairy'].map((name, at) => `${name} ${'abcd'[at]}`);

type Rank = (scope: unknown, query: Float32Array, asked: { readonly limit: number }) => readonly object[];

/** Searches the texts of one owner; without another `rank` as the store does, each with its cosine to the query. */
function searching(texts: readonly string[], rank?: Rank): SimilaritySearch {
  const embedder = new LocalEmbedder();
  const byCosine: Rank = (_, query, { limit }) =>
    texts
      .map((text) => ({
        name: text,
        similarity: hashEmbedding(text, embedder.dimensions).reduce((sum, x, at) => sum + x * (query[at] ?? 0), 0),
      }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, limit);
  const store = { rank: (...asked: Parameters<Rank>) => Promise.resolve((rank ?? byCosine)(...asked)) };
  const words = new SearchWordQueries({
    query: () => Promise.resolve(texts.map((text) => ({ text }))),
  } as unknown as DataSource);
  return new SimilaritySearch(embedder, store as unknown as EmbeddingStore, words);
}

describe('SimilaritySearch', () => {
  const many = [...TEXTS, ...Array.from({ length: 30 }, (_, at) => `pump house ${at}`)];

  it('weighs the words of a query by how rare they are among the texts, and says so', async () => {
    const rare = await searching(many).profiles(1, { query: 'house dairy', k: 3 });
    expect([rare.ranking, rare.hits[0]?.name]).toEqual(['cosine_rare_words', 'pump dairy d']);
    const common = await searching(TEXTS).profiles(1, { query: 'pump dairy', k: 3 });
    expect([common.ranking, common.hits[0]?.name]).toEqual(['cosine', 'pump dairy d']);
  });

  it('of the 50 nearest companies puts those first whose texts have the words of the query, and says so', async () => {
    const asked: number[] = [];
    const near = [
      { name: 'Stilt Pumice', similarity: 0.52, facts: null },
      { name: 'Aurea', similarity: 0.51, facts: { industry: 'mining' } },
      { name: 'Bergblick', similarity: 0.5, facts: { industry: 'pumping', description: 'Of steel.' } },
    ];
    const search = searching(many, (_, __, { limit }) => {
      asked.push(limit);
      return near;
    });
    const found = await search.companies(1, { query: 'steel pumps', k: 2 });
    expect(found.ranking).toBe('cosine_then_words');
    expect(found.hits.map(({ name }) => name)).toEqual(['Bergblick', 'Stilt Pumice']);
    const few = await searching(TEXTS, () => near).companies(1, { query: 'steel pumps', k: 2 });
    expect([asked, few.ranking, few.hits[0]?.name]).toEqual([[50], 'cosine', 'Stilt Pumice']);
  });
});
