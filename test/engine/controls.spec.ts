import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { ControlStore } from '../../src/batch/control/control-store.js';
import { RetryStore } from '../../src/batch/control/retry-store.js';
import { LeaseStore } from '../../src/batch/engine/lease-store.js';
import {
  BATCH_CHANGES,
  BATCH_STATUSES,
  type BatchChange,
  type BatchStatus,
  type ItemStatus,
} from '../../src/batch/model/status/batch-status.js';
import { AppConfig } from '../../src/platform/config/config.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { SUBMITTER } from '../support/clocked-engine.js';
import type { TestDatabase } from '../support/postgres.js';
import { openEngine, type ProbeInput } from '../support/probe-host.js';
import { probeDatabase } from '../support/probe.js';
import { temporaryDirectory } from '../support/run-directory.js';
import { RunningEngine } from '../support/running-engine.js';

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
    retry: async (id, tx) => {
      await app.get(ControlStore).reopenBatch(id, tx);
      const found = await app.get(RetryStore).find(id, ALL_ENDED, -1, tx);
      await app.get(RetryStore).reopen(id, found, ALL_ENDED, tx);
    },
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

/** More than one piece of a control has. */
const MANY = 1200;

describe('A control whose process stops', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await probeDatabase();
  });

  /** A batch that nobody works on, cancelled. */
  async function cancelled(engine: RunningEngine): Promise<number> {
    const id = await engine.submit(Array.from({ length: MANY }, (): ProbeInput => ({})));
    await engine.control.cancel(id);
    return id;
  }
  /** Another process, to which what is left is old enough. */
  async function goOn(id: number): Promise<void> {
    await database.query(`UPDATE batches SET control_at = now() - interval '1 hour' WHERE id = $1`, [id]);
    const other = await RunningEngine.open(database.url);
    await other.finishControls();
    await other.stop();
  }

  it('leaves what it has not done to another one, each row of a file as its item', async () => {
    const engine = await RunningEngine.open(database.url);
    const id = await cancelled(engine);
    await database.query(
      `INSERT INTO batch_file_rows (batch_id, index, line, cells) SELECT $1, n, n + 2, '["before"]' FROM generate_series(0, ${MANY - 1}) n`,
      [id],
    );
    const corrections = async function* () {
      await Promise.resolve();
      yield Array.from({ length: MANY }, (_, index) => ({
        index,
        input: { sleep: 1 },
        line: index + 2,
        cells: '["after"]',
      }));
    };
    engine.control.onModuleDestroy();
    expect(await engine.control.retryOfFile(id, corrections, SUBMITTER)).toBe(1000);
    const states = () =>
      database.query(
        `SELECT i.status, r.cells, r.mended IS NOT NULL AS waits, i.input <> '{}' AS corrected, count(*)::integer AS n
           FROM batch_items i JOIN batch_file_rows r ON r.batch_id = i.batch_id AND r.index = i.index
          WHERE i.batch_id = $1 GROUP BY 1, 2, 3, 4 ORDER BY n`,
        [id],
      );
    expect(await states()).toEqual([
      { status: 'cancelled', cells: '["before"]', waits: true, corrected: false, n: 200 },
      { status: 'pending', cells: '["after"]', waits: false, corrected: true, n: 1000 },
    ]);
    await goOn(id);
    expect(await states()).toEqual([{ status: 'pending', cells: '["after"]', waits: false, corrected: true, n: MANY }]);
  });

  it('deletes what stands beside the items with them', async () => {
    const engine = await RunningEngine.open(database.url);
    const id = await cancelled(engine);
    await database.query('DELETE FROM batch_search WHERE batch_id = $1', [id]);
    await database.query(
      `INSERT INTO batch_search (batch_id, first_index, last_index, bits)
       SELECT $1, n, n + 9, decode(repeat('00', 8), 'hex') FROM generate_series(0, ${MANY - 1}, 10) n`,
      [id],
    );
    engine.control.onModuleDestroy();
    await engine.control.delete(id);
    const left = () =>
      database.query(
        `SELECT (SELECT count(*)::integer FROM batch_items WHERE batch_id = $1) AS items,
                (SELECT count(*)::integer FROM batch_search WHERE batch_id = $1) AS blocks,
                (SELECT count(*)::integer FROM batches WHERE id = $1) AS batches`,
        [id],
      );
    expect(await left()).toEqual([{ items: 200, blocks: 20, batches: 1 }]);
    await goOn(id);
    expect(await left()).toEqual([{ items: 0, blocks: 0, batches: 0 }]);
  });

  it('leaves a batch that it deletes as it ended, whichever of its items are gone', async () => {
    const engine = await RunningEngine.open(database.url);
    const id = await engine.submit(Array.from({ length: MANY }, (): ProbeInput => ({})));
    await database.query(
      `UPDATE batch_items SET ended_at = now(), (status, output, error) = (
         SELECT CASE WHEN failed THEN 'failed' ELSE 'succeeded' END, CASE WHEN NOT failed THEN '{}'::jsonb END,
                CASE WHEN failed THEN '{"code":"NOT_FOUND","message":""}'::jsonb END
           FROM (SELECT index < 1000 AS failed) r)`,
    );
    engine.control.onModuleDestroy();
    await engine.control.delete(id);
    expect(await database.query('SELECT status, total_count, succeeded_count, failed_count FROM batches')).toEqual([
      { status: 'partial', total_count: 200, succeeded_count: 200, failed_count: 0 },
    ]);
  });
});

