import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { allowEntryFor, TargetPolicy } from '../../src/platform/egress/address-policy.js';
import { AllowList } from '../../src/platform/addresses/allow-list.js';
import { PinnedEgress } from '../../src/platform/egress/pinned-egress.js';
import type { Embedder, WordWeight } from '../../src/profile-ingestion/embeddings/embedder.js';
import { LocalEmbedder } from '../../src/profile-ingestion/embeddings/local-embedder.js';
import { OpenAiEmbedder } from '../../src/profile-ingestion/embeddings/openai-embedder.js';
import { COMPARED_BY_WORDS, orderByWords } from '../../src/profile-ingestion/search/by-words.js';
import { rarityIn } from '../../src/profile-ingestion/store/search-word-queries.js';
import { Section, share, Table } from './section.js';

interface Brand {
  readonly label: string;
  readonly description?: string;
  readonly linkedin?: string;
}

/** Most brands compared; every n-th of the list, so that the figure does not depend on its order. */
const SAMPLE = 3_000;

/** For one query: how like it each document is. */
type Likeness = (query: number, document: number) => number;

/** Shares of queries whose own document comes first, and among the first ten; ties count against it. */
function recall(count: number, likeness: Likeness): readonly [string, string] {
  let first = 0;
  let ten = 0;
  for (let query = 0; query < count; query++) {
    const own = likeness(query, query);
    let ahead = 0;
    for (let other = 0; other < count && ahead < 10; other++) {
      if (other !== query && likeness(query, other) >= own) ahead++;
    }
    if (ahead === 0) first++;
    if (ahead < 10) ten++;
  }
  return [share(first / count), share(ten / count)];
}

/** Trigrams as PostgreSQL's pg_trgm makes them: two blanks before each word, one after. */
function trigrams(text: string): ReadonlySet<string> {
  const folded = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const found = new Set<string>();
  for (const word of folded.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const padded = `  ${word} `;
    for (let i = 0; i + 3 <= padded.length; i++) found.add(padded.slice(i, i + 3));
  }
  return found;
}

const NONE: ReadonlySet<string> = new Set();

function byTrigrams(queries: readonly string[], documents: readonly string[]): readonly [string, string] {
  const [q, d] = [queries.map(trigrams), documents.map(trigrams)];
  return recall(queries.length, (query, document) => {
    const [a, b] = [q[query] ?? NONE, d[document] ?? NONE];
    let shared = 0;
    for (const gram of a) if (b.has(gram)) shared++;
    return a.size + b.size === 0 ? 0 : shared / (a.size + b.size - shared);
  });
}

const unit = (vector: Float32Array): Float32Array => {
  const length = Math.hypot(...vector) || 1;
  return vector.map((x) => x / length);
};

type Likenesses = readonly (readonly number[])[];

/** For each query how like it each document is, by their vectors. */
async function likenesses(
  embedder: Embedder,
  queries: readonly string[],
  documents: readonly string[],
  rarity: WordWeight | null = null,
): Promise<Likenesses> {
  const { signal } = new AbortController();
  const asked = await Promise.all(queries.map((query) => embedder.embedQuery(query, signal, rarity)));
  const q = asked.map((vector) => unit(vector ?? new Float32Array()));
  const d = (await embedder.embed(documents, signal)).map(unit);
  return q.map((a) =>
    d.map((b) => {
      let dot = 0;
      for (let i = 0; i < a.length; i++) dot += (a[i] ?? 0) * (b[i] ?? 0);
      return dot;
    }),
  );
}

const byVectors = (found: Likenesses): readonly [string, string] =>
  recall(found.length, (query, document) => found[query]?.[document] ?? 0);

/**
 * The nearest ordered by words as well, as the search of companies does; the last place counts where several are equal.
 */
function thenByWords(
  found: Likenesses,
  queries: readonly string[],
  documents: readonly string[],
): readonly [string, string] {
  const weight = rarityIn(documents);
  const places = found.map((similarities, at) => {
    const hits = similarities
      .map((similarity, document) => ({ similarity, document }))
      .sort((a, b) => b.similarity - a.similarity || Number(a.document === at) - Number(b.document === at))
      .slice(0, COMPARED_BY_WORDS);
    const textOf = ({ document }: { readonly document: number }): string => documents[document] ?? '';
    const ordered = orderByWords(queries[at] ?? '', hits, textOf, weight);
    return new Map(ordered.map(({ document }, place) => [document, -place]));
  });
  return recall(found.length, (query, document) => places[query]?.get(document) ?? -COMPARED_BY_WORDS);
}

/** The local embedder, and the endpoint of the environment if it names one. */
function embedders(): readonly Embedder[] {
  const { EMBEDDINGS_URL: baseUrl, EMBEDDINGS_MODEL: model, EMBEDDINGS_API_KEY, EMBEDDINGS_DIMENSIONS } = process.env;
  const local = new LocalEmbedder();
  if (!baseUrl || !model || !EMBEDDINGS_DIMENSIONS) return [local];
  const settings = { baseUrl, model, apiKey: EMBEDDINGS_API_KEY ?? null, dimensions: Number(EMBEDDINGS_DIMENSIONS) };
  const policy = new TargetPolicy({ providerHosts: AllowList.parse(allowEntryFor(baseUrl)) });
  return [local, new OpenAiEmbedder(new PinnedEgress(policy), settings)];
}

function readSample(data: string): readonly Required<Brand>[] {
  const lines = readFileSync(join(data, 'name-suggestion-index', 'brands.ndjson'), 'utf8').split('\n');
  const brands = lines
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Brand)
    .filter((brand): brand is Required<Brand> => Boolean(brand.label && brand.description && brand.linkedin));
  const step = Math.max(1, Math.floor(brands.length / SAMPLE));
  return brands.filter((_, i) => i % step === 0).slice(0, SAMPLE);
}

/** Search by similarity: does a brand's name find the brand's description? */
export const embeddings: Section = {
  name: 'embeddings',
  needs: ['name-suggestion-index'],
  async run(data): Promise<readonly Table[]> {
    const brands = readSample(data);
    const slugs = brands.map((b) => b.linkedin.replaceAll('-', ' '));
    const labels = brands.map((b) => b.label);
    const descriptions = brands.map((b) => b.description);
    const both = brands.map((b) => `${b.label} ${b.description}`);
    const tasks = [
      ['LinkedIn name → label and description', slugs, both],
      ['label → label and description', labels, both],
      ['label → description alone', labels, descriptions],
    ] as const;
    const rows: (readonly string[])[] = [];
    for (const [task, queries, documents] of tasks) {
      rows.push([task, 'trigram similarity', ...byTrigrams(queries, documents)]);
      for (const embedder of embedders()) {
        rows.push([task, embedder.model, ...byVectors(await likenesses(embedder, queries, documents))]);
        if (!embedder.weighsWords) continue;
        const rare = await likenesses(embedder, queries, documents, rarityIn(documents));
        rows.push([task, `${embedder.model}, rare words`, ...byVectors(rare)]);
        rows.push([task, `${embedder.model}, rare words, then by words`, ...thenByWords(rare, queries, documents)]);
      }
    }
    return [
      {
        title: `Similarity search over ${brands.length} brands`,
        columns: ['task', 'method', 'recall@1', 'recall@10'],
        rows,
        note: 'Brands without LinkedIn name or description are left out. hash-v1 compares words, not meaning.',
      },
    ];
  },
};
