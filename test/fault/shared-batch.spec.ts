import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { Gate, ResultChecker, Probe, probeDatabase } from '../support/probe.js';
import type { ProbeInput } from '../support/probe-host.js';
import { FUZZ_SEED } from '../support/fuzz-seed.js';

/** Runs, with another seed each, and items of the batch; the long form is in docs/architecture/testing.md. */
const RUNS = Number(process.env['SHARED_BATCH_RUNS'] ?? 1);
const ITEMS = Number(process.env['SHARED_BATCH_ITEMS'] ?? 1000);
/** Long enough for a busy machine; a batch that does not end fails before. */
const DEADLINE_MS = 240_000 + ITEMS * 30;
const WORKERS = 3;
/** Short lives are more frequent than long ones. */
const SHORTEST_LIFE_MS = 500;
const LONGEST_LIFE_MS = ITEMS > 1000 ? 20_000 : 3_500;
/** Less than the slots of all workers, and more than those of one. */
const AT_ONCE = 50;
const SLOTS = '20';
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

/** What each one answers until all is over; when one fails, that is the end for the others, too. */
async function allUntilOneEnds<One, T>(
  over: Promise<unknown>,
  ones: readonly One[],
  work: (until: Promise<unknown>, one: One, n: number) => Promise<T>,
): Promise<readonly T[]> {
  const end = new AbortController();
  const until = Promise.race([over, once(end.signal, 'abort')]);
  const works = ones.map((one, n) => work(until, one, n).finally(() => end.abort()));
  await Promise.allSettled(works);
  return Promise.all(works);
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

  /** Kills a worker at random times, each time followed by another, until the end; answers how often. */
  async function killUntil(
    over: Promise<unknown>,
    worker: Probe,
    random: () => number,
    killed: () => void,
  ): Promise<number> {
    for (let [kills, living] = [0, worker]; ; kills += 1) {
      const life = delay(SHORTEST_LIFE_MS + random() ** 2 * LONGEST_LIFE_MS, 'killed', { ref: false });
      if ((await Promise.race([over, life])) !== 'killed') {
        expect(await living.stop('SIGTERM')).toBe(0);
        return kills;
      }
      await living.stop('SIGKILL');
      killed();
      living = await start();
    }
  }

  it.each(Array.from({ length: RUNS }, (_, n) => FUZZ_SEED + n))(
    'loses and doubles nothing when its workers are killed at random until it ends, with seed %i',
    async (seed) => {
      const random = randomOf(seed);
      const workers = await Promise.all(Array.from({ length: WORKERS }, () => start()));
      const inputs = Array.from({ length: ITEMS }, (): ProbeInput => ({ sleep: Math.floor(random() * 400) }));
      // However fast the others are, the batch does not end before somebody was killed.
      const gate = new Gate();
      const id = await workers[0]?.submit([{ until: gate.file }, ...inputs.slice(1)], AT_ONCE, { timeoutMs: 60_000 });
      if (id === undefined) throw new Error('The submission failed.');
      await shared(2);
      const over = eventually('all items end', async () => (await endedCount()) === ITEMS, DEADLINE_MS);
      const kills = await allUntilOneEnds(over, workers, (until, one, n) =>
        killUntil(until, one, randomOf(seed * WORKERS + n), () => gate.open()),
      );
      expect(Math.max(...kills)).toBeGreaterThan(0);
      expect(await checker.violations(new Map([[id, ITEMS]]))).toEqual([]);
      expect(checker.samples).toBeGreaterThan(10);
      const failed = await database.query(
        `SELECT DISTINCT error ->> 'code' AS code, recoveries FROM batch_items WHERE status <> 'succeeded'`,
      );
      expect(failed.filter(({ code, recoveries }) => code !== 'WORKER_CRASHED' || recoveries !== 3)).toEqual([]);
      if (RUNS > 1) await tell(seed, kills);
    },
    DEADLINE_MS + 60_000,
  );

  /** A line of the long form. */
  async function tell(seed: number, kills: readonly number[]): Promise<void> {
    const [row] = await database.query(
      `SELECT count(*) FILTER (WHERE recoveries > 0)::int AS charged, count(*) FILTER (WHERE status = 'failed')::int AS failed,
              round(extract(epoch FROM max(ended_at) - min(started_at)), 1)::float8 AS seconds FROM batch_items`,
    );
    process.stdout.write(
      `seed ${seed}: ${kills.join(' + ')} kills in ${String(row?.['seconds'])} s, ${String(row?.['charged'])} items charged, ` +
        `${String(row?.['failed'])} failed after three crashes, ${checker.samples} samples\n`,
    );
  }

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
