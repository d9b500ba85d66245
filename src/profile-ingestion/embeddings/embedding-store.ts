import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Embedder } from './embedder.js';
import { toVectorText } from './vector-text.js';

export type SubjectType = 'profile' | 'company';

/** A vector to store. */
export interface EmbeddingRow {
  readonly subjectType: SubjectType;
  readonly subjectId: string;
  readonly ownerId: number;
  readonly recipe: string;
  readonly textHash: string;
  readonly vector: Float32Array;
}

/** What can be near: vectors of one owner and one type, of the configured model. */
export interface NearScope {
  readonly subjectType: SubjectType;
  readonly ownerId: number;
}

/** pgvector's index over `vector` ends at 2,000 dimensions (measured); longer ones are indexed as half floats. */
const VECTOR_INDEX_MAX = 2000;

/** Unit length, so that the inner product of two vectors is their cosine similarity. */
function normalise(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
  return length === 0 ? vector : vector.map((x) => x / length);
}

/** Vectors by what they stand for and the model that made them. Models are never mixed. */
@Injectable()
export class EmbeddingStore {
  private indexed: Promise<boolean> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly embedder: Embedder,
  ) {}

  /** Which texts the stored vectors of the configured model were made of, by subject. */
  async hashes(subjectType: SubjectType, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const rows: { readonly id: string; readonly hash: string }[] = await this.dataSource.query(
      `SELECT subject_id AS id, text_hash AS hash FROM embeddings
        WHERE subject_type = $1 AND subject_id = ANY($2::uuid[]) AND model = $3 AND dims = $4`,
      [subjectType, ids, this.embedder.model, this.embedder.dimensions],
    );
    return new Map(rows.map(({ id, hash }) => [id, hash]));
  }

  /** Stores vectors in one order, so that two transactions with the same ones never wait for each other in a circle. */
  async keep(rows: readonly EmbeddingRow[], tx: EntityManager): Promise<void> {
    if (rows.length === 0) return;
    const usesVectors = await this.usesVectors(tx);
    const written = new Map(rows.map((row) => [`${row.subjectType} ${row.subjectId}`, row]));
    const values = [...written.values()].map((row) => {
      const text = toVectorText(normalise(row.vector));
      const { subjectType, subjectId, ownerId, recipe, textHash } = row;
      return {
        subject_type: subjectType,
        subject_id: subjectId,
        owner_id: ownerId,
        recipe,
        text_hash: textHash,
        embedding: usesVectors ? text : `{${text.slice(1, -1)}}`,
      };
    });
    await tx.query(
      `INSERT INTO embeddings (subject_type, subject_id, owner_id, model, dims, recipe, text_hash, embedding)
       SELECT subject_type, subject_id, owner_id, $1, $2, recipe, text_hash, embedding::${usesVectors ? 'vector' : 'real[]'}
         FROM json_to_recordset($3) AS e(subject_type text, subject_id uuid, owner_id bigint, recipe text, text_hash text, embedding text)
        ORDER BY subject_type, subject_id
       ON CONFLICT (subject_type, subject_id, model) DO UPDATE
         SET dims = EXCLUDED.dims, recipe = EXCLUDED.recipe, text_hash = EXCLUDED.text_hash,
             embedding = EXCLUDED.embedding, created_at = now()
       WHERE embeddings.text_hash <> EXCLUDED.text_hash OR embeddings.dims <> EXCLUDED.dims`,
      [this.embedder.model, this.embedder.dimensions, JSON.stringify(values)],
    );
  }

  /**
   * Runs a ranking: `sql` gets a relation `near(subject_id, similarity)` of everything in the scope, and the parameters from $1
   * on. It is ranked through the model's index where there is one, exactly where there is none.
   */
  async rank<Row>(
    scope: NearScope,
    query: Float32Array,
    sql: (near: string) => string,
    values: readonly unknown[],
  ): Promise<Row[]> {
    return this.unitOfWork.run(async (tx) => {
      const usesVectors = await this.usesVectors(tx);
      // A filter may leave few of the nearest ones: the index then goes on instead of answering less (pgvector 0.8).
      if (usesVectors && (await this.canIterate(tx)))
        await tx.query(`SELECT set_config('hnsw.iterative_scan', 'strict_order', true)`);
      const text = toVectorText(normalise(query));
      const at = values.length;
      const near = usesVectors ? this.nearVectors(at) : this.nearArrays(at);
      const vector = usesVectors ? text : `{${text.slice(1, -1)}}`;
      return tx.query(sql(near), [...values, scope.subjectType, scope.ownerId, vector]);
    });
  }

  /** Makes the index of a configured model; the local model's is made by the migration. Called once at the start. */
  async ensureIndex(): Promise<void> {
    const { model, dimensions } = this.embedder;
    if (!(await this.usesVectors(this.dataSource.manager))) return;
    const name = `embeddings_${createHash('sha256').update(`${model} ${dimensions}`).digest('hex').slice(0, 12)}`;
    const operators = dimensions <= VECTOR_INDEX_MAX ? 'vector_cosine_ops' : 'halfvec_cosine_ops';
    await this.dataSource.query(
      `CREATE INDEX IF NOT EXISTS ${name} ON embeddings USING hnsw (${this.expression()} ${operators})
         WITH (m = 16, ef_construction = 64) WHERE model = ${literal(model)} AND dims = ${dimensions}`,
    );
  }

  /** Whether pgvector holds the vectors. Whoever gets the extension later migrates the column. */
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

  /** The expression that the model's index is over: the index is used only where a query says the same. */
  private expression(): string {
    const { dimensions } = this.embedder;
    return `(embedding::${dimensions <= VECTOR_INDEX_MAX ? 'vector' : 'halfvec'}(${dimensions}))`;
  }

  private readonly ofModel = (at: number): string =>
    `model = ${literal(this.embedder.model)} AND dims = ${this.embedder.dimensions}
       AND subject_type = $${at + 1} AND owner_id = $${at + 2}`;

  private nearVectors(at: number): string {
    const type = `${this.embedder.dimensions <= VECTOR_INDEX_MAX ? 'vector' : 'halfvec'}(${this.embedder.dimensions})`;
    const distance = `${this.expression()} <=> $${at + 3}::${type}`;
    return `(SELECT subject_id, 1 - (${distance}) AS similarity, ${distance} AS distance FROM embeddings WHERE ${this.ofModel(at)})`;
  }

  private nearArrays(at: number): string {
    const product = `(SELECT sum(a::float8 * b) FROM unnest(embedding, $${at + 3}::real[]) AS v(a, b))`;
    return `(SELECT subject_id, similarity, 1 - similarity AS distance FROM
      (SELECT subject_id, ${product} AS similarity FROM embeddings WHERE ${this.ofModel(at)}) ranked)`;
  }
}

/** A text as an SQL literal: the planner must see the model to use its index. */
const literal = (text: string): string => `'${text.replaceAll("'", "''").replaceAll('\\', '')}'`;
