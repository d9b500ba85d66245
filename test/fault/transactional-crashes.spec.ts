import { eventually } from '../support/eventually.js';
import type { TestDatabase } from '../support/postgres.js';
import { Probe, probeDatabase } from '../support/probe.js';
import type { TransactionalInput } from '../support/transactional-probe.js';

describe('An item of a transactional kind in a worker', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await probeDatabase();
    await database.query(
      `INSERT INTO users (id, name, email, role) OVERRIDING SYSTEM VALUE VALUES (1, 'Ana', 'ana@x.test', 'admin') ON CONFLICT DO NOTHING`,
    );
  });

  /** The poison among others of its chunk, and some of the next one. */
  const around = (poison: TransactionalInput): readonly TransactionalInput[] =>
    Array.from({ length: 60 }, (_, n) => (n === 3 ? poison : {}));
  const hasEnded = async (): Promise<boolean> =>
    (await database.query(`SELECT FROM batches WHERE completed_at IS NOT NULL`)).length > 0;
  const results = () =>
    database.query(
      `SELECT status, error ->> 'code' AS code, count(*)::integer AS n FROM batch_items GROUP BY 1, 2 ORDER BY n`,
    );

  it('fails after it has killed three workers, and no other item with it', async () => {
    let deaths = 0;
    let worker = await Probe.start(database);
    await worker.submitTransactional(around({ crash: true }));
    // Bounded, so that a poison that nobody stops ends the test.
    while (deaths < 5 && !(await hasEnded())) {
      const died = await Promise.race([
        worker.exited.then(() => true),
        eventually('the batch ends', hasEnded, 60_000).then(
          () => false,
          () => false,
        ),
      ]);
      if (!died) break;
      deaths += 1;
      worker = await Probe.start(database);
    }
    expect(deaths).toBe(3);
    expect(await results()).toEqual([
      { status: 'failed', code: 'WORKER_CRASHED', n: 1 },
      { status: 'succeeded', code: null, n: 59 },
    ]);
  });

  it('fails after its transaction took too long alone twice, and no other item with it', async () => {
    const worker = await Probe.start(database);
    await worker.submitTransactional(around({ slow: true }));
    await eventually('the batch ends', hasEnded, 60_000);
    expect(await results()).toEqual([
      { status: 'failed', code: 'TIMEOUT', n: 1 },
      { status: 'succeeded', code: null, n: 59 },
    ]);
  });
});
