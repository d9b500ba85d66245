import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Failures by code, counted as items end: statistics read a few rows for each batch instead of each of its failures.
 * Written by the trigger of the counters, in the same way, and only by statements that touch failures.
 */
export class FailuresByCode1763000000028 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLE);
    await runner.query(COUNT_WITH_FAILURES);
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(countFunction(''));
    await runner.query('DROP TABLE batch_failures');
  }
}

/** Nothing ends while the failures are counted: it would be in neither the first count nor the trigger. */
const TABLE = `
  LOCK TABLE batch_items, batches IN SHARE ROW EXCLUSIVE MODE;
  CREATE TABLE batch_failures (
    batch_id bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
    code     text NOT NULL,
    failures bigint NOT NULL,
    PRIMARY KEY (batch_id, code)
  );
  INSERT INTO batch_failures (batch_id, code, failures)
  SELECT batch_id, coalesce(error ->> 'code', ''), count(*) FROM batch_items WHERE status = 'failed' GROUP BY 1, 2;
`;

/** The trigger of the counters as of 1763000000002, with statements that follow the update of the batches. */
const countFunction = (after: string): string => `
  CREATE OR REPLACE FUNCTION count_batch_items() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    -- One element per batch and status that the statement touched.
    batch_ids bigint[];
    statuses  text[];
    deltas    integer[];
    ends      timestamptz[];
  BEGIN
    IF TG_OP = 'INSERT' THEN
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(c.n), array_agg(c.ended_at)
        INTO batch_ids, statuses, deltas, ends
        FROM (SELECT batch_id, status, count(*)::integer AS n, max(ended_at) AS ended_at FROM added GROUP BY 1, 2) c;
    ELSIF TG_OP = 'DELETE' THEN
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(-c.n), array_agg(NULL::timestamptz)
        INTO batch_ids, statuses, deltas, ends
        FROM (SELECT batch_id, status, count(*)::integer AS n FROM removed GROUP BY 1, 2) c;
    ELSE
      SELECT array_agg(c.batch_id), array_agg(c.status), array_agg(c.n), array_agg(c.ended_at)
        INTO batch_ids, statuses, deltas, ends
        FROM (SELECT m.batch_id, m.status, sum(m.n)::integer AS n, max(m.ended_at) AS ended_at
                FROM (SELECT batch_id, status, 1 AS n, ended_at FROM added
                      UNION ALL
                      SELECT batch_id, status, -1, NULL FROM removed) m
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
        WHEN b.status = 'cancelled' OR b.total_count + d.total = 0 THEN b.status
        WHEN b.succeeded_count + d.succeeded = b.total_count + d.total THEN 'completed'
        WHEN b.succeeded_count + d.succeeded = 0 THEN 'failed'
        ELSE 'partial' END,
      completed_at = CASE
        WHEN b.pending_count + d.pending + b.running_count + d.running > 0 THEN NULL
        ELSE coalesce(greatest(b.completed_at, d.ended_at), clock_timestamp()) END,
      revision   = b.revision + 1,
      updated_at = clock_timestamp()
    FROM (
      SELECT t.batch_id, sum(t.n)::integer AS total,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'pending'), 0)::integer AS pending,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'running'), 0)::integer AS running,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'succeeded'), 0)::integer AS succeeded,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'failed'), 0)::integer AS failed,
             coalesce(sum(t.n) FILTER (WHERE t.status = 'cancelled'), 0)::integer AS cancelled,
             max(t.ended_at) AS ended_at
        FROM unnest(batch_ids, statuses, deltas, ends) AS t (batch_id, status, n, ended_at)
       GROUP BY t.batch_id
       ORDER BY t.batch_id) d
    WHERE b.id = d.batch_id;
${after}    RETURN NULL;
  END $$;
`;

const COUNT_FAILURES = `
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
`;

/** The trigger as this migration leaves it; a later one goes back to it. */
export const COUNT_WITH_FAILURES = countFunction(COUNT_FAILURES);

const SECURITY = `
  ALTER TABLE batch_failures ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY batch_failures_owner ON batch_failures FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      GRANT SELECT ON batch_failures TO batchwright_reader;
    END IF;
  END $$;
`;
