import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What each analysis of a URL measured, which outlives its batch, and whether a result keeps the budgets of its batch.
 */
export class UrlHistory1763000000048 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE url_processing_status ADD COLUMN budget_passed boolean;
      CREATE TABLE url_history (
        owner_id      bigint NOT NULL REFERENCES users ON DELETE CASCADE,
        -- SHA-256 of the cleaned address.
        url_hash      bytea NOT NULL,
        analyzed_at   timestamptz NOT NULL,
        strategy      text NOT NULL,
        provider      text NOT NULL,
        -- Public id: the batch may be gone.
        batch_id      text NOT NULL,
        index         integer NOT NULL,
        final_url     text,
        figures       jsonb NOT NULL,
        budget_passed boolean,
        error_code    text,
        PRIMARY KEY (owner_id, url_hash, analyzed_at, strategy, provider)
      );
      CREATE INDEX url_history_analyzed ON url_history (analyzed_at);
      ALTER TABLE url_history ENABLE ROW LEVEL SECURITY;
      DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'batchwright_reader') THEN
          CREATE POLICY url_history_owner ON url_history FOR SELECT TO batchwright_reader
            USING (owner_id = nullif(current_setting('app.owner_id', true), '')::bigint);
          GRANT SELECT ON url_history TO batchwright_reader;
        END IF;
      END $$;
      -- Unsent news of flagged items are merged like those of failed ones.
      DROP INDEX webhook_deliveries_untold;
      CREATE UNIQUE INDEX webhook_deliveries_untold ON webhook_deliveries (endpoint_id, batch_id, event)
        WHERE status = 'pending' AND attempts = 0 AND redeliveries = 0
          AND event IN ('batch.progress', 'batch.items_failed', 'batch.items_flagged');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX webhook_deliveries_untold;
      CREATE UNIQUE INDEX webhook_deliveries_untold ON webhook_deliveries (endpoint_id, batch_id, event)
        WHERE status = 'pending' AND attempts = 0 AND redeliveries = 0 AND event IN ('batch.progress', 'batch.items_failed');
      DROP TABLE url_history;
      ALTER TABLE url_processing_status DROP COLUMN budget_passed;
    `);
  }
}
