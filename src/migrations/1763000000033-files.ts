import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Batches that came as files: how the file was read, and its rows as they stand in it. The rows have a table of their
 * own: an item is written anew at each of its states, and would carry its row along.
 */
export class Files1763000000033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(SECURITY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE batch_file_rows, batch_files');
  }
}

const TABLES = `
  CREATE TABLE batch_files (
    batch_id  bigint PRIMARY KEY REFERENCES batches ON DELETE CASCADE,
    format    text NOT NULL CONSTRAINT batch_files_format_check CHECK (format IN ('csv', 'ndjson', 'xlsx')),
    -- Null unless it is CSV.
    delimiter text,
    -- The headers as they stand in the file: json, not jsonb, which a key such as NUL could not be in.
    headers   json NOT NULL,
    -- What the caller was told of the import.
    report    json NOT NULL
  );

  -- One row of the file for each item; an item of a batch that did not come as a file has one once a file corrects it.
  CREATE TABLE batch_file_rows (
    batch_id bigint NOT NULL,
    index    integer NOT NULL,
    -- Line of the file at which the row begins, or row of the sheet.
    line     integer NOT NULL,
    -- JSON text: the cells in the order of the headers, or the object of a line; null without a file of its own.
    cells    text,
    -- A correction that a retry has yet to take over: {"input", "ref", "metadata", "line", "cells"}.
    mended   jsonb,
    PRIMARY KEY (batch_id, index),
    FOREIGN KEY (batch_id, index) REFERENCES batch_items ON DELETE CASCADE
  );
`;

const SECURITY = `
  ALTER TABLE batch_files ENABLE ROW LEVEL SECURITY;
  ALTER TABLE batch_file_rows ENABLE ROW LEVEL SECURITY;
  DO $$ BEGIN
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
      CREATE POLICY batch_files_owner ON batch_files FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      CREATE POLICY batch_file_rows_owner ON batch_file_rows FOR SELECT TO batchwright_reader
        USING (EXISTS (SELECT FROM batches b WHERE b.id = batch_id));
      GRANT SELECT ON batch_files, batch_file_rows TO batchwright_reader;
    END IF;
  END $$;
`;
