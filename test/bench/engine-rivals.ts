import Bull from 'bull';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import type { TestDatabase } from '../support/postgres.js';
import type { RedisServer } from '../support/redis.js';
import { quantiles } from './quantiles.js';

export interface Figures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** The same work for every engine. */
export interface Plan {
  readonly batches: number;
  readonly items: number;
  readonly idleBatches: number;
  readonly idleItems: number;
}

/** Jobs that a rival's worker runs at once; more gave neither of them more. */
const CONCURRENCY = 64;

/** Something that takes a batch and resolves when every result of it is stored. */
type Carry = (items: number) => Promise<void>;

async function measure(plan: Plan, carry: Carry): Promise<Figures> {
  await carry(plan.items);
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: plan.batches }, () => carry(plan.items)));
  const perSecond = (plan.batches * plan.items * 1000) / (performance.now() - startedAt);
  const latencies: number[] = [];
  for (let n = 0; n < plan.idleBatches; n += 1) {
    const began = performance.now();
    await carry(plan.idleItems);
    latencies.push(performance.now() - began);
  }
  return { perSecond, ...quantiles(latencies) };
}

/** Counts results down and resolves with the last one. */
class Countdown {
  private readonly waiting = new Map<number, { left: number; readonly done: () => void }>();
  private batches = 0;

  expect(items: number): { readonly batch: number; readonly done: Promise<void> } {
    this.batches += 1;
    const batch = this.batches;
    return { batch, done: new Promise((done) => this.waiting.set(batch, { left: items, done })) };
  }

  count(batch: number): void {
    const entry = this.waiting.get(batch);
    if (entry === undefined) return;
    entry.left -= 1;
    if (entry.left === 0) entry.done();
  }
}

async function openResults(database: TestDatabase): Promise<Pool> {
  const pool = new Pool({ connectionString: database.url, max: 10 });
  await pool.query('CREATE TABLE IF NOT EXISTS rival_results (batch integer, index integer, output jsonb)');
  return pool;
}

interface Job {
  readonly batch: number;
  readonly index: number;
}

const jobs = (batch: number, items: number): { readonly name: string; readonly data: Job }[] =>
  Array.from({ length: items }, (_, index) => ({ name: 'item', data: { batch, index } }));

/** A queue that takes many jobs at once. */
interface RivalQueue {
  addBulk(jobs: { readonly name: string; readonly data: Job }[]): Promise<unknown>;
}

/** One job an item, its result stored by one statement, as a user of the library would write it. */
class Rival {
  private readonly countdown = new Countdown();

  private constructor(private readonly results: Pool) {}

  static async open(database: TestDatabase): Promise<Rival> {
    return new Rival(await openResults(database));
  }

  /** What a worker does with a job. */
  readonly work = async ({ data }: { readonly data: Job }): Promise<void> => {
    await store(this.results, data);
    this.countdown.count(data.batch);
  };

  measure(queue: RivalQueue, plan: Plan): Promise<Figures> {
    return measure(plan, async (items) => {
      const { batch, done } = this.countdown.expect(items);
      await queue.addBulk(jobs(batch, items));
      await done;
    });
  }

  close(): Promise<void> {
    return this.results.end();
  }
}

export async function measureBull(redis: RedisServer, database: TestDatabase, plan: Plan): Promise<Figures> {
  const rival = await Rival.open(database);
  const queue = new Bull<Job>('rival', redis.url, { defaultJobOptions: { removeOnComplete: true } });
  void queue.process('item', CONCURRENCY, rival.work);
  try {
    return await rival.measure(queue, plan);
  } finally {
    await queue.close();
    await rival.close();
  }
}

export async function measureBullMq(redis: RedisServer, database: TestDatabase, plan: Plan): Promise<Figures> {
  const rival = await Rival.open(database);
  const connection = new Redis(redis.url, { maxRetriesPerRequest: null });
  const queue = new Queue<Job>('rivalmq', { connection, defaultJobOptions: { removeOnComplete: true } });
  const worker = new Worker<Job>('rivalmq', rival.work, { connection, concurrency: CONCURRENCY });
  try {
    return await rival.measure(queue, plan);
  } finally {
    await worker.close();
    await queue.close();
    connection.disconnect();
    await rival.close();
  }
}

async function store(results: Pool, { batch, index }: Job): Promise<void> {
  await results.query({
    name: 'store_result',
    text: 'INSERT INTO rival_results VALUES ($1, $2, $3)',
    values: [batch, index, '{"done":true}'],
  });
}

