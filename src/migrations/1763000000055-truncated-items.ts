import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * `TRUNCATE batch_items` leaves batches without items: open ones are cancelled (`batches_emptied`), ended ones stay as
 * they are.
 */
export class TruncatedItems1763000000055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TRUNCATED_ITEMS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER batch_items_truncated ON batch_items;
      DROP FUNCTION forget_truncated_items();
    `);
  }
}

const TRUNCATED_ITEMS = `
  CREATE FUNCTION forget_truncated_items() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE batches
       SET total_count = 0, pending_count = 0, running_count = 0, succeeded_count = 0, failed_count = 0, cancelled_count = 0,
           completed_at = coalesce(completed_at, clock_timestamp()), revision = revision + 1, updated_at = clock_timestamp()
     WHERE total_count > 0;
    DELETE FROM batch_failures;
    RETURN NULL;
  END $$;
  CREATE TRIGGER batch_items_truncated AFTER TRUNCATE ON batch_items
    FOR EACH STATEMENT EXECUTE FUNCTION forget_truncated_items();
`;
