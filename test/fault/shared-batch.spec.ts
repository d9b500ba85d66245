import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { ResultChecker, Probe, probeDatabase } from '../support/probe.js';
import type { ProbeInput } from '../support/probe-host.js';
import { FUZZ_SEED } from '../support/fuzz-seed.js';

/**
 * Runs with another seed each, and items of the batch: SHARED_BATCH_RUNS=20 SHARED_BATCH_ITEMS=10000 is the long form.
 */
const RUNS = Number(process.env['SHARED_BATCH_RUNS'] ?? 1);
const ITEMS = Number(process.env['SHARED_BATCH_ITEMS'] ?? 1500);
const WORKERS = 3;
/** Less than the slots of all workers, and more than those of one. */
const AT_ONCE = 50;
const SLOTS = '20';
const KILLS = 6;
/** Items of a batch that is still worked on when a busy machine looks at its workers seconds late. */
const STILL_AT_IT = 500;

/** Numbers from 0 to 1 that a seed determines (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('A batch that several workers share', () => {
  let database: TestDatabase;
  let checker: ResultChecker;
  beforeEach(async () => {
    database = await probeDatabase();
    checker = ResultChecker.watch(database);
  });

  const start = (env: Readonly<Record<string, string>> = {}): Promise<Probe> =>
    Probe.start(database, { WORKER_ITEMS: SLOTS, ...env });
  const endedCount = async (): Promise<number> =>
    (await database.query<{ n: number }>('SELECT succeeded_count + failed_count AS n FROM batches'))[0]?.n ?? 0;
  const shared = (workers: number) =>
    eventually(
      `${workers} workers have the batch`,
      async () => (await database.query('SELECT FROM batches WHERE workers >= $1', [workers])).length > 0,
      30_000,
    );

  it.each(Array.from({ length: RUNS }, (_, n) => FUZZ_SEED + n))(
    'loses and doubles nothing when its workers are killed at random, with seed %i',
    async (seed) => {
      const random = randomOf(seed);
      const workers = await Promise.all(Array.from({ length: WORKERS }, () => start()));
      const inputs = Array.from({ length: ITEMS }, (): ProbeInput => ({ sleep: Math.floor(random() * 400) }));
      const id = await workers[0]?.submit(inputs, AT_ONCE);
      if (id === undefined) throw new Error('The submission failed.');
      await shared(2);
      for (let kill = 0; kill < KILLS && (await endedCount()) < ITEMS; kill += 1) {
        await delay(300 + random() * 1200);
        const n = Math.floor(random() * WORKERS);
        await workers[n]?.stop('SIGKILL');
        workers[n] = await start();
      }
      expect(await checker.violations(new Map([[id, ITEMS]]), 240_000)).toEqual([]);
      expect(checker.samples).toBeGreaterThan(10);
      const failed = await database.query(
        `SELECT DISTINCT error ->> 'code' AS code, recoveries FROM batch_items WHERE status <> 'succeeded'`,
      );
      expect(failed.filter(({ code, recoveries }) => code !== 'WORKER_CRASHED' || recoveries !== 3)).toEqual([]);
      for (const probe of workers) expect(await probe.stop('SIGTERM')).toBe(0);
    },
    300_000,
  );

  it('is ended by the worker that is left, which takes over what the others ran', async () => {
    const [left, ...others] = await Promise.all([start(), start(), start()]);
    const id = await left.submit(
      Array.from({ length: STILL_AT_IT }, () => ({ sleep: 600 })),
      AT_ONCE,
    );
    await shared(WORKERS);
    for (const probe of others) await probe.stop('SIGKILL');
    expect(await checker.violations(new Map([[id ?? 0, STILL_AT_IT]]))).toEqual([]);
    expect(await left.stop('SIGTERM')).toBe(0);
  });

  it('is given back by a worker that stops, without counting a recovery', async () => {
    // A busy machine may let a process rest for longer than the short lease of the other tests.
    const [first, second] = await Promise.all([start({ LEASE_SECONDS: '30' }), start({ LEASE_SECONDS: '30' })]);
    const id = await first.submit(
      Array.from({ length: STILL_AT_IT }, () => ({ sleep: 600 })),
      AT_ONCE,
    );
    await shared(2);
    expect(await first.stop('SIGTERM')).toBe(0);
    expect(await checker.violations(new Map([[id ?? 0, STILL_AT_IT]]))).toEqual([]);
    const tries = 'SELECT attempts, recoveries, count(*)::int AS n FROM batch_items GROUP BY 1, 2';
    expect(await database.query(tries)).toEqual([{ attempts: 1, recoveries: 0, n: STILL_AT_IT }]);
    expect(await second.stop('SIGTERM')).toBe(0);
  });
});
