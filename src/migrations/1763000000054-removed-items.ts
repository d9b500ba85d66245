import type { MigrationInterface, QueryRunner } from 'typeorm';
import { COUNT_WITH_CURSOR, KEEPS_STATUS } from './1763000000039-item-cursor.js';

/**
 * A batch that has ended stays as it ended when it loses items: a large one is deleted in pieces, and what is left of a
 * partial batch may be its successes. So it does when what is left is written without another outcome.
 */
const STAYS_AS_IT_ENDED = 'b.completed_at IS NOT NULL AND (d.total < 0 OR d.total = 0 AND d.succeeded = 0)';

/**
 * What somebody with psql removes leaves no batch that workers claim again and again, or never. Whole tables follow in
 * migrations of their own: one that waited for a table with another one locked would be in a deadlock with commits.
 */
export class RemovedItems1763000000054 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(COUNT_WITH_CURSOR.replace(KEEPS_STATUS, `${KEEPS_STATUS} OR ${STAYS_AS_IT_ENDED}`));
    await runner.query(CANCEL_EMPTIED);
    await runner.query(CANCEL_FORMER);
    for (const [table, dependent] of EMPTIED) await runner.query(truncateWith(table, dependent, TRUNCATE_OR_DELETE));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, dependent] of EMPTIED) await runner.query(truncateWith(table, dependent, TRUNCATE));
    await runner.query(`
      DROP TRIGGER batches_emptied ON batches;
      DROP FUNCTION cancel_emptied_batch();
    `);
    await runner.query(COUNT_WITH_CURSOR);
  }
}

/**
 * An open batch without items had nothing to run and no end: a worker that gave it back claimed it again at once. One
 * place for whoever removes the items; a batch that is being deleted has ended, and pays for the condition only.
 */
const CANCEL_EMPTIED = `
  CREATE FUNCTION cancel_emptied_batch() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    UPDATE batches
       SET status = 'cancelled', end_reason = 'Its items were removed from the database.', seal_by = NULL, wake_at = NULL,
           has_room = false, completed_at = clock_timestamp()
     WHERE id = NEW.id;
    DELETE FROM batch_leases WHERE batch_id = NEW.id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER batches_emptied AFTER UPDATE ON batches FOR EACH ROW
    WHEN (NEW.total_count = 0 AND OLD.total_count > 0 AND NEW.status IN ('pending', 'processing', 'paused'))
    EXECUTE FUNCTION cancel_emptied_batch();
`;

/** Those that lost their items before; one that gets them in parts may have none yet. */
const CANCEL_FORMER = `
  WITH emptied AS (
    UPDATE batches
       SET status = 'cancelled', end_reason = 'Its items were removed from the database.', wake_at = NULL, has_room = false,
           completed_at = coalesce(completed_at, clock_timestamp()), revision = revision + 1, updated_at = clock_timestamp()
     WHERE total_count = 0 AND seal_by IS NULL AND status IN ('pending', 'processing', 'paused') RETURNING id)
  DELETE FROM batch_leases WHERE batch_id IN (SELECT id FROM emptied);
`;

/** As of 1763000000026. */
const EMPTIED = [
  ['batches', 'batch_items'],
  ['users', 'contact_analysis'],
] as const;

const TRUNCATE = (dependent: string): string => `TRUNCATE ${dependent} CASCADE;`;

/** A table that the statement itself names is in use until it ends, and is not truncated within it. */
const TRUNCATE_OR_DELETE = (dependent: string): string => `
    BEGIN
      TRUNCATE ${dependent} CASCADE;
    EXCEPTION WHEN object_in_use THEN
      DELETE FROM ${dependent};
    END;`;

const truncateWith = (table: string, dependent: string, empty: (dependent: string) => string): string => `
  -- When ${table} are truncated.
  CREATE OR REPLACE FUNCTION truncate_${dependent}() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    ${empty(dependent)}
    RETURN NULL;
  END $$;
`;
