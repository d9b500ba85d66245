import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Embedder } from './embedder.js';
import { encodeVector, NearestCodes } from './vector-codes.js';
import { fromVector, toVectorText } from './vector-text.js';

export type SubjectType = 'profile' | 'company';

/** A vector to store. */
interface EmbeddingRow {
  readonly subjectType: SubjectType;
  readonly subjectId: string;
  readonly ownerId: number;
  readonly recipe: string;
  readonly textHash: string;
  readonly vector: Float32Array;
}

/** The vectors that are searched: of one owner and one type, of the configured model. */
interface NearScope {
  readonly subjectType: SubjectType;
  readonly ownerId: number;
}

/** What is ranked, and how. */
export interface Ranking {
  /** Table of the subjects with an alias, its id column, and the columns to return. */
  readonly table: string;
  readonly id: string;
  readonly columns: string;
  /** Condition on that table, with parameters `values` from $1 on; null for all rows. */
  readonly filter: string | null;
  /** Condition on the vectors `v`, with the same parameters; it needs no join with the table. */
  readonly vectorFilter: string | null;
  readonly values: readonly unknown[];
  readonly limit: number;
  /** Minimum similarity, -1 to 1. */
  readonly floor: number;
}

/** Minimum number of vectors that pgvector's index visits per search. */
const EF_SEARCH = 100;
/** Without pgvector: number of codes read at a time, and minimum number of the nearest that are compared exactly. */
const PAGE = 5_000;
const MIN_CANDIDATES = 100;

/**
 * pgvector's index over `vector` supports at most 2,000 dimensions (measured); longer vectors are indexed as half
 * floats.
 */
const VECTOR_INDEX_MAX = 2000;

/** Memory for building the index, and its time limit in milliseconds. */
const INDEX_MEMORY = '512MB';
const INDEX_MS = 60 * 60_000;

/** Scales to unit length, so that the inner product of two vectors is their cosine similarity. */
function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  return length === 0 ? vector : vector.map((x) => x / length);
}

