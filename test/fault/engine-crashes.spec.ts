import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { ResultChecker, Probe, probeDatabase } from '../support/probe.js';
import type { ProbeInput } from '../support/probe-host.js';

const many = (count: number, input: ProbeInput = {}): ProbeInput[] => Array.from({ length: count }, () => input);
const acked = (...batches: readonly (readonly [number | undefined, number])[]): Map<number, number> =>
  new Map(batches.flatMap(([id, count]) => (id === undefined ? [] : [[id, count] as const])));
const statusOf = async (database: TestDatabase, id: number | undefined): Promise<unknown> =>
  (await database.query('SELECT status FROM batches WHERE id = $1', [id]))[0]?.['status'];

/** Items that five at once still work on when a busy machine looks at them seconds late. */
const STILL_AT_IT = 150;
/** A lease that a process keeps although a busy machine lets it rest for seconds. */
const LONG_LEASE = { LEASE_SECONDS: '30' };

describe('A worker that dies', () => {
  let database: TestDatabase;
  let checker: ResultChecker;
  beforeEach(async () => {
    database = await probeDatabase();
    checker = ResultChecker.watch(database);
  });

  const POINTS = ['submit.before_commit', 'submit.after_commit', 'claim.after_commit', 'group_commit.before_save:2'];
  it.each([...POINTS, 'group_commit.before_commit:2', 'group_commit.after_commit:2'])(
    'at %s leaves nothing lost and nothing twice',
    async (point) => {
      const killed = await Probe.start(database, { CRASH_AT: point });
      const first = await killed.submit(many(60, { sleep: 20 }));
      expect(await killed.exited).toBe('SIGKILL');
      const survivor = await Probe.start(database);
      const second = await survivor.submit(many(3));
      expect(await checker.violations(acked([first, 60], [second, 3]))).toEqual([]);
      const [row] = await database.query(`SELECT count(*)::int AS n FROM batches`);
      expect(row?.['n']).toBe(point === 'submit.before_commit' ? 1 : 2);
      await survivor.stop('SIGTERM');
    },
    120_000,
  );

  it.each(['cancel.before_commit', 'cancel.after_commit'])(
    'at %s has cancelled all or nothing',
    async (point) => {
      const killed = await Probe.start(database, { CRASH_AT: point });
      const id = await killed.submit(many(STILL_AT_IT, { sleep: 200 }), 5);
      await eventually('some run', async () => (await database.query('SELECT FROM probe_effects')).length > 0);
      expect(await killed.control('cancel', id ?? 0)).toBe(false);
      const survivor = await Probe.start(database);
      expect(await checker.violations(acked([id, STILL_AT_IT]))).toEqual([]);
      expect(await statusOf(database, id)).toBe(point === 'cancel.before_commit' ? 'completed' : 'cancelled');
      await survivor.stop('SIGTERM');
    },
    120_000,
  );

  it('at release.after_commit leaves its batch to another worker that polls when its parked item may run', async () => {
    const killed = await Probe.start(database, { CRASH_AT: 'release.after_commit', ...LONG_LEASE });
    const id = await killed.submit([{}, { fail: 'CONNECT_FAILED' }]);
    expect(await killed.exited).toBe('SIGKILL');
    expect(await database.query('SELECT status, workers, wake_at IS NULL AS is_awake FROM batches')).toEqual([
      { status: 'processing', workers: 0, is_awake: false },
    ]);
    const survivor = await Probe.start(database, LONG_LEASE);
    expect(await checker.violations(acked([id, 2]))).toEqual([]);
    expect(await database.query('SELECT status, attempts, recoveries FROM batch_items ORDER BY index')).toEqual([
      { status: 'succeeded', attempts: 1, recoveries: 0 },
      { status: 'failed', attempts: 3, recoveries: 0 },
    ]);
    await survivor.stop('SIGTERM');
  });

  it('at reconcile.before_wakeup, having found a dead worker’s batch, leaves it to the next worker that polls', async () => {
    const worker = await Probe.start(database);
    const id = await worker.submit(many(STILL_AT_IT, { sleep: 200 }), 5);
    await eventually('some are done', async () => (await database.query('SELECT FROM probe_effects')).length > 0);
    await worker.stop('SIGKILL');
    const finder = await Probe.start(database, { CRASH_AT: 'reconcile.before_wakeup' });
    expect(await finder.exited).toBe('SIGKILL');
    expect(await statusOf(database, id)).toBe('processing');
    const survivor = await Probe.start(database);
    expect(await checker.violations(acked([id, STILL_AT_IT]))).toEqual([]);
    await survivor.stop('SIGTERM');
  });

  it('because of an item takes no neighbour with it; the item fails after three deaths', async () => {
    let isOver = false;
    let deaths = 0;
    const supervise = async (): Promise<void> => {
      for (let probe = await Probe.start(database); !isOver; probe = await Probe.start(database)) {
        if ((await Promise.race([probe.exited, ended.then(() => 'over')])) === 'over') await probe.stop('SIGTERM');
        else deaths += 1;
      }
    };
    const submitter = await Probe.start(database);
    const id = await submitter.submit([...many(10, { sleep: 50 }), { crash: true }, ...many(10, { sleep: 50 })]);
    let tellEnded: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (tellEnded = resolve));
    const supervised = supervise();
    const faults = await checker.violations(acked([id, 21]), 100_000);
    isOver = true;
    tellEnded();
    await supervised;
    expect(faults).toEqual([]);
    const rows = await database.query(
      `SELECT index, status, error ->> 'code' AS code, recoveries FROM batch_items WHERE status <> 'succeeded'`,
    );
    expect(rows).toEqual([{ index: 10, status: 'failed', code: 'WORKER_CRASHED', recoveries: 3 }]);
    expect(deaths).toBeGreaterThanOrEqual(2);
  });
});
