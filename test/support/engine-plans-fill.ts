import type { TestDatabase } from './postgres.js';

/** Worker of the batch, and one that died with another batch. */
export const WORKER = '00000000-0000-0000-0000-000000000001';
const DEAD_WORKER = '00000000-0000-0000-0000-000000000002';
/** Items that run of each. */
export const AT_ONCE = 200;
/** Failures with a rare code, spread over what has ended. */
export const RARE = 10;
/** An ended batch of 20,000 items; the dead worker's has 1,000. */
const ENDED_ITEMS = 20_000;

/** The batches of the tables, by their ids. */
export const [SHARED, DUE, LEFT, ENDED] = [1, 2, 3, 4];

/**
 * Rows are stored in their final state, without the triggers, which take ten times as long; the counters are only
 * roughly right. Half of the items have ended, some run, are parked or due again. Of another batch all are due again.
 */
const fill = (items: number, cursor: number): string => `
  -- As fresh as on the first day, for as long as the test takes.
  ALTER TABLE batch_items SET (autovacuum_enabled = false);
  ALTER TABLE batches SET (autovacuum_enabled = false);
  ALTER TABLE batch_file_rows SET (autovacuum_enabled = false);
  ALTER TABLE batch_failures SET (autovacuum_enabled = false);
  ALTER TABLE batch_leases SET (autovacuum_enabled = false);
  SET session_replication_role = replica;
  INSERT INTO batches (id, public_id, kind, owner_id, status, options, started_at, max_concurrent, next_index, total_count, pending_count,
                       succeeded_count, failed_count, workers, completed_at)
  OVERRIDING SYSTEM VALUE VALUES
    (${SHARED}, 'one', 'url_analysis', 1, 'processing', '{}', now(), 1000, ${cursor}, ${items}, ${items - cursor}, ${cursor - RARE}, ${RARE}, 1, NULL),
    (${DUE}, 'due', 'url_analysis', 1, 'processing', '{}', now(), 1000, 1000000000, ${items / 10}, ${items / 10}, 0, 0, 0, NULL),
    (${LEFT}, 'left', 'url_analysis', 1, 'processing', '{}', now(), 1000, 1000000000, 1000, 0, 1000, 0, 1, NULL),
    (${ENDED}, 'ended', 'url_analysis', 1, 'completed', '{}', now(), 1000, 1000000000, ${ENDED_ITEMS}, 0, ${ENDED_ITEMS}, 0, 0, now() - interval '1 year');
  INSERT INTO batch_items (batch_id, index, input, status, output, error, started_at, ended_at, run_at, recoveries)
  SELECT ${SHARED}, n, '{}',
         CASE WHEN failed THEN 'failed' WHEN ended THEN 'succeeded' WHEN n < ${cursor - 300} THEN 'running' ELSE 'pending' END,
         CASE WHEN ended AND NOT failed THEN '{}'::jsonb END,
         CASE WHEN failed THEN '{"code":"TIMEOUT","message":"It took too long."}'::jsonb END,
         CASE WHEN n < ${cursor - 300} THEN now() END, CASE WHEN ended THEN now() END,
         CASE WHEN n BETWEEN ${cursor - 300} AND ${cursor - 101} THEN now() + interval '1 hour'
              WHEN n BETWEEN ${cursor - 100} AND ${cursor - 1} THEN 'epoch' END,
         CASE WHEN n BETWEEN ${cursor - 100} AND ${cursor - 51} THEN 1 WHEN n BETWEEN ${cursor - 50} AND ${cursor - 1} THEN 2 ELSE 0 END
    FROM (SELECT n, n < ${cursor - 500} AS ended, n < ${cursor - 500} AND n % ${cursor / RARE} = 7 AS failed
            FROM generate_series(0, ${items - 1}) n) item;
  INSERT INTO batch_failures VALUES (${SHARED}, 'TIMEOUT', ${RARE});
  INSERT INTO batch_items (batch_id, index, input, run_at)
  SELECT ${DUE}, n, '{}', 'epoch' FROM generate_series(0, ${items / 10 - 1}) n;
  INSERT INTO batch_items (batch_id, index, input, status, output, started_at, ended_at)
  SELECT ${LEFT}, n, '{}', CASE WHEN runs THEN 'running' ELSE 'succeeded' END, CASE WHEN NOT runs THEN '{}'::jsonb END, now(),
         CASE WHEN NOT runs THEN now() END FROM (SELECT n, n < ${AT_ONCE} AS runs FROM generate_series(0, 999) n) item;
  INSERT INTO batch_items (batch_id, index, input, status, output, error, started_at, ended_at)
  SELECT ${ENDED}, n, '{}', CASE WHEN failed THEN 'failed' ELSE 'succeeded' END, CASE WHEN NOT failed THEN '{}'::jsonb END,
         CASE WHEN failed THEN '{"code":"INVALID_ROW","message":"-"}'::jsonb END, now(), now()
    FROM (SELECT n, n > ${ENDED_ITEMS - 11} AS failed FROM generate_series(0, ${ENDED_ITEMS - 1}) n) item;
  INSERT INTO batch_file_rows (batch_id, index, line, mended)
  SELECT ${ENDED}, n, n + 2, CASE WHEN n > ${ENDED_ITEMS - 11} THEN '{}'::jsonb END FROM generate_series(0, ${ENDED_ITEMS - 1}) n;
  INSERT INTO batch_leases (batch_id, worker_id, token, lease_until, running) VALUES
    (${SHARED}, '${WORKER}', 1, now() + interval '1 hour', ARRAY(SELECT generate_series(${cursor - 500}, ${cursor - 301}))),
    (${LEFT}, '${DEAD_WORKER}', 1, now() - interval '1 minute', ARRAY(SELECT generate_series(0, ${AT_ONCE - 1})));
  SET session_replication_role = origin;
`;

