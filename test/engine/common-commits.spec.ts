import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { Gate, probeDatabase, ResultChecker } from '../support/probe.js';
import type { ProbeInput } from '../support/probe-host.js';
import { RunningEngine } from '../support/running-engine.js';

const BATCHES = 8;

describe('Batches of one process that commit at the same time', () => {
  let database: TestDatabase;
  let engine: RunningEngine;
  beforeEach(async () => {
    database = await probeDatabase();
    engine = await RunningEngine.start(database.url, { WORKER_BATCHES: String(BATCHES + 1), LEASE_SECONDS: '30' });
  });
  afterEach(() => engine.stop());

  /** Batches with so many such items each. */
  const submit = (items: number, input: ProbeInput = {}): Promise<readonly number[]> =>
    Promise.all(
      Array.from({ length: BATCHES }, () =>
        engine.submit(
          Array.from({ length: items }, () => input),
          20,
        ),
      ),
    );
  const statusOf = async (ids: readonly number[]): Promise<readonly string[]> =>
    (await database.query<{ status: string }>('SELECT status FROM batches WHERE id = ANY ($1) ORDER BY id', [ids])).map(
      ({ status }) => status,
    );
  const haveEnded = async (ids: readonly number[]): Promise<boolean> =>
    (await statusOf(ids)).every((status) => status !== 'pending' && status !== 'processing');
  const ended = (ids: readonly number[]): Promise<true> => eventually('they have ended', () => haveEnded(ids));

  it('share transactions, and each item has its outcome once', async () => {
    const checker = ResultChecker.watch(database);
    const ids = await submit(200);
    expect(await checker.violations(new Map(ids.map((id) => [id, 200])))).toEqual([]);
    const shared = await database.query(
      'SELECT FROM probe_effects GROUP BY probe_effects.xmin::text HAVING count(DISTINCT batch_id) > 1',
    );
    expect(shared.length).toBeGreaterThan(0);
  });

  it('do not wait for one of them that somebody has locked', async () => {
    const gate = new Gate();
    const ids = await submit(20, { until: gate.file });
    await eventually('all of them run', () => engine.load.items === BATCHES * 20);
    const [locked, ...others] = ids;
    await database.session(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM batches WHERE id = $1 FOR UPDATE', [locked]);
      gate.open();
      await ended(others);
      await client.query('COMMIT');
    });
    await ended(ids);
    expect(await statusOf(ids)).toEqual(ids.map(() => 'completed'));
  });

  it('do not wait for one whose rows wait for a lock, and keep their leases', async () => {
    const gate = new Gate();
    await database.query('CREATE UNIQUE INDEX ON probe_effects (batch_id, index)');
    const ids = await submit(20, { until: gate.file });
    await eventually('all of them run', () => engine.load.items === BATCHES * 20);
    const [blocked, ...others] = ids;
    await database.session(async (client) => {
      await client.query('BEGIN');
      await client.query('INSERT INTO probe_effects (batch_id, index) SELECT $1, n FROM generate_series(0, 19) n', [
        blocked,
      ]);
      gate.open();
      // Less than the time that a statement waits for a lock in a transaction of its own.
      await eventually('the others have ended', () => haveEnded(others), 4000);
      expect(await statusOf([blocked ?? 0])).toEqual(['processing']);
      await client.query('ROLLBACK');
    });
    await ended(ids);
    expect(await statusOf(ids)).toEqual(ids.map(() => 'completed'));
    expect(await database.query('SELECT FROM batch_items WHERE attempts <> 1 OR recoveries <> 0')).toEqual([]);
  });

  it('answer for their own refused rows only', async () => {
    const gate = new Gate();
    const ids = await submit(19, { until: gate.file });
    const refused = await engine.submit(
      Array.from({ length: 5 }, () => ({ until: gate.file, refuse: true as const })),
      20,
    );
    gate.open();
    await ended([...ids, refused]);
    expect(await statusOf([...ids, refused])).toEqual([...ids.map(() => 'completed'), 'failed']);
    const rows = await database.query(
      `SELECT status, attempts, error ->> 'code' AS code, count(*)::int AS n FROM batch_items GROUP BY 1, 2, 3 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { status: 'failed', attempts: 1, code: 'SAVE_FAILED', n: 5 },
      { status: 'succeeded', attempts: 1, code: null, n: 19 * BATCHES },
    ]);
    expect(await database.query('SELECT FROM probe_effects')).toHaveLength(19 * BATCHES);
  });
});
