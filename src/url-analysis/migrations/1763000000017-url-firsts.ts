import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A large submission comes in pieces, and each is compared with the addresses that came before it. */
export class UrlFirsts1763000000017 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Without the duplicates, so that a lookup meets one row even if the same address came a hundred thousand times.
      CREATE INDEX url_processing_status_firsts ON url_processing_status (batch_id, near_hash) WHERE duplicate_of IS NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX url_processing_status_firsts');
  }
}
