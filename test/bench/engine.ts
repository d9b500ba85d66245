import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { Probe, probeDatabase } from '../support/probe.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';
import { type Figures, measureBull, measureBullMq, measurePrototype, type Plan } from './engine-rivals.js';
import { quantiles } from './quantiles.js';
import { type Contender, takeRounds } from './rounds.js';
import { printTable } from './table.js';

/** Work of one measurement: batches of no-op items, submitted as fast as they are taken. */
const BATCHES = 200;
const ITEMS = 200;
/** Batches that are submitted one after the other, each to an idle engine, for the latency. */
const IDLE_BATCHES = 30;
const IDLE_ITEMS = 100;
/** Submissions on their way at once. */
const SUBMITTERS = 4;
/** How one engine is set up. */
interface Setup {
  readonly maxConcurrent: number;
  readonly env: Readonly<Record<string, string>>;
}

/** As started without a setting; the quota of open batches is none of the engine. */
const DEFAULTS: Setup = { maxConcurrent: 20, env: { MAX_ACTIVE_BATCHES: '1000' } };
/** A process may run all items at once: the 200 of a batch for each of 8 batches. */
const TUNED: Setup = {
  maxConcurrent: ITEMS,
  env: { WORKER_BATCHES: '8', WORKER_ITEMS: '1600', MAX_ACTIVE_BATCHES: '1000', LEASE_SECONDS: '30' },
};

const PROTOTYPE = 'prototype: group commits by hand';

/** No-op items through the engine with every result stored, beside what others do with the same work. */
export async function benchEngine(): Promise<void> {
  const redis = findProgram('redis-server') === undefined ? undefined : await RedisServer.start();
  const plan = { batches: BATCHES, items: ITEMS, idleBatches: IDLE_BATCHES, idleItems: IDLE_ITEMS };
  const plain = await createDatabase();
  try {
    const rows = await takeRounds([
      ...ownContenders(plain, plan),
      ...(redis === undefined ? [] : rivals(redis, plain, plan)),
    ]);
    if (redis === undefined) console.log('There is no redis-server on this machine: Bull and BullMQ are not measured.');
    printTable(
      `No-op items, every result stored in PostgreSQL (${BATCHES} batches of ${ITEMS}); latency of an idle batch of ${IDLE_ITEMS}`,
      'items/s',
      rows,
      PROTOTYPE,
    );
  } finally {
    await plain.drop();
    await redis?.stop();
  }
}

const ownContenders = (plain: TestDatabase, plan: Plan): readonly Contender[] => [
  {
    name: PROTOTYPE,
    leavesOut: 'leases, running state, feature rows',
    measure: () => measurePrototype(plain, 'results', plan),
  },
  {
    name: 'the same with running state and feature rows',
    leavesOut: 'leases, counters',
    measure: () => measurePrototype(plain, 'every row', plan),
  },
  { name: 'Batchwright, in-process queue, tuned', measure: () => measureEngine(TUNED) },
  { name: 'Batchwright, in-process queue, defaults', measure: () => measureEngine(DEFAULTS) },
];

function rivals(redis: RedisServer, plain: TestDatabase, plan: Plan): readonly Contender[] {
  const leavesOut = 'batches, counters, exactly one outcome';
  return [
    { name: 'Batchwright, Bull, tuned', measure: () => measureEngine(TUNED, redis) },
    { name: 'Batchwright, Bull, defaults', measure: () => measureEngine(DEFAULTS, redis) },
    { name: 'Bull, a job an item', leavesOut, measure: () => measureBull(redis, plain, plan) },
    { name: 'BullMQ, a job an item', leavesOut, measure: () => measureBullMq(redis, plain, plan) },
  ];
}

async function measureEngine({ env, maxConcurrent }: Setup, redis?: RedisServer): Promise<Figures> {
  const database = await probeDatabase();
  const probe = await Probe.start(database, { ...env, ...(redis === undefined ? {} : { REDIS_URL: redis.url }) });
  try {
    await submitAll(probe, 10, maxConcurrent);
    await allEnded(database);
    const [start] = await database.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    await submitAll(probe, BATCHES, maxConcurrent);
    await allEnded(database);
    const [end] = await database.query<{ seconds: number }>(
      'SELECT extract(epoch FROM max(completed_at) - $1)::float8 AS seconds FROM batches',
      [start?.at],
    );
    const latencies: number[] = [];
    for (let n = 0; n < IDLE_BATCHES; n += 1) latencies.push(await idleBatch(probe, database, maxConcurrent));
    return { perSecond: (BATCHES * ITEMS) / (end?.seconds ?? Number.NaN), ...quantiles(latencies) };
  } finally {
    await probe.stop('SIGTERM');
    await database.drop();
  }
}

async function submitAll(probe: Probe, batches: number, maxConcurrent: number): Promise<void> {
  let left = batches;
  const submitter = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await probe.submit(
        Array.from({ length: ITEMS }, () => ({})),
        maxConcurrent,
      );
    }
  };
  await Promise.all(Array.from({ length: SUBMITTERS }, submitter));
}

/** From the submission's first statement to the end of the batch, both by the database's clock. */
async function idleBatch(probe: Probe, database: TestDatabase, maxConcurrent: number): Promise<number> {
  const id = await probe.submit(
    Array.from({ length: IDLE_ITEMS }, () => ({})),
    Math.min(maxConcurrent, IDLE_ITEMS),
  );
  await allEnded(database);
  const [row] = await database.query<{ ms: number }>(
    'SELECT (extract(epoch FROM completed_at - created_at) * 1000)::float8 AS ms FROM batches WHERE id = $1',
    [id],
  );
  return row?.ms ?? Number.NaN;
}

async function allEnded(database: TestDatabase): Promise<void> {
  for (const until = performance.now() + 120_000; performance.now() < until;) {
    const [row] = await database.query<{ open: boolean }>(
      'SELECT EXISTS (SELECT FROM batches WHERE completed_at IS NULL) AS open',
    );
    if (row?.open !== true) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('The batches did not end within two minutes.');
}
