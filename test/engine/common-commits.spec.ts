import { randomUUID } from 'node:crypto';
import type { Claim } from '../../src/batch/engine/leases.js';
import { ClockedEngine } from '../support/clocked-engine.js';
import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { Gate, probeDatabase, ResultChecker } from '../support/probe.js';
import type { ProbeInput } from '../support/probe-host.js';
import { RunningEngine } from '../support/running-engine.js';

const BATCHES = 8;
const WORKER = randomUUID();

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

  it('do not wait for one whose rows wait for a lock', async () => {
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
      // A transaction that is repeated as a whole would wait five times five seconds.
      await eventually('the others have ended', () => haveEnded(others), 20_000);
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

describe('A transaction of several batches', () => {
  let engine: ClockedEngine;
  let claims: readonly Claim[];
  beforeEach(async () => {
    engine = await ClockedEngine.open();
    await engine.database.query('CREATE UNIQUE INDEX ON probe_effects (batch_id, index)');
    for (let n = 0; n < 3; n += 1) await engine.submit(1, 1, 'normal', 1);
    const claimed: Claim[] = [];
    for (
      let claim = await engine.claim(WORKER, false);
      claim !== undefined;
      claim = await engine.claim(WORKER, false)
    ) {
      claimed.push(claim);
      await engine.commit(claim, { finished: [], running: 0, exclusive: false, mayPark: true, mayStart: true });
    }
    claims = claimed;
    expect(claims).toHaveLength(3);
  });
  afterEach(() => engine.close());

  const statuses = async (): Promise<readonly string[]> =>
    (await engine.database.query<{ status: string }>('SELECT status FROM batches ORDER BY id')).map(
      ({ status }) => status,
    );
  const middle = (): number => claims[1]?.batch.id ?? 0;

  it('ends them all', async () => {
    expect((await engine.commitTogether(claims)).map((result) => result?.succeeded)).toEqual([1, 1, 1]);
    expect(await statuses()).toEqual(['completed', 'completed', 'completed']);
  });

  it('leaves one out that is locked', async () => {
    const results = await engine.database.session(async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT FROM batches WHERE id = $1 FOR UPDATE', [middle()]);
      const results = await engine.commitTogether(claims);
      await client.query('ROLLBACK');
      return results;
    });
    expect(results.map((result) => result?.succeeded)).toEqual([1, undefined, 1]);
    expect(await statuses()).toEqual(['completed', 'processing', 'completed']);
  });

  it('says whose rows wait for a lock, and stores nothing', async () => {
    const failure = await engine.database.session(async (client) => {
      await client.query('BEGIN');
      await client.query('INSERT INTO probe_effects (batch_id, index) VALUES ($1, 0)', [middle()]);
      const failure = await engine.commitTogether(claims).catch((error: unknown) => error);
      await client.query('ROLLBACK');
      return failure;
    });
    expect(failure).toMatchObject({ nth: 1, reason: { code: '55P03' } });
    expect(await statuses()).toEqual(['processing', 'processing', 'processing']);
    expect(await engine.database.query('SELECT FROM probe_effects')).toEqual([]);
  });

  it('says whose rows are refused, and stores nothing', async () => {
    await engine.database.query(`ALTER TABLE probe_effects ADD CHECK (batch_id <> ${middle()})`);
    const failure = await engine.commitTogether(claims).catch((error: unknown) => error);
    expect(failure).toMatchObject({ nth: 1, reason: { code: '23514' } });
    expect(await statuses()).toEqual(['processing', 'processing', 'processing']);
  });

  it('says whose rows take too long, and keeps no batch locked', async () => {
    await engine.database.query(`
      CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;
      CREATE TRIGGER dawdle BEFORE INSERT ON probe_effects FOR EACH ROW WHEN (NEW.batch_id = ${middle()})
        EXECUTE FUNCTION dawdle();`);
    expect(await engine.commitTogether(claims).catch((error: unknown) => error)).toMatchObject({ nth: 1 });
    await eventually('the batches can be locked', () =>
      engine.database.query('SELECT FROM batches FOR UPDATE NOWAIT').then(
        () => true,
        () => false,
      ),
    );
    expect(await statuses()).toEqual(['processing', 'processing', 'processing']);
  });
});
