import { Probe, probeDatabase } from '../support/probe.js';
import { findProgram } from '../support/programs.js';
import { RedisServer } from '../support/redis.js';
import { median } from './quantiles.js';

/** Items of the batch, and how long each waits, as for an answer from elsewhere, in milliseconds. */
const ITEMS = 6000;
const WAITS_MS = 200;
/** Items at once that the batch allows, and those that one process runs. */
const AT_ONCE = 1000;
const SLOTS = 64;
const PROCESSES = [1, 2, 3] as const;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);

/** One batch of items that wait, on one, two and three worker processes: how much faster more of them make it. */
export async function benchWorkers(): Promise<void> {
  if (findProgram('redis-server') === undefined) {
    console.log('There is no redis-server on this machine: several workers on one batch are not measured.');
    return;
  }
  const rates = new Map<number, number[]>(PROCESSES.map((processes) => [processes, []]));
  // Rotated, so that whatever else the machine does meets all alike.
  for (let round = 0; round < ROUNDS; round += 1)
    for (let n = 0; n < PROCESSES.length; n += 1) {
      const processes = PROCESSES[(round + n) % PROCESSES.length] ?? 1;
      rates.get(processes)?.push(await measure(processes));
    }
  const one = median(rates.get(1) ?? []);
  console.log(
    `\nOne batch of ${ITEMS} items that wait ${WAITS_MS} ms each, ${SLOTS} slots in a process; median of ${ROUNDS}`,
  );
  for (const [processes, found] of rates) {
    const [least, most] = [Math.min(...found), Math.max(...found)];
    const figures = `${median(found).toFixed(0).padStart(6)} items/s (${least.toFixed(0)} to ${most.toFixed(0)})`;
    console.log(`${processes} workers ${figures} ${(median(found) / one).toFixed(2).padStart(6)} ×`);
  }
}

async function measure(processes: number): Promise<number> {
  const redis = await RedisServer.start();
  const database = await probeDatabase();
  const env = { REDIS_URL: redis.url, LEASE_SECONDS: '30', WORKER_ITEMS: `${SLOTS}` };
  const api = await Probe.start(database, { ...env, ROLE: 'api' });
  const workers = await Promise.all(
    Array.from({ length: processes }, () => Probe.start(database, { ...env, ROLE: 'worker' })),
  );
  try {
    await api.submit(
      Array.from({ length: ITEMS }, () => ({ sleep: WAITS_MS })),
      AT_ONCE,
    );
    return await rateOf(database);
  } finally {
    for (const probe of [api, ...workers]) await probe.stop('SIGTERM');
    await database.drop();
    await redis.stop();
  }
}

/** Items a second, from the claim of the batch to its end. */
async function rateOf(database: Awaited<ReturnType<typeof probeDatabase>>): Promise<number> {
  for (const until = performance.now() + 120_000; performance.now() < until;) {
    const [row] = await database.query<{ seconds: number }>(
      'SELECT extract(epoch FROM completed_at - started_at)::float8 AS seconds FROM batches WHERE completed_at IS NOT NULL',
    );
    if (row !== undefined) return ITEMS / row.seconds;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The batch did not end within two minutes.');
}
