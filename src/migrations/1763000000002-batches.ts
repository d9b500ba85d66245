import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The shared batch tables. Counters, terminal status, `completed_at` and `revision` of a batch are written by the
 * trigger on `batch_items` and by nothing else, so no code path, and no psql, can make them lie.
 */
export class Batches1763000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(COUNTERS);
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE idempotency_keys, batch_items, batches;
      DROP FUNCTION count_batch_items();
      DROP SEQUENCE operation_batch_numbers;
    `);
  }
}

const TABLES = `
  -- Public ids of S1 batches: integers that belong to this kind alone.
  CREATE SEQUENCE operation_batch_numbers;

  CREATE TABLE batches (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    public_id       text NOT NULL UNIQUE,
    kind            text NOT NULL CONSTRAINT batches_kind_check
                      CHECK (kind IN ('operations', 'contact_analysis', 'url_analysis', 'company_extraction', 'profile_ingestion')),
    owner_id        bigint NOT NULL REFERENCES users,
    name            text,
    status          text NOT NULL DEFAULT 'pending' CONSTRAINT batches_status_check
                      CHECK (status IN ('pending', 'processing', 'paused', 'completed', 'partial', 'failed', 'cancelled')),
    priority        text NOT NULL DEFAULT 'normal' CONSTRAINT batches_priority_check
                      CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    is_atomic       boolean NOT NULL DEFAULT false,
    options         jsonb NOT NULL,
    metadata        jsonb,
    webhook_url     text,
    total_count     integer NOT NULL DEFAULT 0,
    pending_count   integer NOT NULL DEFAULT 0,
    running_count   integer NOT NULL DEFAULT 0,
    succeeded_count integer NOT NULL DEFAULT 0,
    failed_count    integer NOT NULL DEFAULT 0,
    cancelled_count integer NOT NULL DEFAULT 0,
    revision        bigint NOT NULL DEFAULT 0,
    created_at      timestamptz NOT NULL DEFAULT now(),
    started_at      timestamptz,
    completed_at    timestamptz,
    updated_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT batches_counts_check
      CHECK (total_count = pending_count + running_count + succeeded_count + failed_count + cancelled_count)
  );
  CREATE INDEX batches_owner_created ON batches (owner_id, created_at DESC, id DESC);
  CREATE INDEX batches_created ON batches (created_at DESC, id DESC);
  -- Retention looks for what ended long ago.
  CREATE INDEX batches_completed ON batches (completed_at) WHERE completed_at IS NOT NULL;

  CREATE TABLE batch_items (
    batch_id   bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
    index      integer NOT NULL,
    ref        text,
    metadata   jsonb,
    input      jsonb NOT NULL,
    status     text NOT NULL DEFAULT 'pending' CONSTRAINT batch_items_status_check
                 CHECK (status IN ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
    output     jsonb,
    error      jsonb,
    started_at timestamptz,
    ended_at   timestamptz,
    PRIMARY KEY (batch_id, index),
    CONSTRAINT batch_items_outcome_check CHECK (
      (status = 'succeeded') = (output IS NOT NULL)
      AND (status IN ('failed', 'cancelled')) = (error IS NOT NULL)
      AND (status IN ('succeeded', 'failed', 'cancelled')) = (ended_at IS NOT NULL))
  );
  -- Searching a list probes each of its batches for a ref that begins with the words.
  CREATE INDEX batch_items_ref ON batch_items (batch_id, ref text_pattern_ops) WHERE ref IS NOT NULL;
  -- Failures by code: in one batch, and over the batches of a statistic.
  CREATE INDEX batch_items_failed ON batch_items (batch_id, (error ->> 'code'), index) WHERE status = 'failed';

  -- The reply is json, not jsonb: a replayed answer has its keys in the order of the first one.
  CREATE TABLE idempotency_keys (
    owner_id    bigint NOT NULL REFERENCES users ON DELETE CASCADE,
    route       text NOT NULL,
    key_hash    bytea NOT NULL,
    body_hash   bytea NOT NULL,
    batch_id    bigint REFERENCES batches ON DELETE CASCADE,
    status_code integer NOT NULL,
    reply       json,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (owner_id, route, key_hash)
  );
  CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);
  CREATE INDEX idempotency_keys_batch ON idempotency_keys (batch_id);
`;

const COUNTERS = `
  CREATE FUNCTION count_batch_items() RETURNS trigger LANGUAGE plpgsql AS $$
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
    RETURN NULL;
  END $$;

  -- A transition table belongs to one event, so the three events need a trigger each.
  CREATE TRIGGER batch_items_added AFTER INSERT ON batch_items
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_batch_items();
  CREATE TRIGGER batch_items_changed AFTER UPDATE ON batch_items
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_batch_items();
  CREATE TRIGGER batch_items_removed AFTER DELETE ON batch_items
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_batch_items();
`;

/** Owners' rows for a read-only role; the service's own role owns the tables and is exempt. */
const SECURITY = `
  ALTER TABLE batches ENABLE ROW LEVEL SECURITY;
  ALTER TABLE batch_items ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY batches_owner ON batches FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      CREATE POLICY batch_items_owner ON batch_items FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      GRANT SELECT ON batches, batch_items TO batchwright_reader;
    END IF;
  END $$;
`;
