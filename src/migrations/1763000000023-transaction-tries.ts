import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Tries of an atomic batch in a worker that took too long or ended with their process; it is given up after the third.
 */
export class TransactionTries1763000000023 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE batches ADD COLUMN transaction_tries integer NOT NULL DEFAULT 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE batches DROP COLUMN transaction_tries');
  }
}
