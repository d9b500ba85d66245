import type { DataSource, EntityManager } from 'typeorm';
import { AppConfig } from '../../src/platform/config/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { post, run, type Statement } from '../../src/platform/database/statement.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { createDatabase } from '../support/postgres.js';

const UNIQUE_VIOLATION = '23505';

const ADD: Statement = { name: 'add_number', text: 'INSERT INTO numbers (n) VALUES ($1)' };
const COUNT: Statement = { name: 'count_numbers', text: 'SELECT count(*)::int AS n FROM numbers' };

/** Of the embedded database's own client, which cannot be loaded here, the services of the other tests tell. */
describe('A transaction', () => {
  let dataSource: DataSource;
  let unitOfWork: UnitOfWork;
  beforeAll(async () => {
    const { url } = await createDatabase();
    dataSource = await createDataSource(AppConfig.parse({ DATABASE_URL: url, SECRET_KEY: 'x'.repeat(40) }));
    await dataSource.initialize();
    await dataSource.query('CREATE TABLE numbers (n integer PRIMARY KEY)');
    unitOfWork = new UnitOfWork(dataSource);
  });
  beforeEach(() => dataSource.query('TRUNCATE numbers'));
  afterAll(() => dataSource.destroy());

  const count = (): Promise<number> =>
    unitOfWork.run(async (tx) => (await run<{ n: number }>(COUNT, [], tx)).rows[0]?.n ?? -1);

  it('stores what was sent without waiting for an answer', async () => {
    await unitOfWork.run((tx) => post(ADD, [1], tx));
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
    await twice((tx) => post(ADD, [1], tx));
    await twice((tx) => run(ADD, [1], tx));
  });

  it('throws when the work kept a failure to itself, for nothing was stored', async () => {
    const deaf = unitOfWork.run(async (tx) => {
      await run(ADD, [1], tx);
      await run(ADD, [1], tx).catch(() => undefined);
    });
    await expect(deaf).rejects.toThrow('A statement of the transaction failed and the work went on without it.');
    expect(await count()).toBe(0);
  });

  it('leaves the connection as it found it', async () => {
    await expect(unitOfWork.run((tx) => post(ADD, [null], tx))).rejects.toMatchObject({ code: '23502' });
    await unitOfWork.run((tx) => post(ADD, [2], tx));
    expect(await count()).toBe(1);
  });
});
