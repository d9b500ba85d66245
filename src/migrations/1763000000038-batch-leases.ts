import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Several workers share a batch: each has a lease of its own, a row that names what it runs. Leases of before are
 * released, and what ran goes back to pending uncounted, as after an outage: a worker of before loses its batches at
 * once.
 */
export class BatchLeases1763000000038 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RELEASE_FORMER_LEASES);
    await runner.query(TABLE);
    await runner.query(WORKERS);
    await runner.query(FORMER_WORKERS);
    await runner.query(openIndexes('workers = 0'));
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      LOCK TABLE batch_leases, batch_items, batches IN SHARE ROW EXCLUSIVE MODE;
      ${TAKE_RUNNING_BACK}
      DROP TRIGGER batches_former_claim ON batches;
      DROP FUNCTION refuse_former_workers();
      DROP TABLE batch_leases;
      DROP FUNCTION count_batch_workers();
      ${openIndexes('lease_owner IS NULL')}
      CREATE INDEX batches_leased ON batches (owner_id) WHERE lease_owner IS NOT NULL;
      ALTER TABLE batches DROP COLUMN workers, DROP COLUMN has_room;
    `);
  }
}

const TAKE_RUNNING_BACK = `
  UPDATE batch_items SET status = 'pending', attempts = attempts - 1, step = NULL WHERE status = 'running';`;

const RELEASE_FORMER_LEASES = `
  LOCK TABLE batch_items, batches IN SHARE ROW EXCLUSIVE MODE;
  ${TAKE_RUNNING_BACK}
  UPDATE batches SET lease_owner = NULL, lease_until = NULL WHERE lease_owner IS NOT NULL;
`;

/** A few rows that every commit changes: with half of a page free the new version of a row is on the same page. */
const TABLE = `
  CREATE TABLE batch_leases (
    batch_id    bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
    worker_id   uuid NOT NULL,
    -- From batches.lease_token, which each claim and cancel raises: no two leases of a batch have the same.
    token       bigint NOT NULL,
    lease_until timestamptz NOT NULL,
    -- Indexes of the items that the worker runs.
    running     integer[] NOT NULL DEFAULT '{}',
    PRIMARY KEY (batch_id, worker_id)
  ) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 50, autovacuum_vacuum_scale_factor = 0,
          autovacuum_analyze_threshold = 50, autovacuum_analyze_scale_factor = 0);
  ALTER TABLE batches
    -- Leases of it, counted by the trigger.
    ADD COLUMN workers integer NOT NULL DEFAULT 0 CONSTRAINT batches_workers_check CHECK (workers >= 0),
    -- Its workers have not the slots for what may run of it: another one may join them.
    ADD COLUMN has_room boolean NOT NULL DEFAULT false;
`;

const WORKERS = `
  CREATE FUNCTION count_batch_workers() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'INSERT' THEN
      UPDATE batches SET workers = workers + 1 WHERE id = NEW.batch_id;
    ELSE
      UPDATE batches SET workers = workers - 1 WHERE id = OLD.batch_id;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER batch_leases_counted AFTER INSERT OR DELETE ON batch_leases
    FOR EACH ROW EXECUTE FUNCTION count_batch_workers();
`;

/**
 * The former columns stay for processes of the version before, and are null: such a process may control batches, and
 * claims none.
 */
const FORMER_WORKERS = `
  CREATE FUNCTION refuse_former_workers() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'This worker is of a version before the schema of the database; restart it with the new one.';
  END $$;
  CREATE TRIGGER batches_former_claim BEFORE UPDATE OF lease_owner ON batches
    FOR EACH ROW WHEN (NEW.lease_owner IS NOT NULL) EXECUTE FUNCTION refuse_former_workers();
  DROP INDEX batches_leased;
`;

/** As of 1763000000029, of the batches that no worker has. */
const openIndexes = (free: string): string => `
  DROP INDEX batches_waiting, batches_waiting_owner, batches_parked;
  CREATE INDEX batches_waiting ON batches (kind, priority, queued_at, created_at, id)
    WHERE status IN ('pending', 'processing') AND ${free} AND wake_at IS NULL;
  CREATE INDEX batches_waiting_owner ON batches (owner_id, priority, queued_at, created_at, id)
    WHERE status IN ('pending', 'processing') AND ${free} AND wake_at IS NULL;
  CREATE INDEX batches_parked ON batches (kind, priority, wake_at, created_at, id)
    WHERE status IN ('pending', 'processing') AND ${free} AND wake_at IS NOT NULL;
`;

const SECURITY = `
  ALTER TABLE batch_leases ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY batch_leases_owner ON batch_leases FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      GRANT SELECT ON batch_leases TO batchwright_reader;
    END IF;
  END $$;
`;
