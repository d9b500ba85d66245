import type { DataSource, EntityManager } from 'typeorm';
import { AppConfig } from '../../src/platform/config/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { sendWithoutWaiting, run, type Statement } from '../../src/platform/database/statement.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { eventually } from '../support/eventually.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';
import { errorResponse, PostgresRelay } from '../support/postgres-relay.js';

const UNIQUE_VIOLATION = '23505';

const ADD: Statement = { name: 'add_number', text: 'INSERT INTO numbers (n) VALUES ($1)' };
const COUNT: Statement = { name: 'count_numbers', text: 'SELECT count(*)::int AS n FROM numbers' };

/** Of the embedded database's own client, which cannot be loaded here, the services of the other tests tell. */
describe('A transaction', () => {
  let database: TestDatabase;
  let relay: PostgresRelay;
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;
  beforeAll(async () => {
    database = await createDatabase();
    relay = await PostgresRelay.open(database.url);
    dataSource = await createDataSource(AppConfig.parse({ DATABASE_URL: relay.url, SECRET_KEY: 'x'.repeat(40) }));
    await dataSource.initialize();
    await dataSource.query('CREATE TABLE numbers (n integer PRIMARY KEY)');
    unitOfWork = new UnitOfWork(dataSource);
  });
  beforeEach(() => dataSource.query('TRUNCATE numbers'));
  afterAll(async () => {
    await dataSource.destroy();
    await relay.close();
  });

  const count = (): Promise<number> =>
    unitOfWork.run(async (tx) => (await run<{ n: number }>(COUNT, [], tx)).rows[0]?.n ?? -1);

  it('stores what was sent without waiting for an answer', async () => {
    await unitOfWork.run((tx) => sendWithoutWaiting(ADD, [1], tx));
    expect(await count()).toBe(1);
  });

  it('stores nothing and throws the cause when the last statement fails, answer or not', async () => {
    const twice = async (last: (tx: EntityManager) => Promise<unknown>): Promise<void> => {
      await expect(
        unitOfWork.run(async (tx) => {
          await run(ADD, [1], tx);
          await last(tx);
        }),
      ).rejects.toMatchObject({ code: UNIQUE_VIOLATION });
      expect(await count()).toBe(0);
    };
    await twice((tx) => sendWithoutWaiting(ADD, [1], tx));
    await twice((tx) => run(ADD, [1], tx));
  });

  it('throws when the work swallowed a failure, because nothing was stored', async () => {
    const deaf = unitOfWork.run(async (tx) => {
      await run(ADD, [1], tx);
      await run(ADD, [1], tx).catch(() => undefined);
    });
    await expect(deaf).rejects.toThrow('A statement of the transaction failed and a caller swallowed the error.');
    expect(await count()).toBe(0);
  });

  it('leaves the connection as it found it', async () => {
    await expect(unitOfWork.run((tx) => sendWithoutWaiting(ADD, [null], tx))).rejects.toMatchObject({ code: '23502' });
    await unitOfWork.run((tx) => sendWithoutWaiting(ADD, [2], tx));
    expect(await count()).toBe(1);
  });

  describe('that passes its deadline', () => {
    const OVERDUE = { code: 'OVERLOADED', status: 503 };

    it('is answered while its statement still runs', async () => {
      // Long enough that the statement has reached the server.
      const stuck = unitOfWork.run((tx) => tx.query('SELECT pg_sleep(60)'), 5000);
      await expect(stuck).rejects.toMatchObject(OVERDUE);
      const running = await database.query(
        `SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'`,
      );
      expect(running).toHaveLength(1);
    });

    it('stores nothing of what its work goes on to send', async () => {
      let goesOn: Promise<unknown> = Promise.resolve();
      const overdue = unitOfWork.run((tx) => {
        goesOn = (async () => {
          await run(ADD, [1], tx);
          await tx.query('SELECT pg_sleep(0.5)');
        })()
          .catch(() => undefined)
          .then(() => Promise.allSettled([tx.query('INSERT INTO numbers VALUES (2)'), run(ADD, [3], tx)]));
        return goesOn;
      }, 100);
      await expect(overdue).rejects.toMatchObject(OVERDUE);
      await goesOn;
      expect(await database.query('SELECT n FROM numbers')).toEqual([]);
    });

    it('frees its locks soon, and its connection is not used again', async () => {
      await database.query('INSERT INTO numbers VALUES (1)');
      const holder = unitOfWork.run(async (tx) => {
        await tx.query('UPDATE numbers SET n = 2');
        await new Promise(() => undefined);
      }, 100);
      await expect(holder).rejects.toMatchObject(OVERDUE);
      await unitOfWork.run((tx) => tx.query('UPDATE numbers SET n = 3'));
      expect(await count()).toBe(1);
    });
  });

  describe('whose COMMIT is not confirmed', () => {
    const UNCONFIRMED = {
      code: 'DATABASE_UNAVAILABLE',
      status: 503,
      message: expect.stringContaining('may have been'),
    };

    it('is reported as unconfirmed when the server stops responding, and is not retried', async () => {
      let tries = 0;
      relay.fault = { after: 'COMMIT', silence: true };
      const silent = unitOfWork.run(async (tx) => {
        tries += 1;
        await run(ADD, [7], tx);
        // No longer than a COMMIT is waited for anyway.
      }, 5000);
      await expect(silent).rejects.toMatchObject(UNCONFIRMED);
      expect(tries).toBe(1);
      await eventually('the server has stored it', async () => (await count()) === 1);
    });

    it('is reported as unconfirmed when the server crashes', async () => {
      relay.fault = { after: 'COMMIT', answer: errorResponse('FATAL', 'XX000', 'something unforeseen') };
      await expect(unitOfWork.run((tx) => run(ADD, [8], tx))).rejects.toMatchObject(UNCONFIRMED);
      await eventually('the server has stored it', async () => (await count()) === 1);
    });

    it('reports the reason when the server refused the COMMIT', async () => {
      await database.query('CREATE TABLE deferred (n integer UNIQUE DEFERRABLE INITIALLY DEFERRED)');
      const twice = unitOfWork.run((tx) => tx.query('INSERT INTO deferred VALUES (1), (1)'));
      await expect(twice).rejects.toMatchObject({ code: UNIQUE_VIOLATION });
    });
  });

  it('is given up, and its connection with it, when the server stops answering', async () => {
    relay.fault = { after: 'SELECT 4711', silence: true };
    await expect(unitOfWork.run((tx) => tx.query('SELECT 4711'), 300)).rejects.toMatchObject({ status: 503 });
    expect(await count()).toBe(0);
  });
});
