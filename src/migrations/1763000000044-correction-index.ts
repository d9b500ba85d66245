import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Corrections of a file that a retry has yet to take over are found without reading the other rows of the file. */
export class CorrectionIndex1763000000044 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE INDEX batch_file_rows_mended ON batch_file_rows (batch_id, index) WHERE mended IS NOT NULL',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX batch_file_rows_mended');
  }
}
