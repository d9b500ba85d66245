import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { ownTicks, ticksOfTree } from '../support/processor-share.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';
import { Service } from '../support/service.js';
import { median } from './quantiles.js';
import { type Counts, HOSTS, Web } from './url-web.js';

/** Pages that are analysed, in batches of which each allows the most at once. */
const ITEMS = Number(process.env['BENCH_ITEMS'] ?? 2000);
const BATCH = 100;
const AT_ONCE = 20;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Jobs that the rival runs at once, as many as a process of the service. */
const RIVALS_AT_ONCE = 64;
/** A clock tick of Linux, in milliseconds. */
const TICK_MS = 10;

/** For an item; times are processor time in milliseconds. */
interface Figures {
  readonly 'items/s': number;
  readonly 'Node ms': number;
  readonly 'PostgreSQL ms': number;
  readonly requests: number;
  readonly connections: number;
  readonly 'bytes stored': number;
  readonly 'bytes of WAL': number;
}

interface Contender {
  readonly name: string;
  readonly measure: (web: Web) => Promise<Figures>;
}

/**
 * What it costs to analyse a page by the engine `http`, beside a job of BullMQ that fetches the page and stores a line
 * about it. `BENCH_MAIN` is the main file of another build to compare with.
 */
export async function benchUrl(): Promise<void> {
  const web = await Web.start();
  const redis = findProgram('redis-server') === undefined ? undefined : await RedisServer.start();
  const other = process.env['BENCH_MAIN'];
  const contenders: readonly Contender[] = [
    { name: 'Batchwright, engine http', measure: (on) => measureService(on) },
    ...(other === undefined
      ? []
      : [{ name: 'the other build', measure: (on: Web) => measureService(on, { main: other }) }]),
    ...(redis === undefined
      ? []
      : [{ name: 'BullMQ: fetch and insert', measure: (on: Web) => measureRival(on, redis) }]),
  ];
  const taken = new Map<Contender, Figures[]>(contenders.map((contender) => [contender, []]));
  try {
    for (let round = 0; round < ROUNDS; round += 1)
      for (let n = 0; n < contenders.length; n += 1) {
        const contender = contenders[(round + n) % contenders.length];
        if (contender !== undefined) taken.get(contender)?.push(await contender.measure(web));
      }
  } finally {
    await redis?.stop();
    await web.stop();
  }
  print([...taken].map(([{ name }, figures]) => [name, figures]));
}

async function measureService(web: Web, { main }: { readonly main?: string } = {}): Promise<Figures> {
  const service = await Service.start({
    on: 'postgres',
    env: {
      LOG_LEVEL: 'warn',
      MAX_ACTIVE_BATCHES: '1000',
      EGRESS_ALLOW: `127.0.0.0/8:${web.port}`,
      URL_ANALYSIS_ENGINE: 'http',
    },
    ...(main === undefined ? {} : { main }),
  });
  try {
    const { database } = service;
    if (database === undefined) throw new Error('The service has no database.');
    await analyse(service, database, web.urls('warm', BATCH));
    const ticks = (): number => ownTicks(service.pid);
    return await figuresOf({ web, database, ticks }, () => analyse(service, database, web.urls('page', ITEMS)));
  } finally {
    await service.stop();
  }
}

/** Analyses all pages, in batches that are submitted together; throws when one fails. */
async function analyse(service: Service, database: TestDatabase, urls: readonly string[]): Promise<void> {
  for (let at = 0; at < urls.length; at += BATCH) {
    const body = { urls: urls.slice(at, at + BATCH), batch_size: AT_ONCE };
    const answer = await service.request('POST', '/api/v1/batch-processing/start', { body, checked: false });
    if (answer.status !== 201) throw new Error(`start answered ${answer.status}: ${answer.text}`);
  }
  for (const until = performance.now() + 300_000; performance.now() < until;) {
    const [row] = await database.query<{ open: number; failed: number }>(
      `SELECT count(*) FILTER (WHERE completed_at IS NULL)::int AS open, sum(failed_count)::int AS failed FROM batches`,
    );
    if ((row?.failed ?? 0) > 0) throw new Error(`${row?.failed ?? 0} pages failed.`);
    if (row?.open === 0) return;
    await pause(50);
  }
  throw new Error('The batches did not end within five minutes.');
}

