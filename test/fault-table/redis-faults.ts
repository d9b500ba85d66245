import { setTimeout as delay } from 'node:timers/promises';
import Bull from 'bull';
import { Redis } from 'ioredis';
import { acknowledgedAgain, withoutDeaths, worksAgain } from './actions.js';
import type { Cluster } from './cluster.js';
import { type Finding, underLoad } from './trial.js';

const DOWN_MS = 10_000;
export const killRedis = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    { what: `kill -9 of Redis, ${DOWN_MS / 1000} s down, back empty`, endWithinMs: 30_000 },
    async (ledger, seen) => {
      await acknowledgedAgain(ledger, 40);
      await withoutDeaths(cluster, seen, async () => {
        await cluster.redis.kill();
        seen.time('acknowledged without Redis', await acknowledgedAgain(ledger), 5000);
        seen.time('items end without Redis', await worksAgain(cluster), 10_000);
        await delay(DOWN_MS);
        await cluster.redis.restart();
        seen.time('items end after its return', await worksAgain(cluster), 10_000);
        await delay(2000);
      });
    },
  );

const FLUSHES = 15;
const FLUSH_EVERY_MS = 1000;
export const flushRedis = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    { what: `FLUSHALL each ${FLUSH_EVERY_MS / 1000} s, ${FLUSHES} times`, endWithinMs: 30_000 },
    async (ledger, seen) => {
      await acknowledgedAgain(ledger, 20);
      await withoutDeaths(cluster, seen, async () => {
        const redis = new Redis(cluster.redis.url);
        for (let flush = 0; flush < FLUSHES; flush += 1) {
          await redis.flushall();
          await delay(FLUSH_EVERY_MS);
        }
        redis.disconnect();
        seen.time('items end', await worksAgain(cluster), 10_000);
      });
    },
  );

/** The queue of the service, as its processes open it. */
const QUEUE = { name: 'batches', prefix: 'batchwright' } as const;
const PHASE_MS = 6000;
const COPY = 'copy-';
/** Consumers beside the two workers that take jobs and do nothing. */
const DROPPERS = 3;

const openQueue = (cluster: Cluster): Bull.Queue =>
  new Bull(QUEUE.name, cluster.redis.url, { prefix: QUEUE.prefix, settings: { maxStalledCount: 0 } });

export const repeatJobs = (cluster: Cluster): Promise<Finding> =>
  underLoad(
    cluster,
    { what: 'each Bull job delivered three times, then many dropped', endWithinMs: 30_000 },
    async (ledger, seen) => {
      await acknowledgedAgain(ledger, 20);
      await withoutDeaths(cluster, seen, async () => {
        seen.notes.push(`${await copyJobs(cluster)} jobs tripled`, `${await dropJobs(cluster)} jobs dropped`);
        seen.time('items end', await worksAgain(cluster), 10_000);
      });
    },
  );

async function copyJobs(cluster: Cluster): Promise<number> {
  const queue = openQueue(cluster);
  let copied = 0;
  queue.on('global:waiting', (id: string | number) => {
    if (String(id).startsWith(COPY)) return;
    copied += 1;
    for (const copy of [1, 2])
      void queue
        .add({ batchId: 0 }, { jobId: `${COPY}${id}-${copy}`, removeOnComplete: true, removeOnFail: true })
        .catch(() => undefined);
  });
  await delay(PHASE_MS);
  await queue.close();
  return copied;
}

async function dropJobs(cluster: Cluster): Promise<number> {
  let dropped = 0;
  const queues = Array.from({ length: DROPPERS }, () => openQueue(cluster));
  for (const queue of queues) queue.process(8, () => Promise.resolve(void (dropped += 1))).catch(() => undefined);
  await delay(PHASE_MS);
  await Promise.all(queues.map((queue) => queue.close()));
  return dropped;
}
