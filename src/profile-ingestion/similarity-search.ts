import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppError } from '../platform/http/error.js';
import { likeLiteral } from '../platform/http/query-values.js';
import { Embedder } from './embeddings/embedder.js';
import { EmbeddingStore, type SubjectType } from './embeddings/embedding-store.js';
import { queryText } from './embeddings/text-recipe.js';
import { fromVector } from './embeddings/vector-text.js';
import type { CompanySearchDto, ProfileSearchDto, SearchDto } from './search.dto.js';

/** A query may not wait longer for an embeddings endpoint, in milliseconds. */
const EMBED_MS = 20_000;

/** A profile with how near it is. */
export interface NearProfile {
  readonly id: string;
  readonly similarity: number;
  readonly name: string | null;
  readonly url: string;
  readonly position: string | null;
  readonly role: string;
}

/** A company with how near it is. */
export interface NearCompany {
  readonly id: string;
  readonly similarity: number;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>> | null;
}

/** Finds profiles and companies by likeness. Only vectors of the configured model are compared. */
@Injectable()
export class SimilaritySearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly embedder: Embedder,
    private readonly store: EmbeddingStore,
  ) {}

  /** The model that answers, and whether it knows meaning. */
  get model(): { readonly model: string; readonly semantic: boolean } {
    return { model: this.embedder.model, semantic: this.embedder.semantic };
  }

  /** The nearest profiles first. Throws NOT_FOUND for a `profile_id` that is not there or has no vector of this model. */
  async profiles(ownerId: number, search: ProfileSearchDto): Promise<readonly NearProfile[]> {
    const query = await this.queryVector(ownerId, 'profile', search.query, search.profile_id);
    return this.store.rank<NearProfile>(
      { subjectType: 'profile', ownerId },
      query,
      (near) => `
        SELECT p.id, n.similarity, p.name, p.url, p.position, p.suggested_role AS role
          FROM ${near} n JOIN profiles p ON p.id = n.subject_id
         WHERE ($1::text IS NULL OR p.suggested_role = $1)
           AND ($2::text IS NULL OR EXISTS (
                 SELECT FROM profile_companies c JOIN employers e ON e.id = c.company_id
                  WHERE c.profile_id = p.id AND e.name ILIKE $2))
           AND ($3::uuid IS NULL OR p.id <> $3)
           AND n.similarity >= $4
         ORDER BY n.distance LIMIT $5`,
      [search.role ?? null, pattern(search.company), search.profile_id ?? null, floor(search), search.k],
    );
  }

  /** The nearest companies first. Throws NOT_FOUND for a `company_id` that is not there or has no vector of this model. */
  async companies(ownerId: number, search: CompanySearchDto): Promise<readonly NearCompany[]> {
    const query = await this.queryVector(ownerId, 'company', search.query, search.company_id);
    return this.store.rank<NearCompany>(
      { subjectType: 'company', ownerId },
      query,
      (near) => `
        SELECT e.id, n.similarity, e.name, e.facts FROM ${near} n JOIN employers e ON e.id = n.subject_id
         WHERE ($1::text IS NULL OR e.facts->>'industry' ILIKE $1 OR e.facts->>'industry_sector' ILIKE $1)
           AND ($2::uuid IS NULL OR e.id <> $2)
           AND n.similarity >= $3
         ORDER BY n.distance LIMIT $4`,
      [pattern(search.industry), search.company_id ?? null, floor(search), search.k],
    );
  }

  private async queryVector(
    ownerId: number,
    subjectType: SubjectType,
    query: string | undefined,
    id: string | undefined,
  ): Promise<Float32Array> {
    if (id !== undefined) return this.vectorOf(ownerId, subjectType, id);
    const [vector] = await this.embedder.embed([queryText(query ?? '')], AbortSignal.timeout(EMBED_MS));
    if (vector === undefined) throw new AppError('PROVIDER_UNAVAILABLE', 'The embedder answered nothing.');
    return vector;
  }

  private async vectorOf(ownerId: number, subjectType: SubjectType, id: string): Promise<Float32Array> {
    const rows: { readonly vector: string | number[] }[] = await this.dataSource.query(
      `SELECT embedding AS vector FROM embeddings
        WHERE subject_type = $1 AND subject_id = $2 AND owner_id = $3 AND model = $4 AND dims = $5`,
      [subjectType, id, ownerId, this.embedder.model, this.embedder.dimensions],
    );
    const stored = rows[0]?.vector;
    if (stored === undefined) throw new AppError('NOT_FOUND', `There is no vector of this ${subjectType}.`);
    return fromVector(stored);
  }
}

const pattern = (text: string | undefined): string | null => (text === undefined ? null : `%${likeLiteral(text)}%`);
const floor = (search: SearchDto): number => search.min_similarity ?? -1;
