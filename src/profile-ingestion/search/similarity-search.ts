import { Injectable } from '@nestjs/common';
import { AppError } from '../../platform/errors/app-error.js';
import { likeLiteral } from '../../platform/http/query-values.js';
import { Embedder, type WordWeight } from '../embeddings/embedder.js';
import { EmbeddingStore, type Ranking, type SubjectType } from '../embeddings/embedding-store.js';
import { queryText } from '../profile/text-recipe.js';
import { SearchWordQueries } from '../store/search-word-queries.js';
import { COMPARED_BY_WORDS, orderByWords } from './by-words.js';
import type { CompanySearchDto, ProfileSearchDto } from './search.dto.js';

/** Most characters of a part of a company's text that its words are taken from, as many as are embedded. */
const MAX_PART = 500;

/** Time limit in milliseconds for embedding a query. */
const EMBED_MS = 20_000;

/** How hits were ranked: by cosine alone, to a query in which rare words count more, or so and then by words. */
type RankedBy = 'cosine' | 'cosine_rare_words' | 'cosine_then_words';

/** Hits, the best first by their ranking. */
interface Ranked<Hit> {
  readonly ranking: RankedBy;
  readonly hits: readonly Hit[];
}

interface Query {
  readonly vector: Float32Array;
  /** Weights of its words; null where none are known. */
  readonly weight: WordWeight | null;
}

/** A profile with its similarity. */
interface NearProfile {
  readonly id: string;
  readonly similarity: number;
  readonly name: string | null;
  readonly url: string;
  readonly position: string | null;
  readonly role: string;
}

/** A company with its similarity. */
interface NearCompany {
  readonly id: string;
  readonly similarity: number;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>> | null;
}

/** Searches profiles and companies by similarity. Only vectors of the configured model are compared. */
@Injectable()
export class SimilaritySearch {
  constructor(
    private readonly embedder: Embedder,
    private readonly store: EmbeddingStore,
    private readonly words: SearchWordQueries,
  ) {}

  /** The configured model, and whether it compares meaning. */
  get model(): { readonly model: string; readonly semantic: boolean } {
    return { model: this.embedder.model, semantic: this.embedder.semantic };
  }

  /**
   * The most similar profiles first. Throws NOT_FOUND for a `profile_id` that does not exist or has no vector of this
   * model.
   */
  async profiles(ownerId: number, search: ProfileSearchDto): Promise<Ranked<NearProfile>> {
    const { vector, weight } = await this.queryVector(ownerId, 'profile', search.query, search.profile_id);
    const filter = new Filter()
      .add(search.role, (at) => `p.suggested_role = ${at}`)
      .add(
        pattern(search.company),
        (at) => `EXISTS (SELECT FROM profile_companies c JOIN employers e ON e.id = c.company_id
                          WHERE c.profile_id = p.id AND e.name ILIKE ${at})`,
      )
      .leaveOut(search.profile_id);
    const hits = await this.store.rank<NearProfile>({ subjectType: 'profile', ownerId }, vector, {
      table: 'profiles p',
      id: 'p.id',
      columns: 'p.id, p.name, p.url, p.position, p.suggested_role AS role',
      ...filter.parts,
      limit: search.k,
      floor: search.min_similarity ?? -1,
    });
    return { ranking: weight === null ? 'cosine' : 'cosine_rare_words', hits };
  }

  /**
   * The most similar companies first; of the nearest to a text those first whose texts have its words. Throws NOT_FOUND
   * for a `company_id` that does not exist or has no vector of this model.
   */
  async companies(ownerId: number, search: CompanySearchDto): Promise<Ranked<NearCompany>> {
    const { vector, weight } = await this.queryVector(ownerId, 'company', search.query, search.company_id);
    const filter = new Filter()
      .add(
        pattern(search.industry),
        (at) => `(e.facts->>'industry' ILIKE ${at} OR e.facts->>'industry_sector' ILIKE ${at})`,
      )
      .leaveOut(search.company_id);
    const hits = await this.store.rank<NearCompany>({ subjectType: 'company', ownerId }, vector, {
      table: 'employers e',
      id: 'e.id',
      columns: 'e.id, e.name, e.facts',
      ...filter.parts,
      limit: weight === null ? search.k : Math.max(search.k, COMPARED_BY_WORDS),
      floor: search.min_similarity ?? -1,
    });
    if (weight === null) return { ranking: 'cosine', hits };
    const ordered = orderByWords(search.query ?? '', hits, textOfCompany, weight);
    return { ranking: 'cosine_then_words', hits: ordered.slice(0, search.k) };
  }

  private async queryVector(
    ownerId: number,
    subjectType: SubjectType,
    query: string | undefined,
    id: string | undefined,
  ): Promise<Query> {
    if (id !== undefined) return { vector: await this.vectorOf(ownerId, subjectType, id), weight: null };
    const weight = this.embedder.weighsWords ? await this.words.weights(ownerId, subjectType) : null;
    const text = queryText(query ?? '');
    const vector = await this.embedder.embedQuery(text, AbortSignal.timeout(EMBED_MS), weight);
    if (vector === undefined) throw new AppError('PROVIDER_UNAVAILABLE', 'The embedder returned no vector.');
    return { vector, weight };
  }

  private async vectorOf(ownerId: number, subjectType: SubjectType, id: string): Promise<Float32Array> {
    const stored = await this.store.vectorOf({ subjectType, ownerId }, id);
    if (stored === undefined) throw new AppError('NOT_FOUND', `There is no vector of this ${subjectType}.`);
    return stored;
  }
}

const textOfCompany = ({ name, facts }: NearCompany): string =>
  [name, facts?.['industry'], facts?.['description']]
    .flatMap((part) => (typeof part === 'string' ? part.slice(0, MAX_PART) : []))
    .join(' ');

const pattern = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : `%${likeLiteral(text)}%`;

/** The conditions of a search, with numbered parameters. */
class Filter {
  private readonly values: unknown[] = [];
  private readonly conditions: string[] = [];
  private vectorFilter: string | null = null;

  add(value: string | undefined, condition: (parameter: string) => string): this {
    if (value === undefined) return this;
    this.values.push(value);
    this.conditions.push(condition(`$${this.values.length}`));
    return this;
  }

  /** Excludes the example that the others are compared with. */
  leaveOut(id: string | undefined): this {
    if (id === undefined) return this;
    this.values.push(id);
    this.vectorFilter = `v.subject_id <> $${this.values.length}`;
    return this;
  }

  /** Null where there are no conditions. */
  get parts(): Pick<Ranking, 'filter' | 'vectorFilter' | 'values'> {
    const { values, vectorFilter, conditions } = this;
    return { values, vectorFilter, filter: conditions.length === 0 ? null : conditions.join(' AND ') };
  }
}