const PROTOTYPE_TABLES = `
  CREATE TABLE raw_batches (id integer PRIMARY KEY, status text NOT NULL, total integer NOT NULL, succeeded integer NOT NULL DEFAULT 0);
  CREATE TABLE raw_items (batch integer NOT NULL, index integer NOT NULL, status text NOT NULL, input jsonb, output jsonb,
                          started_at timestamptz, ended_at timestamptz, PRIMARY KEY (batch, index));
  CREATE TABLE raw_effects (batch integer NOT NULL, index integer NOT NULL, status text NOT NULL)`;

/** What a prototype writes for an item: its result only, or also its running state, and the feature's row. */
export type Writes = 'results' | 'every row';

/** What a careful engineer would write by hand: a job a batch, its results recorded by one statement in one commit. */
export async function measurePrototype(server: TestDatabase, writes: Writes, plan: Plan): Promise<Figures> {
  const pool = new Pool({ connectionString: server.url, max: 10 });
  await pool.query(PROTOTYPE_TABLES);
  let batches = 0;
  const carry: Carry = async (items) => {
    batches += 1;
    const batch = batches;
    await submitByHand(pool, batch, items);
    await (writes === 'results' ? runByHand : runVisibly)(pool, batch);
  };
  try {
    return await measure(plan, carry);
  } finally {
    await pool.query('DROP TABLE raw_batches, raw_items, raw_effects');
    await pool.end();
  }
}

async function submitByHand(pool: Pool, batch: number, items: number): Promise<void> {
  await inTransaction(pool, async (query) => {
    await query('raw_batch', `INSERT INTO raw_batches VALUES ($1, 'pending', $2)`, [batch, items]);
    await query(
      'raw_items',
      `INSERT INTO raw_items SELECT $1, r.index, 'pending', r.input FROM json_to_recordset($2) AS r (index integer, input jsonb)`,
      [batch, JSON.stringify(Array.from({ length: items }, (_, index) => ({ index, input: {} })))],
    );
  });
}

async function runByHand(pool: Pool, batch: number): Promise<void> {
  const { rows } = await pool.query<{ index: number; input: object }>({
    name: 'raw_read',
    text: 'SELECT index, input FROM raw_items WHERE batch = $1',
    values: [batch],
  });
  const ended = await runItems(rows);
  await inTransaction(pool, (query) => recordByHand(query, batch, ended));
}

/**
 * The same with visible progress: the running state is written before the item runs, and every result writes a row of
 * the feature.
 */
async function runVisibly(pool: Pool, batch: number): Promise<void> {
  const rows = await inTransaction(pool, async (query) => {
    await query('raw_hold', 'SELECT FROM raw_batches WHERE id = $1 FOR NO KEY UPDATE', [batch]);
    const started = await query(
      'raw_start',
      `UPDATE raw_items SET status = 'running', started_at = now() WHERE batch = $1 AND status = 'pending' RETURNING index, input`,
      [batch],
    );
    await query('raw_running', `UPDATE raw_batches SET status = 'processing' WHERE id = $1`, [batch]);
    return started.rows as { index: number; input: object }[];
  });
  const ended = await runItems(rows);
  await inTransaction(pool, async (query) => {
    await recordByHand(query, batch, ended);
    await query(
      'raw_effects',
      `INSERT INTO raw_effects SELECT $1, r.index, 'succeeded' FROM json_to_recordset($2) AS r (index integer)`,
      [batch, JSON.stringify(ended)],
    );
  });
}

interface EndedByHand {
  readonly index: number;
  readonly output: object;
}

const runItems = (rows: readonly { readonly index: number }[]): Promise<readonly EndedByHand[]> =>
  Promise.all(rows.map(({ index }) => Promise.resolve({ index, output: { done: true } })));

async function recordByHand(query: Query, batch: number, ended: readonly EndedByHand[]): Promise<void> {
  await query('raw_hold', 'SELECT FROM raw_batches WHERE id = $1 FOR NO KEY UPDATE', [batch]);
  await query(
    'raw_end',
    `UPDATE raw_items i SET status = 'succeeded', output = r.output, ended_at = now()
       FROM json_to_recordset($2) AS r (index integer, output jsonb) WHERE i.batch = $1 AND i.index = r.index`,
    [batch, JSON.stringify(ended)],
  );
  await query('raw_count', `UPDATE raw_batches SET status = 'completed', succeeded = $2 WHERE id = $1`, [
    batch,
    ended.length,
  ]);
}

type Query = (name: string, text: string, values: readonly unknown[]) => Promise<{ readonly rows: unknown[] }>;

async function inTransaction<T>(pool: Pool, work: (query: Query) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const answer = await work((name, text, values) => client.query({ name, text, values: [...values] }));
    await client.query('COMMIT');
    return answer;
  } finally {
    client.release();
  }
}
