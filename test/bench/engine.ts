import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { Probe, probeDatabase } from '../support/probe.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';
import { type Figures, measureBull, measureBullMq, measurePrototype } from './engine-rivals.js';
import { quantiles } from './quantiles.js';
import { printTable, type Row } from './table.js';

/** Work of one measurement: batches of no-op items, submitted as fast as they are taken. */
const BATCHES = 200;
const ITEMS = 200;
/** Batches that are submitted one after the other, each to an idle engine, for the latency. */
const IDLE_BATCHES = 30;
const IDLE_ITEMS = 100;
/** Submissions on their way at once. */
const SUBMITTERS = 4;
/** Items that a process may run at once: the 200 of a batch for each of the 8 batches that it holds by default. */
const WORKER_ITEMS = '1600';

const PROTOTYPE = 'prototype: group commits by hand';

/** No-op items through the engine with every result stored, beside what others do with the same work. */
export async function benchEngine(): Promise<void> {
  const redis = findProgram('redis-server') === undefined ? undefined : await RedisServer.start();
  const plan = { batches: BATCHES, items: ITEMS, idleBatches: IDLE_BATCHES, idleItems: IDLE_ITEMS };
  const rows: Row[] = [];
  const add = (name: string, figures: Figures, leavesOut?: string): void => {
    rows.push({ name, ...figures, ...(leavesOut === undefined ? {} : { leavesOut }) });
  };
  try {
    const plain = await createDatabase();
    add(PROTOTYPE, await measurePrototype(plain, 'results', plan), 'leases, running state, feature rows');
    add(
      'the same with running state and feature rows',
      await measurePrototype(plain, 'every row', plan),
      'leases, counters',
    );
    add('Batchwright, in-process queue', await measureEngine({}));
    if (redis !== undefined) {
      add('Batchwright, Bull', await measureEngine({ REDIS_URL: redis.url }));
      add('Bull, a job an item', await measureBull(redis, plain, plan), 'batches, counters, exactly one outcome');
      add('BullMQ, a job an item', await measureBullMq(redis, plain, plan), 'batches, counters, exactly one outcome');
    } else console.log('There is no redis-server on this machine: Bull and BullMQ are not measured.');
    await plain.drop();
  } finally {
    await redis?.stop();
  }
  printTable(
    `No-op items, every result stored in PostgreSQL (${BATCHES} batches of ${ITEMS}); latency of an idle batch of ${IDLE_ITEMS}`,
    'items/s',
    rows,
    PROTOTYPE,
  );
}

async function measureEngine(env: Readonly<Record<string, string>>): Promise<Figures> {
  const database = await probeDatabase();
  const probe = await Probe.start(database, { WORKER_ITEMS, MAX_ACTIVE_BATCHES: '1000', LEASE_SECONDS: '30', ...env });
  try {
    await submitAll(probe, 10, ITEMS);
    await allEnded(database);
    const [start] = await database.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    await submitAll(probe, BATCHES, ITEMS);
    await allEnded(database);
    const [end] = await database.query<{ seconds: number }>(
      'SELECT extract(epoch FROM max(completed_at) - $1)::float8 AS seconds FROM batches',
      [start?.at],
    );
    const latencies: number[] = [];
    for (let n = 0; n < IDLE_BATCHES; n += 1) latencies.push(await idleBatch(probe, database));
    return { perSecond: (BATCHES * ITEMS) / (end?.seconds ?? Number.NaN), ...quantiles(latencies) };
  } finally {
    await probe.stop('SIGTERM');
    await database.drop();
  }
}

async function submitAll(probe: Probe, batches: number, items: number): Promise<void> {
  let left = batches;
  const submitter = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await probe.submit(
        Array.from({ length: items }, () => ({})),
        ITEMS,
      );
    }
  };
  await Promise.all(Array.from({ length: SUBMITTERS }, submitter));
}

/** From the submission's first statement to the end of the batch, both by the database's clock. */
async function idleBatch(probe: Probe, database: TestDatabase): Promise<number> {
  const id = await probe.submit(
    Array.from({ length: IDLE_ITEMS }, () => ({})),
    IDLE_ITEMS,
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
