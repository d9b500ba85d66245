import type { DataSource } from 'typeorm';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { EmbeddingStore } from '../../src/profile-ingestion/embeddings/embedding-store.js';
import { LocalEmbedder } from '../../src/profile-ingestion/embeddings/local-embedder.js';
import { SearchWordQueries } from '../../src/profile-ingestion/store/search-word-queries.js';
import { SimilaritySearch } from '../../src/profile-ingestion/search/similarity-search.js';
import { userId } from '../support/accounts.js';
import { quantiles } from './quantiles.js';
import type { Row } from './table.js';
import { clusteredVectors } from './vectors.js';

/** Searches of one measurement, and the seconds after which it ends with fewer. */
const QUERIES = 200;
const MEASURE_SECONDS = 40;
/** The longest that vectors are loaded, in seconds; then as many are searched as there are. */
const LOAD_SECONDS = Number(process.env['BENCH_LOAD_SECONDS'] ?? 300);
/** Rows of one statement. */
const CHUNK = 1_000;
/** One statement of the embedded database may take longer than a transaction of the service. */
const LOAD_MS = 600_000;

/** Profiles with vectors of one owner, and searches among them by the product's own search. */
export class SearchBench {
  private readonly unitOfWork: UnitOfWork;
  private readonly store: EmbeddingStore;
  private readonly search: SimilaritySearch;
  private readonly ownerId = userId('ana');
  private readonly vectors = clusteredVectors(384);
  private filled = 0;

  constructor(private readonly dataSource: DataSource) {
    const embedder = new LocalEmbedder();
    this.unitOfWork = new UnitOfWork(dataSource);
    this.store = new EmbeddingStore(dataSource, this.unitOfWork, embedder);
    this.search = new SimilaritySearch(embedder, this.store, new SearchWordQueries(dataSource));
  }

  async hasVectors(): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query(`SELECT FROM pg_extension WHERE extname = 'vector'`);
    return rows.length > 0;
  }

  /** Stores vectors until there are as many, or the time for it is over; answers how many there are. */
  async fillTo(count: number): Promise<number> {
    const started = performance.now();
    const before = this.filled;
    while (this.filled < count && performance.now() - started < LOAD_SECONDS * 1_000) {
      const ids = Array.from({ length: Math.min(CHUNK, count - this.filled) }, (_, n) => uuidOf(this.filled + n));
      await this.unitOfWork.run(async (tx) => {
        await tx.query(`SELECT set_config('statement_timeout', '0', true)`);
        await tx.query(
          `INSERT INTO profiles (id, owner_id, slug, url, name, suggested_role, data, role_match, provider, lawful_basis, fetched_at)
           SELECT id, $2, id::text, 'https://www.linkedin.com/in/' || id || '/', 'Somebody', 'CTO', '{}', '{}', 'archive',
                  'member_export', now() FROM unnest($1::uuid[]) AS id`,
          [ids, this.ownerId],
        );
        const rows = ids.map((subjectId) => ({
          subjectType: 'profile' as const,
          subjectId,
          ownerId: this.ownerId,
          recipe: 'bench',
          textHash: subjectId,
          vector: this.vectors.next(),
        }));
        await this.store.store(rows, tx);
      }, LOAD_MS);
      this.filled += ids.length;
    }
    await this.analyze();
    const seconds = (performance.now() - started) / 1_000;
    console.log(`${this.filled - before} vectors stored without an index in ${seconds.toFixed(0)} s.`);
    return this.filled;
  }

  private async analyze(): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      await tx.query(`SELECT set_config('statement_timeout', '0', true)`);
      await tx.query('ANALYZE embeddings');
      await tx.query('ANALYZE profiles');
    }, LOAD_MS);
  }

  async shrinkTo(count: number): Promise<void> {
    if (count >= this.filled) return;
    await this.dataSource.query(`DELETE FROM embeddings WHERE subject_id >= $1`, [uuidOf(count)]);
    await this.analyze();
    this.filled = count;
  }

  /** Seconds that the index took, built by the product after the load. */
  async buildIndex(): Promise<number> {
    const started = performance.now();
    await this.store.ensureIndex();
    return (performance.now() - started) / 1_000;
  }

  async dropIndex(): Promise<void> {
    await this.dataSource.query(
      `DO $$ DECLARE one text; BEGIN
         FOR one IN SELECT indexname FROM pg_indexes WHERE tablename = 'embeddings' AND indexdef LIKE '%hnsw%'
         LOOP EXECUTE 'DROP INDEX ' || quote_ident(one); END LOOP; END $$`,
    );
  }

  /** Profiles like one of them, a number of them in turn. */
  async measure(name: string): Promise<Row> {
    const times: number[] = [];
    const began = performance.now();
    while (times.length < QUERIES && performance.now() - began < MEASURE_SECONDS * 1_000) {
      const started = performance.now();
      const of = uuidOf(Math.floor((times.length * this.filled) / QUERIES));
      const { hits: found } = await this.search.profiles(this.ownerId, { profile_id: of, k: 10 });
      if (found.length !== 10) throw new Error(`${name}: ${found.length} found instead of 10.`);
      times.push(performance.now() - started);
    }
    const perSecond = (times.length * 1_000) / times.reduce((sum, ms) => sum + ms, 0);
    const { p50Ms, p99Ms } = quantiles(times);
    console.log(`${name}: ${times.length} searches, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms.`);
    return { name, perSecond, p50Ms, p99Ms };
  }
}

const uuidOf = (n: number): string => `00000000-0000-8000-8000-${n.toString(16).padStart(12, '0')}`;
