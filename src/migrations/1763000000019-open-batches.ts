import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The load check and the metrics look at open batches, paused ones too, however many have ended. */
export class OpenBatches1763000000019 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX batches_unended ON batches (kind, status) WHERE status IN ('pending', 'processing', 'paused');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX batches_unended');
  }
}
