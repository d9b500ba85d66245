import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { ControlStore } from '../../src/batch/control/control-store.js';
import { LeaseStore } from '../../src/batch/engine/lease-store.js';
import {
  BATCH_CHANGES,
  BATCH_STATUSES,
  type BatchChange,
  type BatchStatus,
  type ItemStatus,
} from '../../src/batch/model/batch-status.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { TestDatabase } from '../support/postgres.js';
import { probeDatabase } from '../support/probe.js';
import { openEngine } from '../support/probe-host.js';
import { temporaryDirectory } from '../support/run-directory.js';

/** The items of a batch in each state. */
const ITEMS: Readonly<Record<BatchStatus, readonly ItemStatus[]>> = {
  pending: ['pending'],
  processing: ['succeeded', 'pending'],
  paused: ['pending'],
  completed: ['succeeded'],
  partial: ['succeeded', 'failed'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};
const ALL_ENDED = { statuses: ['failed', 'cancelled', 'succeeded'] as const, codes: null, indexes: null, inputs: [] };

describe('A statement that changes the status of a batch', () => {
  let app: Awaited<ReturnType<typeof openEngine>>;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await probeDatabase();
    app = await openEngine(
      AppConfig.parse({
        DATABASE_URL: database.url,
        DATA_DIR: temporaryDirectory(),
        SECRET_KEY: 'the-secret-key-of-the-tests-0123456789',
        LOG_LEVEL: 'silent',
      }),
    );
  });
  afterAll(() => app.close());

  /** The only batch of the database. */
  const batchThatIs = async (status: BatchStatus, hasStarted: boolean): Promise<number> => {
    await database.query('DELETE FROM batches');
    const [row] = await database.query<{ id: number }>(
      `INSERT INTO batches (public_id, kind, owner_id, status, options, started_at)
       VALUES ($1, 'url_analysis', 1, 'processing', '{}', CASE WHEN $2 THEN now() END) RETURNING id::int`,
      [randomUUID(), hasStarted],
    );
    const id = row?.id ?? 0;
    await database.query(
      `INSERT INTO batch_items (batch_id, index, input, status, output, error, ended_at)
       SELECT $1, n - 1, '{}', s, CASE WHEN s = 'succeeded' THEN '{}'::jsonb END,
              CASE WHEN s IN ('failed', 'cancelled') THEN '{"code":"NOT_FOUND","message":""}'::jsonb END,
              CASE WHEN s <> 'pending' THEN now() END
         FROM unnest($2::text[]) WITH ORDINALITY AS r (s, n)`,
      [id, ITEMS[status]],
    );
    await database.query('UPDATE batches SET status = $2 WHERE id = $1', [id, status]);
    return id;
  };

  const STATEMENTS: Readonly<Record<BatchChange, (batchId: number, tx: EntityManager) => Promise<unknown>>> = {
    claim: (_, tx) => app.get(LeaseStore).claim(['url_analysis'], randomUUID(), true, tx),
    pause: (id, tx) => app.get(ControlStore).pause(id, tx),
    resume: (id, tx) => app.get(ControlStore).resume(id, tx),
    cancel: (id, tx) => app.get(ControlStore).cancel(id, null, tx),
    end: (id, tx) =>
      tx.query(
        `UPDATE batch_items SET status = 'failed', error = '{}', ended_at = now() WHERE batch_id = $1 AND status = 'pending'`,
        [id],
      ),
    retry: (id, tx) => app.get(ControlStore).reopen(id, ALL_ENDED, -1, tx),
  };

  const cases = (Object.keys(BATCH_CHANGES) as BatchChange[]).flatMap((change) =>
    // No statement guards the end: the trigger follows the items, and a claim comes before the first of them starts.
    BATCH_STATUSES.filter((status) => change !== 'end' || status !== 'pending').map(
      (status) => [change, status] as const,
    ),
  );

  it.each(cases)('makes the change %s of a batch that is %s, or not, as the table says', async (change, status) => {
    const { from, to }: { from: readonly BatchStatus[]; to: readonly BatchStatus[] } = BATCH_CHANGES[change];
    for (const hasStarted of [true, false]) {
      const id = await batchThatIs(status, hasStarted);
      await app.get(UnitOfWork).run((tx) => STATEMENTS[change](id, tx));
      const [row] = await database.query<{ status: BatchStatus }>('SELECT status FROM batches WHERE id = $1', [id]);
      expect(from.includes(status) ? to : [status]).toContain(row?.status);
    }
  });
});
