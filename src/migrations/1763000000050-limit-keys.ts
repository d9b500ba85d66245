import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Batches remember the key whose limits they count against: the first of a chain of keys that made one another. Counted
 * by their own keys, each further key that a caller made brought as many open batches again.
 */
export class LimitKeys1763000000050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE batches ADD COLUMN limit_key_id text;
      UPDATE batches b SET limit_key_id = coalesce(k.root_id, k.id)
        FROM api_keys k WHERE k.id = b.key_id AND b.status IN ('pending', 'processing', 'paused');
      -- How many batches a key has open or paused is asked with every submission.
      CREATE INDEX batches_limit_key_unended ON batches (limit_key_id) WHERE status IN ('pending', 'processing', 'paused');
      DROP INDEX batches_key_unended;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX batches_limit_key_unended;
      ALTER TABLE batches DROP COLUMN limit_key_id;
      CREATE INDEX batches_key_unended ON batches (key_id) WHERE status IN ('pending', 'processing', 'paused');
    `);
  }
}
