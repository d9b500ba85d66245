import type { MigrationInterface, QueryRunner } from 'typeorm';
import { COUNT_WITH_FAILURES } from './1763000000028-failures-by-code.js';

/**
 * Items are begun behind a cursor of their batch, and what runs again is found by an index of its own. No index holds
 * the state of an item any more: an update from `pending` to its end leaves all of them as they are, and stays on its
 * page where that has room.
 *
 * WAL of an item from its start to its end, updates that stayed on their page (of 2), and pages of the table with its
 * indexes after 20,000 items, 200 at once, by the space that inserts leave free: 760 B, 0, 915 before; 638 B, 0.2, 769
 * with none; 503 B, 1.0, 752 with 30 %; 440 B, 1.4, 710 with 40 %; 384 B, 1.7, 630 with 50 %, which doubles what items
 * take that are stored as they ended.
 */
export class ItemCursor1763000000039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CURSOR);
    await runner.query(INDEXES);
    await runner.query('ALTER TABLE batch_items SET (fillfactor = 60)');
    await runner.query(COUNT_WITH_CURSOR);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      LOCK TABLE batch_items, batches IN SHARE ROW EXCLUSIVE MODE;
      UPDATE batch_items SET run_at = NULL WHERE run_at = 'epoch';
      DROP INDEX batch_items_due, batch_items_suspects, batch_items_failed;
      CREATE INDEX batch_items_pending ON batch_items (batch_id, index) WHERE status = 'pending';
      CREATE INDEX batch_items_running ON batch_items (batch_id, index) WHERE status = 'running';
      CREATE INDEX batch_items_failed ON batch_items (batch_id, (error ->> 'code'), index) WHERE status = 'failed';
      ALTER TABLE batches DROP COLUMN next_index;
      ALTER TABLE batch_items RESET (fillfactor);
    `);
    await runner.query(COUNT_WITH_FAILURES);
  }
}

/**
 * Of a batch that has ended nothing is to be begun for the first time: its cursor is behind all items, without a write.
 */
const CURSOR = `
  LOCK TABLE batch_items, batches IN SHARE ROW EXCLUSIVE MODE;
  -- No pending item below it has to be begun, but those with a time in run_at; the trigger of the counters sees to that.
  ALTER TABLE batches ADD COLUMN next_index integer NOT NULL DEFAULT 1000000000;
  ALTER TABLE batches ALTER COLUMN next_index SET DEFAULT 0;
  UPDATE batches b
     SET next_index = coalesce((SELECT min(i.index) FROM batch_items i
                                 WHERE i.batch_id = b.id AND i.status = 'pending' AND i.run_at IS NULL), b.next_index)
   WHERE b.pending_count > 0;
`;

const INDEXES = `
  DROP INDEX batch_items_pending, batch_items_running, batch_items_failed;
  -- Items that run again, from then on: a time of retry, or 'epoch' when at once.
  CREATE INDEX batch_items_due ON batch_items (batch_id, run_at, index) WHERE run_at IS NOT NULL;
  -- Items that must run alone in their process.
  CREATE INDEX batch_items_suspects ON batch_items (batch_id, index) WHERE recoveries >= 2;
  -- Failures by code, without the items that were cancelled with their batch. Statements name the same condition.
  CREATE INDEX batch_items_failed ON batch_items (batch_id, (error ->> 'code'), index)
    WHERE error <> '{"code":"CANCELLED","message":"The batch was cancelled before the item ended."}'::jsonb;