/** More than one sweep takes up. */
const BROKEN = 11;

describe('Batches of which a control fails', () => {
  let database: TestDatabase;
  let engine: RunningEngine;
  let ids: readonly number[];
  beforeEach(async () => {
    database = await probeDatabase();
    engine = await RunningEngine.open(database.url);
    ids = await Promise.all(Array.from({ length: BROKEN + 1 }, () => engine.submit([{}])));
    // The last one is whole; of the others no item can be cancelled.
    await database.query(`
      CREATE FUNCTION break_cancel() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
      CREATE TRIGGER break_cancel BEFORE UPDATE ON batch_items FOR EACH ROW
        WHEN (NEW.batch_id <> ${ids.at(-1) ?? 0}) EXECUTE FUNCTION break_cancel()`);
  });

  const statuses = async (): Promise<readonly string[]> =>
    (
      await database.query<{ status: string }>(
        'SELECT status FROM batch_items WHERE batch_id = ANY($1) ORDER BY array_position($1::bigint[], batch_id)',
        [ids],
      )
    ).map(({ status }) => status);
  const PENDING = Array.from({ length: BROKEN }, () => 'pending');
  const sweep = async (times: number): Promise<void> => {
    for (let time = 0; time < times; time += 1) await engine.finishControls();
  };

  it('do not keep what stands behind them from being finished', async () => {
    await database.query(
      `UPDATE batches SET status = 'cancelled', pending_control = '{"do": "cancel"}', control_since = now(),
              control_at = now() - interval '1 hour' + array_position($1::bigint[], id) * interval '1 second'`,
      [ids],
    );
    await sweep(2);
    expect(await statuses()).toEqual([...PENDING, 'cancelled']);
    expect(
      await database.query(
        `SELECT FROM batches WHERE pending_control IS NOT NULL AND control_at > now() - interval '1 minute'`,
      ),
    ).toHaveLength(BROKEN);
  });

  it('do not keep batches from being ended that were not sealed in time', async () => {
    await database.query(
      `UPDATE batches SET seal_by = now() - interval '1 hour' + array_position($1::bigint[], id) * interval '1 second'`,
      [ids],
    );
    await sweep(2);
    expect(await statuses()).toEqual([...PENDING, 'cancelled']);
  });

  it('are taken up again until it succeeds', async () => {
    await database.query(
      `UPDATE batches SET seal_by = now() - interval '1 hour' + array_position($1::bigint[], id) * interval '1 second'`,
      [ids],
    );
    await sweep(2);
    await database.query('DROP TRIGGER break_cancel ON batch_items');
    await sweep(2);
    expect(await statuses()).toEqual([...PENDING.map(() => 'cancelled'), 'cancelled']);
  });
});
