import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Figures of analyses, summed up by minutes, hours and days: analytics read some hundred rows instead of every
 * analysis. Nothing is summed up here or as an item ends: the maintenance does it, and what it has not done yet is read
 * from the analyses. Whoever changes an analysis that may be summed up notes its minute, in the same transaction.
 */
export class UrlFigures1763000000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(CHANGES);
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER url_processing_status_figures_added ON url_processing_status;
      DROP TRIGGER url_processing_status_figures_changed ON url_processing_status;
      DROP TRIGGER url_processing_status_figures_removed ON url_processing_status;
      DROP TRIGGER url_processing_status_figures_truncated ON url_processing_status;
      DROP FUNCTION note_added_url_figures();
      DROP FUNCTION note_changed_url_figures();
      DROP FUNCTION note_removed_url_figures();
      DROP FUNCTION note_url_figures(timestamptz);
      DROP FUNCTION forget_url_figures();
      DROP TABLE url_figure_changes, url_figure_spans, url_figures;
    `);
  }
}

/** Figures are packed; compressing them again would take time with every answer. */
const TABLES = `
  CREATE TABLE url_figures (
    -- 0: of all owners.
    owner_id bigint NOT NULL,
    -- Length of the span: a minute, an hour or a day.
    seconds  integer NOT NULL,
    span     timestamptz NOT NULL,
    figures  bytea NOT NULL,
    PRIMARY KEY (owner_id, seconds, span)
  );
  ALTER TABLE url_figures ALTER COLUMN figures SET STORAGE EXTERNAL;
  CREATE INDEX url_figures_span ON url_figures (seconds, span);
  -- The spans that are summed up, those without an analysis included. The minutes of an hour go when the hour comes.
  CREATE TABLE url_figure_spans (
    seconds integer NOT NULL,
    span    timestamptz NOT NULL,
    PRIMARY KEY (seconds, span)
  );
  -- Minutes whose sums no longer hold. Rows are only added, so that nobody waits for anybody, until the minute is summed up again.
  CREATE TABLE url_figure_changes (
    id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    span timestamptz NOT NULL
  );
  CREATE INDEX url_figure_changes_span ON url_figure_changes (span);
`;

/**
 * A minute is summed up a minute after its end at the earliest, and not before every transaction has ended that had
 * written by then: what is written less than a minute after its analysis needs no note. Analytics look back 30 days.
 * Results from the cache do not count.
 */
const isNoted = (row: string): string => `
  NOT ${row}.is_cached AND ${row}.analyzed_at < clock_timestamp() - interval '1 minute'
  AND ${row}.analyzed_at > clock_timestamp() - interval '32 days'`;

/** One note of a minute is enough for a transaction; that of another transaction may be deleted meanwhile. */
const CHANGES = `
  CREATE FUNCTION note_url_figures(analyzed timestamptz) RETURNS void LANGUAGE plpgsql AS $$
  DECLARE
    minute timestamptz := date_bin('1 minute', analyzed, '2000-01-01T00:00:00Z');
  BEGIN
    IF NOT EXISTS (SELECT FROM url_figure_changes c WHERE c.span = minute AND c.xmin = pg_current_xact_id()::xid) THEN
      INSERT INTO url_figure_changes (span) VALUES (minute);
    END IF;
  END $$;

  CREATE FUNCTION note_added_url_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM note_url_figures(NEW.analyzed_at);
    RETURN NULL;
  END $$;
  CREATE TRIGGER url_processing_status_figures_added AFTER INSERT ON url_processing_status FOR EACH ROW
    WHEN (${isNoted('NEW')}) EXECUTE FUNCTION note_added_url_figures();

  CREATE FUNCTION note_changed_url_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF OLD.analyzed_at IS NOT NULL THEN PERFORM note_url_figures(OLD.analyzed_at); END IF;
    IF NEW.analyzed_at <> coalesce(OLD.analyzed_at, '-infinity') THEN PERFORM note_url_figures(NEW.analyzed_at); END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER url_processing_status_figures_changed AFTER UPDATE ON url_processing_status FOR EACH ROW
    WHEN ((${isNoted('OLD')}) OR (${isNoted('NEW')})) EXECUTE FUNCTION note_changed_url_figures();

  CREATE FUNCTION note_removed_url_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM note_url_figures(OLD.analyzed_at);
    RETURN NULL;
  END $$;
  CREATE TRIGGER url_processing_status_figures_removed AFTER DELETE ON url_processing_status FOR EACH ROW
    WHEN (${isNoted('OLD')}) EXECUTE FUNCTION note_removed_url_figures();

  CREATE FUNCTION forget_url_figures() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    TRUNCATE url_figure_changes, url_figure_spans, url_figures;
    RETURN NULL;
  END $$;
  CREATE TRIGGER url_processing_status_figures_truncated AFTER TRUNCATE ON url_processing_status
    FOR EACH STATEMENT EXECUTE FUNCTION forget_url_figures();
`;

const SECURITY = `
  ALTER TABLE url_figures ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY url_figures_owner ON url_figures FOR SELECT TO batchwright_reader
        USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
      GRANT SELECT ON url_figures TO batchwright_reader;
    END IF;
  END $$;
`;