/** Batches that ended long ago, that wait for a worker of their kind, that are parked for hours, or paused. */
export const OTHERS = { ended: 40_000, waiting: 2000, parked: 4000, paused: 500 } as const;
/** The kind of those that wait for a worker, and that of the parked and paused; all others have the first. */
export const [COMMON_KIND, WAITING_KIND, PARKED_KIND] = ['url_analysis', 'profile_ingestion', 'operations'];
/** Unended batches that each key has. */
export const OF_KEY = 50;

const FILL_OTHERS = `
  SET session_replication_role = replica;
  ALTER SEQUENCE batches_id_seq RESTART 1000;
  INSERT INTO batches (public_id, kind, owner_id, status, options, total_count, succeeded_count, started_at, completed_at)
  SELECT 'ended-' || n, '${COMMON_KIND}', 1 + n % 5, 'completed', '{}', 50, 50, at, at
    FROM (SELECT n, now() - interval '20 days' - n * interval '10 minutes' AS at FROM generate_series(1, ${OTHERS.ended}) n) b;
  INSERT INTO batches (public_id, kind, owner_id, key_id, limit_key_id, status, options, total_count, pending_count, wake_at)
  SELECT status || kind || n, kind, 1 + n % 5, 'key-' || n / ${OF_KEY}, 'key-' || n / ${OF_KEY}, status, '{}', 1, 1, now() + n * wait
    FROM (VALUES ('pending', '${WAITING_KIND}', ${OTHERS.waiting}, NULL::interval),
                 ('processing', '${PARKED_KIND}', ${OTHERS.parked}, interval '1 hour'),
                 ('paused', '${PARKED_KIND}', ${OTHERS.paused}, NULL)) g (status, kind, n_of, wait),
         generate_series(1, n_of) n;
  SET session_replication_role = origin;
`;

/** Other batches beside those of `fillForEngine`. */
export async function fillOtherBatches(database: TestDatabase): Promise<void> {
  await database.session((client) => client.query(FILL_OTHERS));
}

/** A batch of so many items in the middle of its work, and three others, in an empty database. */
export async function fillForEngine(database: TestDatabase, items: number): Promise<void> {
  await database.session((client) => client.query(fill(items, items / 2)));
}
