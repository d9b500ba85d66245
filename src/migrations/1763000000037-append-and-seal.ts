import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Batches that get their items in parts, until they are sealed. */
export class AppendAndSeal1763000000037 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COLUMNS);
    await runner.query(KEPT_OPEN);
    await runner.query(PARTS);
  }

  /** Throws while a batch is not sealed: the version before would end it with the items it has. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      LOCK TABLE batches IN SHARE ROW EXCLUSIVE MODE;
      DO $$ BEGIN
        IF EXISTS (SELECT FROM batches WHERE seal_by IS NOT NULL) THEN
          RAISE EXCEPTION 'The version before knows no open batches; seal or cancel those with seal_by first.';
        END IF;
      END $$;
      DROP TABLE batch_parts;
      DROP TRIGGER batches_kept_open ON batches;
      DROP FUNCTION keep_batch_open();
      ALTER TABLE batches DROP COLUMN seal_by, DROP COLUMN starts_at_once, DROP COLUMN end_reason;
    `);
  }
}

const COLUMNS = `
  ALTER TABLE batches
    -- It gets further items until it is sealed, and ends when it is not by then; null: it has all of them.
    ADD COLUMN seal_by        timestamptz,
    -- Its items run before it is sealed.
    ADD COLUMN starts_at_once boolean NOT NULL DEFAULT false,
    -- Why it ended otherwise than by its items, for a person.
    ADD COLUMN end_reason     text;
  CREATE INDEX batches_unsealed ON batches (seal_by) WHERE seal_by IS NOT NULL;
`;

/**
 * The counters do not end a batch that is not sealed, and no worker claims one that has nothing to do: it is parked,
 * until the end of all times. One place for that, since counters, leases, retries and resumes all write the row;
 * batches that are sealed pay for the condition only.
 */
const KEPT_OPEN = `
  CREATE FUNCTION keep_batch_open() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    NEW.completed_at := NULL;
    IF NEW.status IN ('completed', 'partial', 'failed') THEN
      NEW.status := OLD.status;
    END IF;
    IF NOT NEW.starts_at_once OR NEW.pending_count + NEW.running_count = 0 THEN
      NEW.wake_at := '9999-12-31Z';
    ELSIF NEW.wake_at = '9999-12-31Z' THEN
      NEW.wake_at := NULL;
      NEW.queued_at := now();
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER batches_kept_open BEFORE UPDATE ON batches
    FOR EACH ROW WHEN (NEW.seal_by IS NOT NULL) EXECUTE FUNCTION keep_batch_open();
`;

const PARTS = `
  CREATE TABLE batch_parts (
    batch_id    bigint NOT NULL REFERENCES batches ON DELETE CASCADE,
    -- Chosen by the caller.
    number      integer NOT NULL CONSTRAINT batch_parts_number_check CHECK (number > 0),
    -- SHA-256 of the bytes: the same number with another body is refused.
    body_hash   bytea NOT NULL,
    first_index integer NOT NULL,
    items       integer NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (batch_id, number)
  );
  ALTER TABLE batch_parts ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY batch_parts_owner ON batch_parts FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      GRANT SELECT ON batch_parts TO batchwright_reader;
    END IF;
  END $$;
`;
