import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Figures of ended batches, summed up by spans of six hours of creation: statistics read a row for each span instead of
 * each batch. Nothing is summed up here, and nothing is written as a young batch ends: the maintenance does it, span by
 * span, and what it has not done yet is read from the batches. Whoever changes a batch of a span that may be summed up
 * notes the span, in the same transaction.
 */
export class BatchFigures1763000000051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CHANGES);
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER batches_figures_added ON batches;
      DROP TRIGGER batches_figures_changed ON batches;
      DROP TRIGGER batches_figures_removed ON batches;
      DROP TRIGGER batches_figures_truncated ON batches;
      DROP FUNCTION note_changed_figures();
      DROP FUNCTION note_removed_figures();
      DROP FUNCTION forget_figures();
      DROP TABLE batch_figure_changes, batch_figure_spans, batch_figures;
    `);
  }
}

/** Arrays are not compressed: they are read with every answer. */
const TABLES = `
  CREATE TABLE batch_figures (
    -- 0: of all owners.
    owner_id         bigint NOT NULL,
    -- When the span of creation begins.
    span             timestamptz NOT NULL,
    kind             text NOT NULL,
    status           text NOT NULL,
    batches          bigint NOT NULL,
    items            bigint NOT NULL,
    succeeded        bigint NOT NULL,
    failed           bigint NOT NULL,
    cancelled        bigint NOT NULL,
    -- Of the times from start to end, in milliseconds: their sum, those that occur in order, and how many batches have up to each.
    total_ms         bigint NOT NULL,
    durations        bigint[] NOT NULL,
    up_to            bigint[] NOT NULL,
    -- Error codes of failed items, and how many have each.
    codes            text[] NOT NULL,
    failures         bigint[] NOT NULL,
    PRIMARY KEY (owner_id, span, kind, status)
  );
  ALTER TABLE batch_figures ALTER COLUMN durations SET STORAGE EXTERNAL, ALTER COLUMN up_to SET STORAGE EXTERNAL;
  -- The spans that are summed up, those without a batch included.
  CREATE TABLE batch_figure_spans (
    span timestamptz PRIMARY KEY
  );
  -- Spans whose sums no longer hold. Rows are only added, so that nobody waits for anybody, until the span is summed up again.
  CREATE TABLE batch_figure_changes (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    span timestamptz NOT NULL
  );
`;

/**
 * A span is summed up two hours after its end at the earliest, and not before every transaction of that time has ended:
 * what is created less than an hour before a transaction that changes it needs no note. Statistics look back 30 days.
 */
const isNoted = (row: string): string => `
  ${row}.created_at < now() - interval '1 hour' AND ${row}.created_at > now() - interval '31 days'`;

/** A batch that is open before and after a change is in no sum. */
const CHANGES = `
  CREATE FUNCTION note_changed_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO batch_figure_changes (span) VALUES (date_bin('6 hours', NEW.created_at, '2000-01-01T00:00:00Z'));
    IF TG_OP = 'UPDATE' AND OLD.created_at <> NEW.created_at THEN
      INSERT INTO batch_figure_changes (span) VALUES (date_bin('6 hours', OLD.created_at, '2000-01-01T00:00:00Z'));
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER batches_figures_added AFTER INSERT ON batches FOR EACH ROW
    WHEN (${isNoted('NEW')} AND NEW.status NOT IN ('pending', 'processing', 'paused'))
    EXECUTE FUNCTION note_changed_figures();
  CREATE TRIGGER batches_figures_changed AFTER UPDATE ON batches FOR EACH ROW
    WHEN ((${isNoted('NEW')} OR ${isNoted('OLD')})
          AND (NEW.status NOT IN ('pending', 'processing', 'paused') OR OLD.status NOT IN ('pending', 'processing', 'paused')))
    EXECUTE FUNCTION note_changed_figures();

  CREATE FUNCTION note_removed_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO batch_figure_changes (span)
    SELECT DISTINCT date_bin('6 hours', r.created_at, '2000-01-01T00:00:00Z') FROM removed r
     WHERE ${isNoted('r')} AND r.status NOT IN ('pending', 'processing', 'paused');
    RETURN NULL;
  END $$;
  CREATE TRIGGER batches_figures_removed AFTER DELETE ON batches REFERENCING OLD TABLE AS removed
    FOR EACH STATEMENT EXECUTE FUNCTION note_removed_figures();

  CREATE FUNCTION forget_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    TRUNCATE batch_figure_changes, batch_figure_spans, batch_figures;
    RETURN NULL;
  END $$;
  CREATE TRIGGER batches_figures_truncated AFTER TRUNCATE ON batches
    FOR EACH STATEMENT EXECUTE FUNCTION forget_figures();
`;

const SECURITY = `
  ALTER TABLE batch_figures ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY batch_figures_owner ON batch_figures FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      GRANT SELECT ON batch_figures TO batchwright_reader;
    END IF;
  END $$;
`;
