import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * After `TRUNCATE batch_leases` it is as after an outage: no batch has a worker, and what ran goes back to pending
 * uncharged. The statement may meet a cancel, which locks the batch first, in a deadlock; then it is to be repeated.
 */
export class TruncatedLeases1763000000056 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TRUNCATED_LEASES);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER batch_leases_truncated ON batch_leases;
      DROP FUNCTION give_back_truncated_leases();
    `);
  }
}

const TRUNCATED_LEASES = `
  CREATE FUNCTION give_back_truncated_leases() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    WITH left_behind AS (
      UPDATE batches SET workers = 0, has_room = false WHERE workers > 0 RETURNING id, running_count)
    UPDATE batch_items i SET status = 'pending', run_at = 'epoch', attempts = i.attempts - 1, step = NULL
      FROM left_behind b WHERE b.running_count > 0 AND i.batch_id = b.id AND i.status = 'running';
    RETURN NULL;
  END $$;
  CREATE TRIGGER batch_leases_truncated AFTER TRUNCATE ON batch_leases
    FOR EACH STATEMENT EXECUTE FUNCTION give_back_truncated_leases();
`;
