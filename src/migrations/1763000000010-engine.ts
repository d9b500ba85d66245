import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the background engine needs: leases, waiting, attempts, lifecycle events. */
export class Engine1763000000010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batches
        ADD COLUMN max_concurrent   integer NOT NULL DEFAULT 1 CONSTRAINT batches_max_concurrent_check CHECK (max_concurrent > 0),
        ADD COLUMN timeout_ms       integer NOT NULL DEFAULT 300000,
        ADD COLUMN max_attempts     integer NOT NULL DEFAULT 1,
        -- The key it was submitted with: work done later asks for its rights again.
        ADD COLUMN key_id           text,
        -- Since when it waits for a worker: a level of priority is gained every 60 s.
        ADD COLUMN queued_at        timestamptz NOT NULL DEFAULT now(),
        -- Nothing can run before this; null: something can.
        ADD COLUMN wake_at          timestamptz,
        ADD COLUMN lease_owner      uuid,
        ADD COLUMN lease_until      timestamptz,
        ADD COLUMN lease_token      bigint NOT NULL DEFAULT 0,
        -- Time in processing before the current stretch, and when that began; queued and paused time is in neither.
        ADD COLUMN processing_ms    bigint NOT NULL DEFAULT 0,
        ADD COLUMN processing_since timestamptz;
      -- The claim looks at open batches only, however long the history.
      CREATE INDEX batches_open ON batches (queued_at) WHERE status IN ('pending', 'processing');
      CREATE INDEX batches_leased ON batches (owner_id) WHERE lease_owner IS NOT NULL;

      ALTER TABLE batch_items
        ADD COLUMN attempts    integer NOT NULL DEFAULT 0,
        -- How often the worker died while it ran; the third time it fails.
        ADD COLUMN recoveries  integer NOT NULL DEFAULT 0,
        -- Parked until then; the reason is shown.
        ADD COLUMN run_at      timestamptz,
        ADD COLUMN wait_reason text,
        ADD COLUMN step        text,
        ADD COLUMN warnings    jsonb,
        -- Earlier tries: [{number, started_at, ended_at, error}].
        ADD COLUMN attempt_log jsonb;
      CREATE INDEX batch_items_pending ON batch_items (batch_id, index) WHERE status = 'pending';
      CREATE INDEX batch_items_running ON batch_items (batch_id, index) WHERE status = 'running';

      CREATE TABLE batch_events (
        id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        batch_id   bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
        type       text NOT NULL CONSTRAINT batch_events_type_check CHECK (type IN
                     ('submitted', 'started', 'paused', 'resumed', 'retried', 'completed', 'partial', 'failed', 'cancelled')),
        created_at timestamptz NOT NULL DEFAULT clock_timestamp()
      );
      CREATE INDEX batch_events_batch ON batch_events (batch_id, id);
      ALTER TABLE batch_events ENABLE ROW LEVEL SECURITY;
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
          CREATE POLICY batch_events_owner ON batch_events FOR SELECT TO batchwright_reader
            USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
          GRANT SELECT ON batch_events TO batchwright_reader;
        END IF;
      END $$;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE batch_events;
      DROP INDEX batch_items_pending, batch_items_running, batches_open, batches_leased;
      ALTER TABLE batch_items
        DROP COLUMN attempts, DROP COLUMN recoveries, DROP COLUMN run_at, DROP COLUMN wait_reason, DROP COLUMN step,
        DROP COLUMN warnings, DROP COLUMN attempt_log;
      ALTER TABLE batches
        DROP COLUMN key_id, DROP COLUMN max_concurrent, DROP COLUMN timeout_ms, DROP COLUMN max_attempts, DROP COLUMN queued_at,
        DROP COLUMN wake_at, DROP COLUMN lease_owner, DROP COLUMN lease_until, DROP COLUMN lease_token,
        DROP COLUMN processing_ms, DROP COLUMN processing_since;
    `);
  }
}
