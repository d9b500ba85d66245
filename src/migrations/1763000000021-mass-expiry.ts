import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leases that run out all at once are no fault of the items; how often that is overlooked for a batch is counted. */
export class MassExpiry1763000000021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batches ADD COLUMN mass_expiries integer NOT NULL DEFAULT 0;
      -- How many a key has paused is asked with every submission.
      CREATE INDEX batches_paused ON batches (key_id) WHERE status = 'paused';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX batches_paused;
      ALTER TABLE batches DROP COLUMN mass_expiries;
    `);
  }
}
