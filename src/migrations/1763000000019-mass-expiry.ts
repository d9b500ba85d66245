import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leases that run out all at once are no fault of the items; how often that is overlooked for a batch is counted. */
export class MassExpiry1763000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE batches ADD COLUMN mass_expiries integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE batches DROP COLUMN mass_expiries');
  }
}
