import { DatabaseGate } from '../support/database-gate.js';
import { eventually, within } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { ResultChecker, probeDatabase } from '../support/probe.js';
import { RunningEngine } from '../support/running-engine.js';

/** The next `left` times an item becomes running its statement fails as on a server that goes down. */
const FAILING_STARTS = `
  CREATE TABLE failing_starts (left_over integer NOT NULL);
  CREATE SEQUENCE failed_starts;
  CREATE FUNCTION fail_start() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF nextval('failed_starts') <= (SELECT left_over FROM failing_starts) THEN
      RAISE EXCEPTION 'terminating connection due to administrator command' USING ERRCODE = '57P01';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER fail_start BEFORE UPDATE ON batch_items FOR EACH ROW WHEN (NEW.status = 'running') EXECUTE FUNCTION fail_start();
`;

const statuses = async (database: TestDatabase): Promise<readonly string[]> =>
  (await database.query<{ status: string }>('SELECT status FROM batches ORDER BY id')).map(({ status }) => status);

describe('A database error while an item takes the whole process', () => {
  it('gives the process back to the others', async () => {
    const database = await probeDatabase();
    const engine = await RunningEngine.open(database.url);
    await engine.submit([{}]);
    // As if two workers had died with it.
    await database.query(`UPDATE batch_items SET recoveries = 2`);
    await database.query(`UPDATE batches SET started_at = now(), status = 'processing'`);
    await database.query(`${FAILING_STARTS} INSERT INTO failing_starts VALUES (1)`);
    const worker = await RunningEngine.start(database.url);
    await eventually(
      'the error has happened',
      async () => (await database.query('SELECT FROM failed_starts WHERE is_called')).length > 0,
    );
    await engine.submit([{}, {}]);
    await eventually('both batches end', async () =>
      (await statuses(database)).every((status) => status === 'completed'),
    );
    await Promise.all([worker.stop(), engine.stop()]);
  });
});

const many = (count: number, sleep: number): { readonly sleep: number }[] =>
  Array.from({ length: count }, () => ({ sleep }));

