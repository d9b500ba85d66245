import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tries of an item are counted over retries; those before the last retry do not count for the next automatic one. */
export class RetryHistory1763000000024 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE batch_items ADD COLUMN attempts_before integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE batch_items DROP COLUMN attempts_before');
  }
}
