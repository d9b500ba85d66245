import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { IdempotencyStore } from '../../src/batch/submit/idempotency-store.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { AppError } from '../../src/platform/errors/app-error.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

const ROUTE = 'POST /test';
const BODY_HASH = Buffer.alloc(32, 1);

/** Two pools stand for two API processes: what one holds, the other sees in the database only. */
describe('An Idempotency-Key', () => {
  const store = new IdempotencyStore();
  let database: TestDatabase;
  let pools: DataSource[];
  let processes: UnitOfWork[];
  let ownerId: number;
  let batchId: number;

  beforeAll(async () => {
    database = await createDatabase();
    const config = AppConfig.parse({ DATABASE_URL: database.url, SECRET_KEY: 'x'.repeat(40) });
    pools = await Promise.all([createDataSource(config), createDataSource(config)]);
    await Promise.all(pools.map((pool) => pool.initialize()));
    processes = pools.map((pool) => new UnitOfWork(pool));
    await database.query('CREATE TABLE effects (key text NOT NULL, caller integer NOT NULL)');
    const [user] = await database.query<{ id: string }>('SELECT id FROM users ORDER BY id LIMIT 1');
    ownerId = Number(user?.id);
    const [batch] = await database.query<{ id: string }>(
      `INSERT INTO batches (public_id, kind, owner_id, options) VALUES ('idempotency', 'operations', $1, '{}') RETURNING id`,
      [ownerId],
    );
    batchId = Number(batch?.id);
  });
  beforeEach(() => database.query('TRUNCATE effects, idempotency_keys'));
  afterAll(() => Promise.all(pools.map((pool) => pool.destroy())));

  /** One request: takes the key, has its effect and stores its response; or returns the stored response. */
  const submit = (process: UnitOfWork, key: string, caller: number, between?: () => Promise<void>): Promise<number> =>
    process.run(async (tx: EntityManager) => {
      const idempotency = { key, route: ROUTE, bodyHash: BODY_HASH };
      const earlier = await store.claim(ownerId, idempotency, tx);
      if (earlier !== undefined) return (earlier.body as { caller: number }).caller;
      await tx.query('INSERT INTO effects VALUES ($1, $2)', [key, caller]);
      await between?.();
      await store.store(ownerId, idempotency, batchId, { status: 200, body: { caller } }, tx);
      return caller;
    });

  const untilAnswered = async (process: UnitOfWork, key: string, caller: number): Promise<number> => {
    for (;;) {
      try {
        return await submit(process, key, caller);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'IDEMPOTENCY_IN_PROGRESS') throw error;
        await delay(Math.random());
      }
    }
  };

  it('has one effect and one answer when 12 callers of two processes repeat it until it is answered', async () => {
    for (let key = 0; key < 60; key += 1) {
      const callers = Array.from({ length: 12 }, (_, n) => n);
      const answers = await Promise.all(
        callers.map((n) => untilAnswered(processes[n % 2] as UnitOfWork, `k-${key}`, n)),
      );
      const [first, ...others] = new Set(answers);
      expect({ key, others }).toEqual({ key, others: [] });
      expect(await database.query('SELECT caller FROM effects WHERE key = $1', [`k-${key}`])).toEqual([
        { caller: first },
      ]);
    }
  });

  it('never overwrites a stored response that is still valid: the effect is undone and the request gets that response', async () => {
    const storedByAnother = async (): Promise<void> => {
      await database.query(
        `INSERT INTO idempotency_keys (owner_id, route, key_hash, body_hash, batch_id, status_code, reply)
         VALUES ($1, $2, sha256('raced'), $3, $4, 200, '{"caller":99}') ON CONFLICT DO NOTHING`,
        [ownerId, ROUTE, BODY_HASH, batchId],
      );
    };
    expect(await submit(processes[0] as UnitOfWork, 'raced', 1, storedByAnother)).toBe(99);
    expect(await database.query('SELECT * FROM effects')).toEqual([]);
  });

  it('is free again after 24 hours', async () => {
    await submit(processes[0] as UnitOfWork, 'old', 1);
    await database.query(`UPDATE idempotency_keys SET created_at = created_at - interval '24 hours'`);
    expect(await submit(processes[1] as UnitOfWork, 'old', 2)).toBe(2);
    expect(await submit(processes[0] as UnitOfWork, 'old', 3)).toBe(2);
  });
});