`;

/**
 * SQL condition on a batch without pending and running items, and its changes `d`: the trigger of the counters leaves
 * its status as it is.
 */
export const KEEPS_STATUS = `b.status = 'cancelled' OR b.total_count + d.total = 0`;

/**
 * The trigger of the counters as of 1763000000028. It also keeps the cursor below everything that is to be begun for
 * the first time, whoever has made it so.
 */
export const COUNT_WITH_CURSOR = `
  CREATE OR REPLACE FUNCTION count_batch_items() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    -- One element per batch and status that the statement touched.
    batch_ids bigint[];
    statuses  text[];
    deltas    integer[];
    ends      timestamptz[];
    -- The lowest item among them that is to be begun for the first time.
    firsts    integer[];
    -- The cursor of a batch behind what the statement has begun of it, in order: 'batch:index'.
    told      text := current_setting('batchwright.cursor', true);
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(c.n), array_agg(c.ended_at), array_agg(c.first)
        INTO batch_ids, statuses, deltas, ends, firsts
        FROM (SELECT batch_id, status, count(*)::integer AS n, max(ended_at) AS ended_at,
                     min(index) FILTER (WHERE status = 'pending' AND run_at IS NULL) AS first
                FROM added GROUP BY 1, 2) c;
    ELSIF TG_OP = 'DELETE' THEN
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(-c.n), array_agg(NULL::timestamptz),
             array_agg(NULL::integer)
        INTO batch_ids, statuses, deltas, ends, firsts
        FROM (SELECT batch_id, status, count(*)::integer AS n FROM removed GROUP BY 1, 2) c;
    ELSE
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(c.n), array_agg(c.ended_at), array_agg(c.first)
        INTO batch_ids, statuses, deltas, ends, firsts
        FROM (SELECT m.batch_id, m.status, sum(m.n)::integer AS n, max(m.ended_at) AS ended_at, min(first) AS first
                FROM (SELECT batch_id, status, 1 AS n, ended_at,
                             CASE WHEN status = 'pending' AND run_at IS NULL THEN index END AS first FROM added
                      UNION ALL
                      SELECT batch_id, status, -1, NULL, NULL FROM removed) m
               GROUP BY 1, 2) c;
    END IF;

    UPDATE batches b SET
      total_count     = b.total_count + d.total,
      pending_count   = b.pending_count + d.pending,
      running_count   = b.running_count + d.running,
      succeeded_count = b.succeeded_count + d.succeeded,
      failed_count    = b.failed_count + d.failed,
      cancelled_count = b.cancelled_count + d.cancelled,
      status = CASE
        WHEN b.pending_count + d.pending + b.running_count + d.running > 0 THEN b.status
        WHEN ${KEEPS_STATUS} THEN b.status
        WHEN b.succeeded_count + d.succeeded = b.total_count + d.total THEN 'completed'
        WHEN b.succeeded_count + d.succeeded = 0 THEN 'failed'
        ELSE 'partial' END,
      completed_at = CASE
        WHEN b.pending_count + d.pending + b.running_count + d.running > 0 THEN NULL
        ELSE coalesce(greatest(b.completed_at, d.ended_at), clock_timestamp()) END,
      revision   = b.revision + 1,
      next_index = least(greatest(b.next_index, CASE WHEN split_part(told, ':', 1) = b.id::text
                                                     THEN nullif(split_part(told, ':', 2), '')::integer END), d.first),
      updated_at = clock_timestamp()
    FROM (
      SELECT t.batch_id, sum(t.n)::integer AS total,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'pending'), 0)::integer AS pending,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'running'), 0)::integer AS running,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'succeeded'), 0)::integer AS succeeded,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'failed'), 0)::integer AS failed,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'cancelled'), 0)::integer AS cancelled,
             max(t.ended_at) AS ended_at, min(t.first) AS first
        FROM unnest(batch_ids, statuses, deltas, ends, firsts) AS t (batch_id, status, n, ended_at, first)
       GROUP BY t.batch_id
       ORDER BY t.batch_id) d
    WHERE b.id = d.batch_id;
    -- Failures by code, for statements that touch failures. The batches are locked by now.
    IF 'failed' = ANY (statuses) THEN
      IF TG_OP = 'INSERT' THEN
        INSERT INTO batch_failures AS f (batch_id, code, failures)
        SELECT a.batch_id, coalesce(a.error ->> 'code', ''), count(*)
          FROM added a WHERE a.status = 'failed' GROUP BY 1, 2
        ON CONFLICT (batch_id, code) DO UPDATE SET failures = f.failures + excluded.failures;
      ELSIF TG_OP = 'DELETE' THEN
        UPDATE batch_failures f SET failures = f.failures - d.failures
          FROM (SELECT batch_id, coalesce(error ->> 'code', '') AS code, count(*) AS failures
                  FROM removed WHERE status = 'failed' GROUP BY 1, 2) d
         WHERE f.batch_id = d.batch_id AND f.code = d.code;
      ELSE
        INSERT INTO batch_failures AS f (batch_id, code, failures)
        SELECT m.batch_id, m.code, sum(m.n)
          FROM (SELECT batch_id, coalesce(error ->> 'code', '') AS code, 1 AS n FROM added WHERE status = 'failed'
                UNION ALL
                SELECT batch_id, coalesce(error ->> 'code', ''), -1 FROM removed WHERE status = 'failed') m
         GROUP BY 1, 2 HAVING sum(m.n) <> 0
        ON CONFLICT (batch_id, code) DO UPDATE SET failures = f.failures + excluded.failures;
      END IF;
    END IF;
    RETURN NULL;
  END $$;
`;
