import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A claim, and the limits of a submission, read a bounded number of rows however many batches are open. */
export class BoundedClaims1763000000029 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What can run, of each kind and priority, and of each owner, from the one that has waited longest.
      CREATE INDEX batches_waiting ON batches (kind, priority, queued_at, created_at, id)
        WHERE status IN ('pending', 'processing') AND lease_owner IS NULL AND wake_at IS NULL;
      CREATE INDEX batches_waiting_owner ON batches (owner_id, priority, queued_at, created_at, id)
        WHERE status IN ('pending', 'processing') AND lease_owner IS NULL AND wake_at IS NULL;
      CREATE INDEX batches_parked ON batches (kind, priority, wake_at, created_at, id)
        WHERE status IN ('pending', 'processing') AND lease_owner IS NULL AND wake_at IS NOT NULL;
      DROP INDEX batches_open;
      -- How many batches a key has open or paused is asked with every submission.
      CREATE INDEX batches_key_unended ON batches (key_id) WHERE status IN ('pending', 'processing', 'paused');
      DROP INDEX batches_paused;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX batches_waiting, batches_waiting_owner, batches_parked, batches_key_unended;
      CREATE INDEX batches_open ON batches (queued_at) WHERE status IN ('pending', 'processing');
      CREATE INDEX batches_paused ON batches (key_id) WHERE status = 'paused';
    `);
  }
}
