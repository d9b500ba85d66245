import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { ResultChecker, Probe, probeDatabase } from '../support/probe.js';
import type { ProbeInput } from '../support/probe-host.js';

const many = (count: number, input: ProbeInput = {}): ProbeInput[] => Array.from({ length: count }, () => input);
const acked = (...batches: readonly (readonly [number | undefined, number])[]): Map<number, number> =>
  new Map(batches.flatMap(([id, count]) => (id === undefined ? [] : [[id, count] as const])));

/** Items that five at once still work on when a busy machine looks at them seconds late. */
const STILL_AT_IT = 300;
/** A lease that a process keeps although a busy machine lets it rest for seconds. */
const LONG_LEASE = { LEASE_SECONDS: '30' };

describe('The engine', () => {
  let database: TestDatabase;
  let checker: ResultChecker;
  beforeEach(async () => {
    database = await probeDatabase();
    checker = ResultChecker.watch(database);
  });
  const effects = async (): Promise<number> => (await database.query('SELECT FROM probe_effects')).length;
  const outcomes = () =>
    database.query(
      `SELECT status, error ->> 'code' AS code, count(*)::int AS n, max(recoveries) AS recoveries
         FROM batch_items GROUP BY 1, 2 ORDER BY 1, 2`,
    );

  it('records nothing of a worker that was stopped beyond its lease and continued', async () => {
    const sleeper = await Probe.start(database);
    const id = await sleeper.submit(many(STILL_AT_IT, { sleep: 100 }), 5);
    await eventually('some are done', async () => (await effects()) > 5);
    sleeper.signal('SIGSTOP');
    const survivor = await Probe.start(database);
    await eventually(
      'the survivor has the batch',
      async () => (await database.query('SELECT FROM batches WHERE lease_token > 1')).length > 0,
      60_000,
    );
    sleeper.signal('SIGCONT');
    expect(await checker.violations(acked([id, STILL_AT_IT]))).toEqual([]);
    await Promise.all([sleeper.stop('SIGTERM'), survivor.stop('SIGTERM')]);
  });

  it('lets nothing end after a cancel, whenever it comes', async () => {
    const probe = await Probe.start(database);
    const rounds = Array.from({ length: 30 }, async (_, round) => {
      const id = await probe.submit(many(30, { sleep: (round * 7) % 40 }), 10);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 400));
      await probe.control('cancel', id ?? 0);
      return [id, 30] as const;
    });
    expect(await checker.violations(acked(...(await Promise.all(rounds))))).toEqual([]);
    expect((await database.query(`SELECT FROM batches WHERE status = 'cancelled'`)).length).toBeGreaterThan(0);
    expect(await probe.stop('SIGTERM')).toBe(0);
  });

  it('keeps a pause over a restart, and goes on after it', async () => {
    const first = await Probe.start(database);
    const id = (await first.submit(many(STILL_AT_IT, { sleep: 60 }), 5)) ?? 0;
    await eventually('some are done', async () => (await effects()) > 5);
    await first.control('pause', id);
    await first.stop('SIGKILL');
    const second = await Probe.start(database);
    const other = await second.submit(many(5));
    await eventually(
      'the other batch ends',
      async () => (await database.query(`SELECT FROM batches WHERE id = $1 AND status = 'completed'`, [other])).length,
      60_000,
    );
    expect(await database.query('SELECT status FROM batches WHERE id = $1', [id])).toEqual([{ status: 'paused' }]);
    await second.control('resume', id);
    expect(await checker.violations(acked([id, STILL_AT_IT], [other, 5]))).toEqual([]);
    await second.stop('SIGTERM');
  });

  it('ends an item that ignores its signal, and one whose result cannot be stored; their neighbours end well', async () => {
    const probe = await Probe.start(database, LONG_LEASE);
    const failing: ProbeInput[] = [{ sleepDespiteAbort: 60_000 }, { refuse: true }, { fail: 'NOT_FOUND' }];
    const id = await probe.submit([...many(20), ...failing, ...many(20)]);
    expect(await checker.violations(acked([id, 43]), 50_000)).toEqual([]);
    expect(await outcomes()).toEqual([
      { status: 'failed', code: 'NOT_FOUND', n: 1, recoveries: 0 },
      { status: 'failed', code: 'SAVE_FAILED', n: 1, recoveries: 0 },
      { status: 'failed', code: 'TIMEOUT', n: 1, recoveries: 0 },
      { status: 'succeeded', code: null, n: 40, recoveries: 0 },
    ]);
    await probe.stop('SIGKILL');
  });

  it('logs every try of an item once, over retries of the batch', async () => {
    const probe = await Probe.start(database);
    const [failing, fine] = [{ fail: 'CONNECT_FAILED' } as const, {}];
    const id = (await probe.submit([failing, fine])) ?? 0;
    const tries = async () =>
      (
        await database.query<{ log: { number: number; started_at: string }[] | null }>(
          'SELECT attempt_log AS log FROM batch_items ORDER BY index',
        )
      ).map(({ log }) => (log ?? []).map(({ number }) => number));
    expect(await checker.violations(acked([id, 2]))).toEqual([]);
    expect(await tries()).toEqual([[1, 2, 3], []]);
    expect(await probe.control('retry', id)).toBe(true);
    await eventually(
      'the batch ends again',
      async () => (await database.query('SELECT FROM batches WHERE completed_at IS NULL')).length === 0,
      60_000,
    );
    expect(await tries()).toEqual([[1, 2, 3, 4, 5, 6], []]);
    await probe.stop('SIGTERM');
  });

  it('gives everything back on SIGTERM without counting a recovery', async () => {
    const first = await Probe.start(database, LONG_LEASE);
    const id = await first.submit(many(STILL_AT_IT, { sleep: 100 }), 5);
    await eventually('some are done', async () => (await effects()) > 5);
    expect(await first.stop('SIGTERM')).toBe(0);
    const second = await Probe.start(database, LONG_LEASE);
    expect(await checker.violations(acked([id, STILL_AT_IT]))).toEqual([]);
    expect(await outcomes()).toEqual([{ status: 'succeeded', code: null, n: STILL_AT_IT, recoveries: 0 }]);
    await second.stop('SIGTERM');
  });
});