interface Job {
  readonly url: string;
  readonly index: number;
}

/** One request and one short row for a page, as a user of the library would write it. */
async function measureRival(web: Web, redis: RedisServer): Promise<Figures> {
  const database = await createDatabase({ empty: true });
  const pool = new Pool({ connectionString: database.url, max: 10 });
  await pool.query('CREATE TABLE rival_results (index integer, output jsonb)');
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue<Job>('urls', { connection, defaultJobOptions: { removeOnComplete: true } });
  let left = 0;
  let finish: () => void = () => undefined;
  const work = async ({ data }: { readonly data: Job }): Promise<void> => {
    const answer = await fetch(data.url);
    const html = await answer.text();
    const output = { status: answer.status, bytes: html.length, title: /<title>([^<]*)/.exec(html)?.[1] ?? null };
    await pool.query({
      name: 'store_result',
      text: 'INSERT INTO rival_results VALUES ($1, $2)',
      values: [data.index, JSON.stringify(output)],
    });
    left -= 1;
    if (left === 0) finish();
  };
  const worker = new Worker<Job>('urls', work, { connection, concurrency: RIVALS_AT_ONCE });
  const carry = async (urls: readonly string[]): Promise<void> => {
    const done = new Promise<void>((resolve) => (finish = resolve));
    left = urls.length;
    await queue.addBulk(urls.map((url, index) => ({ name: 'url', data: { url, index } })));
    await done;
  };
  try {
    await carry(web.urls('warm', BATCH));
    const ticks = (): number => ownTicks(process.pid);
    return await figuresOf({ web, database, ticks }, () => carry(web.urls('page', ITEMS)));
  } finally {
    await worker.close();
    await queue.close();
    connection.disconnect();
    await pool.end();
    await database.drop();
  }
}

interface Measured {
  readonly web: Web;
  readonly database: TestDatabase;
  /** Clock ticks that Node has used. */
  readonly ticks: () => number;
}

async function figuresOf(measured: Measured, work: () => Promise<void>): Promise<Figures> {
  const before = await readingOf(measured);
  await work();
  const after = await readingOf(measured);
  const each = (of: (one: Reading) => number): number => (of(after) - of(before)) / ITEMS;
  return {
    'items/s': 1000 / each(({ at }) => at),
    'Node ms': each(({ node }) => node) * TICK_MS,
    'PostgreSQL ms': each(({ postgres }) => postgres) * TICK_MS,
    requests: each(({ requests }) => requests),
    connections: each(({ connections }) => connections),
    'bytes stored': each(({ bytes }) => bytes),
    'bytes of WAL': each(({ wal }) => wal),
  };
}

interface Reading extends Counts {
  readonly at: number;
  readonly node: number;
  readonly postgres: number;
  readonly bytes: number;
  readonly wal: number;
}

async function readingOf({ web, database, ticks }: Measured): Promise<Reading> {
  const [at, node, counts] = [performance.now(), ticks(), await web.counts()];
  const [row] = await database.query<{ pid: number; bytes: number; wal: number }>(
    `SELECT pg_backend_pid() AS pid, pg_database_size(current_database())::float8 AS bytes,
            (pg_current_wal_lsn() - '0/0')::float8 AS wal`,
  );
  if (row === undefined) throw new Error('There are no figures.');
  return { at, node, ...counts, postgres: ticksOfTree(row.pid), bytes: row.bytes, wal: row.wal };
}

const shown = (value: number): string => (value < 100 ? value.toFixed(2) : Math.round(value).toLocaleString('en'));

function print(rows: readonly (readonly [name: string, figures: readonly Figures[]])[]): void {
  const columns = Object.keys(rows[0]?.[1][0] ?? {}) as (keyof Figures)[];
  console.log(`\n${ITEMS} pages of ${HOSTS} hosts; for a page, medians of ${ROUNDS} rounds and the least and most`);
  for (const [name, figures] of rows) {
    console.log(name);
    for (const column of columns) {
      const values = figures.map((one) => one[column]);
      const ends = `${shown(Math.min(...values))} to ${shown(Math.max(...values))}`;
      console.log(`  ${column.padEnd(14)} ${shown(median(values)).padStart(8)}  (${ends})`);
    }
  }
}

const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));
