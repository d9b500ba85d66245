import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The database refuses a second outcome of an item, whoever writes it: an item that has ended may run again (`pending`,
 * as a retry makes it), and what its outcome holds may be erased, but it does not end once more.
 *
 * A condition of the trigger is evaluated beside the transition rows, without a call: an item costs no more than before
 * (measured by `npm run bench -- item-cost`).
 */
export class OneOutcome1763000000040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION refuse_second_outcome() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'item % of batch % has ended as %, and cannot end again as %', OLD.index, OLD.batch_id, OLD.status, NEW.status
          USING ERRCODE = 'check_violation', CONSTRAINT = 'batch_items_one_outcome', TABLE = 'batch_items';
      END $$;
      -- The one correction: a success whose rows of its kind are refused in the same transaction has failed.
      CREATE TRIGGER batch_items_one_outcome AFTER UPDATE OF status, ended_at ON batch_items FOR EACH ROW
        WHEN (OLD.ended_at IS NOT NULL AND NEW.ended_at IS NOT NULL
              AND (OLD.ended_at <> NEW.ended_at
                   OR OLD.status <> NEW.status
                      AND NOT (OLD.status = 'succeeded' AND NEW.status = 'failed' AND NEW.error ->> 'code' = 'SAVE_FAILED')))
        EXECUTE FUNCTION refuse_second_outcome();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER batch_items_one_outcome ON batch_items;
      DROP FUNCTION refuse_second_outcome();
    `);
  }
}
