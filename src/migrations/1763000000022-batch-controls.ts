import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A retry, a cancel or a deletion of a large batch is done in pieces; what is left of it is kept with the batch. */
export class BatchControls1763000000022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batches
        -- {"do": "retry" | "cancel" | "delete", ...}: what is left to do; null when nothing is.
        ADD COLUMN pending_control jsonb,
        -- When it was asked for: a retry leaves items alone that ended later.
        ADD COLUMN control_since timestamptz,
        -- When a piece of it was last done: another process takes it up when nobody does.
        ADD COLUMN control_at timestamptz,
        ADD CONSTRAINT batches_control_check CHECK ((pending_control IS NULL) = (control_at IS NULL));
      CREATE INDEX batches_pending_control ON batches (control_at) WHERE pending_control IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'ALTER TABLE batches DROP COLUMN pending_control, DROP COLUMN control_since, DROP COLUMN control_at',
    );
  }
}
