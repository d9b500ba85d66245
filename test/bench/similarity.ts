import type { DataSource } from 'typeorm';
import { AppConfig } from '../../src/platform/config/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { LocalEmbedder } from '../../src/profile-ingestion/embeddings/local-embedder.js';
import { seedAccounts } from '../support/accounts.js';
import { offlineSql } from '../support/offline-sql.js';
import { administer, createDatabase, openDatabase, type TestDatabase } from '../support/postgres.js';
import { copyTemplate } from '../support/service.js';
import { SearchBench } from './search-bench.js';
import { printTable, type Row } from './table.js';
import { profileTexts } from './vectors.js';

/** Vectors that are searched. */
const MANY = Number(process.env['BENCH_VECTORS'] ?? 100_000);
/** Vectors of the small index that tells how long the large one will take. */
const PROBE = Math.min(5_000, MANY);
/** A PostgreSQL server to be measured too, without a database in its address: one with pgvector, say. */
const OTHER_SERVER = process.env['BENCH_POSTGRES_SERVER'];
/** The longest an index may take to build, in seconds; with one that would take longer fewer vectors are searched. */
const BUILD_SECONDS = Number(process.env['BENCH_INDEX_SECONDS'] ?? 900);
/** How the time grows with the number of vectors: 20 times as many took 36 times as long (measured). */
const GROWTH = 1.2;

/**
 * The profiles API: texts embedded a second, and searches among many vectors on both databases, with an index and
 * without.
 */
export async function benchSimilarity(seconds: number): Promise<void> {
  await benchEmbedder(seconds);
  const rows: Row[] = [];
  const own = await createDatabase();
  await searching(onPostgres(own.url), 'PostgreSQL', rows);
  await own.drop();
  if (OTHER_SERVER !== undefined) {
    const other = await newDatabase(OTHER_SERVER);
    await searching(onPostgres(other.url), 'other PostgreSQL', rows);
    await other.drop();
  }
  await searching({ DATA_DIR: await copyTemplate() }, 'embedded', rows);
  printTable('The 10 nearest of many vectors of 384 numbers, one search at a time', 'searches/s', rows, '');
}

const onPostgres = (url: string): Readonly<Record<string, string>> => ({
  DATABASE_URL: url,
  SECRET_KEY: 'x'.repeat(40),
});

async function newDatabase(server: string): Promise<TestDatabase> {
  const name = `bench_${process.pid}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = `${server}/${name}`;
  await offlineSql({ DATABASE_URL: url }, seedAccounts());
  return openDatabase(url, () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`));
}

async function benchEmbedder(seconds: number): Promise<void> {
  const embedder = new LocalEmbedder();
  const texts = profileTexts(500);
  const { signal } = new AbortController();
  const started = performance.now();
  let count = 0;
  for (; performance.now() - started < seconds * 1_000; count += texts.length) await embedder.embed(texts, signal);
  const perSecond = (count * 1_000) / (performance.now() - started);
  const length = Math.round(texts.join('').length / texts.length);
  printTable(
    `Texts of ${length} characters embedded, one thread`,
    'texts/s',
    [{ name: `${embedder.model}, ${embedder.dimensions} dimensions`, perSecond }],
    '',
  );
}

async function searching(env: Readonly<Record<string, string>>, name: string, rows: Row[]): Promise<void> {
  const dataSource = await createDataSource(AppConfig.parse(env));
  await dataSource.initialize();
  await withoutWatchdog(dataSource);
  try {
    const bench = new SearchBench(dataSource);
    const hasVectors = await bench.hasVectors();
    if (!hasVectors) {
      const count = await bench.fillTo(MANY);
      rows.push(await bench.measure(`${name} without pgvector, ${count} vectors`));
      return;
    }
    await bench.dropIndex();
    await bench.fillTo(PROBE);
    const probeSeconds = await bench.buildIndex();
    await bench.dropIndex();
    const count = await bench.fillTo(MANY);
    const indexed = sizeWithin(count, probeSeconds);
    rows.push(await bench.measure(`${name}, pgvector, ${count} vectors, no index`));
    await bench.shrinkTo(indexed);
    if (indexed < count) rows.push(await bench.measure(`${name}, pgvector, ${indexed} vectors, no index`));
    const built = await bench.buildIndex();
    rows.push(await bench.measure(`${name}, pgvector, ${indexed} vectors, index built in ${built.toFixed(0)} s`));
  } finally {
    await dataSource.destroy();
  }
}

/** How many of the vectors can be indexed in time, going by the seconds that the small index took. */
function sizeWithin(count: number, probeSeconds: number): number {
  const seconds = (size: number): number => probeSeconds * (size / PROBE) ** GROWTH;
  let size = count;
  while (size > PROBE && seconds(size) > BUILD_SECONDS) size = Math.max(PROBE, Math.floor(size / 2));
  console.log(
    `An index of ${PROBE} vectors took ${probeSeconds.toFixed(1)} s, one of ${size} is expected to take ${seconds(size).toFixed(0)} s.`,
  );
  return size;
}

/** Building an index holds the embedded database for longer than the watchdog of a service waits. */
const withoutWatchdog = async (dataSource: DataSource & { watchdog?: { stop(): Promise<void> } }): Promise<void> =>
  dataSource.watchdog?.stop();