/** Vectors by subject and model. Vectors of different models are never mixed. */
@Injectable()
export class EmbeddingStore {
  private indexed: Promise<boolean> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly embedder: Embedder,
  ) {}

  /** Hashes of the texts of the stored vectors of the configured model, by subject. */
  async hashes(subjectType: SubjectType, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const rows: { readonly id: string; readonly hash: string }[] = await this.dataSource.query(
      `SELECT subject_id AS id, text_hash AS hash FROM embeddings
        WHERE subject_type = $1 AND subject_id = ANY($2::uuid[]) AND model = $3 AND dims = $4`,
      [subjectType, ids, this.embedder.model, this.embedder.dimensions],
    );
    return new Map(rows.map(({ id, hash }) => [id, hash]));
  }

  /** The vector of a subject of the configured model; undefined when there is none. */
  async vectorOf({ subjectType, ownerId }: NearScope, id: string): Promise<Float32Array | undefined> {
    const rows: { readonly vector: string | number[] }[] = await this.dataSource.query(
      `SELECT embedding AS vector FROM embeddings
        WHERE subject_type = $1 AND subject_id = $2 AND owner_id = $3 AND model = $4 AND dims = $5`,
      [subjectType, id, ownerId, this.embedder.model, this.embedder.dimensions],
    );
    return rows[0] === undefined ? undefined : fromVector(rows[0].vector);
  }

  /** Stores vectors in one order, so that two transactions with the same ones never deadlock. */
  async store(rows: readonly EmbeddingRow[], tx: EntityManager): Promise<void> {
    if (rows.length === 0) return;
    const usesVectors = await this.usesVectors(tx);
    const written = new Map(rows.map((row) => [`${row.subjectType} ${row.subjectId}`, row]));
    const values = [...written.values()].map((row) => {
      const unit = normalise(row.vector);
      const text = toVectorText(unit);
      const { subjectType, subjectId, ownerId, recipe, textHash } = row;
      return {
        subject_type: subjectType,
        subject_id: subjectId,
        owner_id: ownerId,
        recipe,
        text_hash: textHash,
        embedding: usesVectors ? text : `{${text.slice(1, -1)}}`,
        codes: usesVectors ? null : encodeVector(unit).toString('hex'),
      };
    });
    await tx.query(
      `INSERT INTO embeddings (subject_type, subject_id, owner_id, model, dims, recipe, text_hash, embedding, codes)
       SELECT subject_type, subject_id, owner_id, $1, $2, recipe, text_hash, embedding::${usesVectors ? 'vector' : 'real[]'}, decode(codes, 'hex')
         FROM json_to_recordset($3) AS e(subject_type text, subject_id uuid, owner_id bigint, recipe text, text_hash text, embedding text, codes text)
        ORDER BY subject_type, subject_id
       ON CONFLICT (subject_type, subject_id, model) DO UPDATE
         SET dims = EXCLUDED.dims, recipe = EXCLUDED.recipe, text_hash = EXCLUDED.text_hash,
             embedding = EXCLUDED.embedding, codes = EXCLUDED.codes, created_at = now()
       WHERE embeddings.text_hash <> EXCLUDED.text_hash OR embeddings.dims <> EXCLUDED.dims`,
      [this.embedder.model, this.embedder.dimensions, JSON.stringify(values)],
    );
  }

  /**
   * The nearest subjects of a scope, nearest first: through the model's index when pgvector is installed, else exactly.
   * Rows have `similarity` and the requested columns.
   */
  async rank<Row>(scope: NearScope, query: Float32Array, ranking: Ranking): Promise<Row[]> {
    const unit = normalise(query);
    if (await this.usesVectors(this.dataSource.manager)) return this.rankVectors(scope, unit, ranking);
    return this.rankArrays(scope, unit, ranking);
  }

  private rankVectors<Row>(scope: NearScope, query: Float32Array, ranking: Ranking): Promise<Row[]> {
    const { values, limit, floor, vectorFilter } = ranking;
    const type = `${this.operandType()}(${this.embedder.dimensions})`;
    const at = values.length;
    const distance = `${this.expression()} <=> $${at + 5}::${type}`;
    const near = `SELECT subject_id, 1 - (${distance}) AS similarity, ${distance} AS distance
                    FROM embeddings v WHERE ${this.ofModel(at)} AND ${vectorFilter ?? 'true'}`;
    return this.unitOfWork.run(async (tx) => {
      // A filter may leave few of the nearest vectors: the index then continues the scan instead of returning fewer
      // rows (pgvector 0.8).
      if (await this.canIterate(tx))
        await tx.query(
          `SELECT set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', $1, true)`,
          [String(Math.max(EF_SEARCH, 2 * limit))],
        );
      return tx.query(selectNear(near, ranking, at), [
        ...values,
        scope.subjectType,
        scope.ownerId,
        limit,
        floor,
        toVectorText(query),
      ]);
    });
  }

  /**
   * Reads the codes page by page, then compares the nearest exactly, so that no statement is long and memory is limited
   * to one page.
   */
  private async rankArrays<Row>(scope: NearScope, query: Float32Array, ranking: Ranking): Promise<Row[]> {
    const { values, limit, floor, filter, vectorFilter, table, id } = ranking;
    const nearest = new NearestCodes(query, Math.max(MIN_CANDIDATES, 4 * limit));
    const at = values.length;
    // One row per page, in base64: fetched row by row and in hexadecimal it takes three times as long (measured).
    const sql = `
      SELECT string_agg(page.id::text, ',') AS ids, encode(string_agg(page.codes, ''), 'base64') AS codes FROM (
        SELECT v.subject_id AS id, v.codes FROM embeddings v ${filter === null ? '' : `JOIN ${table} ON ${id} = v.subject_id`}
         WHERE ${this.ofModel(at)} AND octet_length(v.codes) = ${nearest.codedLength} AND ${vectorFilter ?? 'true'}
           AND ${filter ?? 'true'}
           AND ($${at + 3}::uuid IS NULL OR v.subject_id > $${at + 3})
         ORDER BY v.subject_id LIMIT ${PAGE}) page`;
    for (let after: string | null = null; ;) {
      const [page]: { readonly ids: string | null; readonly codes: string }[] = await this.dataSource.query(sql, [
        ...values,
        scope.subjectType,
        scope.ownerId,
        after,
      ]);
      if (!page || page.ids === null) break;
      const ids: readonly string[] = page.ids.split(',');
      nearest.offer(ids, Buffer.from(page.codes, 'base64'));
      if (ids.length < PAGE) break;
      after = ids.at(-1) ?? null;
    }
    const product = `(SELECT sum(a::float8 * b) FROM unnest(v.embedding, $${at + 5}::real[]) AS n(a, b))`;
    const near = `SELECT subject_id, similarity, 1 - similarity AS distance FROM
      (SELECT v.subject_id, ${product} AS similarity FROM embeddings v
        WHERE ${this.ofModel(at)} AND ${vectorFilter ?? 'true'} AND v.subject_id = ANY($${at + 6}::uuid[])) ranked`;
    return this.dataSource.query(selectNear(near, ranking, at), [
      ...values,
      scope.subjectType,
      scope.ownerId,
      limit,
      floor,
      `{${toVectorText(query).slice(1, -1)}}`,
      nearest.ids(),
    ]);
  }

  /**
   * Creates the index of the configured model when it is missing. Called once at start. Over many vectors it takes
   * minutes, and longer once its graph exceeds the memory it may use.
   */
  async ensureIndex(): Promise<void> {
    const { model, dimensions } = this.embedder;
    if (!(await this.usesVectors(this.dataSource.manager))) return;
    const name = `embeddings_${createHash('sha256').update(`${model} ${dimensions}`).digest('hex').slice(0, 12)}`;
    await this.unitOfWork.run(async (tx) => {
      await tx.query(
        `SELECT set_config('statement_timeout', '0', true), set_config('maintenance_work_mem', '${INDEX_MEMORY}', true)`,
      );
      await tx.query(
        `CREATE INDEX IF NOT EXISTS ${name} ON embeddings USING hnsw (${this.expression()} ${this.operandType()}_cosine_ops)
           WITH (m = 16, ef_construction = 64) WHERE model = ${literal(model)} AND dims = ${dimensions}`,
      );
    }, INDEX_MS);
  }

  /**
   * Whether the vectors are stored with pgvector. When the extension is installed later, the column must be migrated.
   */
  private usesVectors(tx: EntityManager): Promise<boolean> {
    this.indexed ??= tx
      .query(
        `SELECT udt_name AS type FROM information_schema.columns WHERE table_name = 'embeddings' AND column_name = 'embedding'`,
      )
      .then((rows: { readonly type: string }[]) => rows[0]?.type === 'vector');
    this.indexed.catch(() => (this.indexed = undefined));
    return this.indexed;
  }

  private async canIterate(tx: EntityManager): Promise<boolean> {
    const rows: { readonly version: string }[] = await tx.query(
      `SELECT extversion AS version FROM pg_extension WHERE extname = 'vector'`,
    );
    const [major = 0, minor = 0] = (rows[0]?.version ?? '').split('.').map(Number);
    return major > 0 || minor >= 8;
  }

  /** The expression that the model's index covers; the index is only used by a query with the same expression. */
  private expression(): string {
    return `(embedding::${this.operandType()}(${this.embedder.dimensions}))`;
  }

  private readonly ofModel = (at: number): string =>
    `v.model = ${literal(this.embedder.model)} AND v.dims = ${this.embedder.dimensions}
       AND v.subject_type = $${at + 1} AND v.owner_id = $${at + 2}`;

  private operandType(): 'vector' | 'halfvec' {
    return this.embedder.dimensions <= VECTOR_INDEX_MAX ? 'vector' : 'halfvec';
  }
}

/** Selects the rows of the nearest subjects with their columns. */
const selectNear = (near: string, { table, id, columns, filter }: Ranking, at: number): string => `
  SELECT ${columns}, n.similarity FROM (${near}) n JOIN ${table} ON ${id} = n.subject_id
   WHERE ${filter ?? 'true'} AND n.similarity >= $${at + 4} ORDER BY n.distance LIMIT $${at + 3}`;

/** A text as an SQL literal: the planner must see the model to use its index. */
const literal = (text: string): string => `'${text.replaceAll("'", "''").replaceAll('\\', '')}'`;