describe('An outage of the database', () => {
  let database: TestDatabase;
  let gate: DatabaseGate;
  beforeEach(async () => {
    database = await probeDatabase();
    gate = await DatabaseGate.open(database.url);
  });
  afterEach(() => gate.cut());

  const running = (count: number) =>
    eventually(
      'items run',
      async () => (await database.query(`SELECT FROM batch_items WHERE status = 'running'`)).length >= count,
    );
  const tries = () =>
    database.query(
      `SELECT status, attempts, recoveries, count(*)::int AS n FROM batch_items GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    );

  /** What becomes of the server. */
  const OUTAGES = [
    ['is gone', (of: DatabaseGate) => of.cut()],
    ['falls silent', (of: DatabaseGate) => Promise.resolve(of.silence())],
  ] as const;

  it.each(OUTAGES)(
    'in which the server %s keeps the results in hand, which are recorded once it is over',
    async (_, begin) => {
      const engine = await RunningEngine.start(gate.url, { LEASE_SECONDS: '30' });
      const checker = ResultChecker.watch(database);
      const id = await engine.submit(many(30, 300), 20);
      await running(20);
      await begin(gate);
      await eventually('all items have ended in the process', () => engine.load.items === 0);
      await gate.restore();
      expect(await checker.violations(new Map([[id, 30]]))).toEqual([]);
      expect(await tries()).toEqual([{ status: 'succeeded', attempts: 1, recoveries: 0, n: 30 }]);
      await engine.stop();
    },
  );

  it.each(OUTAGES)(
    'in which the server %s charges no attempt when it lasts until the worker gives its leases up',
    async (_, begin) => {
      // Longer than usual: a worker that a busy machine keeps from extending its lease in time would be charged.
      const engine = await RunningEngine.start(gate.url, { LEASE_SECONDS: '15' });
      const checker = ResultChecker.watch(database);
      const ids = await Promise.all([1, 2, 3].map(() => engine.submit(many(20, 200), 10)));
      await running(20);
      await begin(gate);
      await eventually('the leases are given up', () => engine.load.batches === 0, 60_000);
      await gate.restore();
      expect(await checker.violations(new Map(ids.map((id) => [id, 20])))).toEqual([]);
      expect(await tries()).toEqual([{ status: 'succeeded', attempts: 1, recoveries: 0, n: 60 }]);
      await engine.stop();
    },
  );

  it.each([
    ['one batch', 1],
    ['eight batches that share transactions', 8],
  ])('takes back the items of %s that a commit has started whose answer was lost', async (_, batches) => {
    const engine = await RunningEngine.start(gate.url, { LEASE_SECONDS: '30' });
    const checker = ResultChecker.watch(database);
    const ids = await Promise.all(Array.from({ length: batches }, () => engine.submit(many(300, 20), 10)));
    await running(batches);
    for (let round = 0; round < 3; round += 1)
      await within('a commit is lost', 30_000, gate.loseCommitAfter('record_and_start_items'));
    expect(await checker.violations(new Map(ids.map((id) => [id, 300])))).toEqual([]);
    expect(await tries()).toEqual([{ status: 'succeeded', attempts: 1, recoveries: 0, n: 300 * batches }]);
    await engine.stop();
  });
});

describe('A result whose rows the database refuses', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await probeDatabase();
  });

  const ended = (batchId: number) =>
    eventually('the batch ends', async () => {
      const [row] = await database.query<{ status: string }>(
        'SELECT status FROM batches WHERE id = $1 AND completed_at IS NOT NULL',
        [batchId],
      );
      return row?.status;
    });
  const items = (batchId: number) =>
    database.query(`SELECT status, error ->> 'code' AS code FROM batch_items WHERE batch_id = $1 ORDER BY index`, [
      batchId,
    ]);

  it('makes the last event of its batch tell what the batch says, and tells of the failed item', async () => {
    await database.query(
      `INSERT INTO users (id, name, email, role) OVERRIDING SYSTEM VALUE VALUES (1, 'Ana', 'ana@x.test', 'client') ON CONFLICT DO NOTHING`,
    );
    await database.query(
      `INSERT INTO webhook_endpoints (id, owner_id, url, events, secret)
       VALUES (gen_random_uuid(), 1, 'http://127.0.0.1:9/', '{batch.items_failed,batch.failed,batch.partial,batch.completed}', '')`,
    );
    const engine = await RunningEngine.start(database.url);
    const id = await engine.submit([{ refuse: true }]);
    expect(await ended(id)).toBe('failed');
    expect(await items(id)).toEqual([{ status: 'failed', code: 'SAVE_FAILED' }]);
    const [last] = await database.query('SELECT type FROM batch_events WHERE batch_id = $1 ORDER BY id DESC LIMIT 1', [
      id,
    ]);
    expect(last).toEqual({ type: 'failed' });
    const told = await database.query<{ event: string }>('SELECT event FROM webhook_deliveries ORDER BY id');
    expect(told.map(({ event }) => event)).toEqual(['batch.items_failed', 'batch.failed']);
    await engine.stop();
  });

  it('ends when its item has killed its worker too often, and stops no other batch', async () => {
    const client = await RunningEngine.open(database.url);
    const poison = await client.submit([{ refuse: true }]);
    // As three workers leave it that died.
    await database.query(`UPDATE batch_items SET status = 'running', recoveries = 2, attempts = 3`);
    await database.query(
      `INSERT INTO batch_leases (batch_id, worker_id, token, lease_until, running)
       SELECT id, gen_random_uuid(), 3, now() - interval '1 minute', '{0}' FROM batches`,
    );
    await database.query(`UPDATE batches SET status = 'processing', started_at = now(), lease_token = 3`);
    const other = await client.submit([{}]);
    const engine = await RunningEngine.start(database.url);
    expect(await ended(other)).toBe('completed');
    expect(await ended(poison)).toBe('failed');
    expect(await items(poison)).toEqual([{ status: 'failed', code: 'WORKER_CRASHED' }]);
    await Promise.all([engine.stop(), client.stop()]);
  });
});
