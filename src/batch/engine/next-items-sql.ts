import type { Statement } from '../../platform/database/statement.js';
import { FRESH } from '../model/items/item-sql.js';

/**
 * Items behind the cursor that one statement looks at, beside those that it takes: whatever its plan, it reads no more
 * of a batch.
 */
const WINDOW = 1000;
/**
 * Where the cursor stands when no item is behind it; the trigger of the counters brings it back for one that is added.
 */
const END = 1_000_000_000;

/**
 * The setting of a transaction by which a statement tells the trigger of the counters where the cursor of a batch
 * stands.
 */
const CURSOR_SETTING = 'batchwright.cursor';

/**
 * SQL condition: there is such an item. With an order, for EXISTS read a large batch from the beginning of the table.
 */
function isAny(condition: string, order = 'index'): string {
  return `(SELECT ${order} FROM batch_items WHERE ${condition} ORDER BY ${order} LIMIT 1) IS NOT NULL`;
}

/** SQL expressions of what is to be chosen. */
interface Choice {
  readonly limit: string;
  readonly cursor: string;
  /** Condition on the items that run again. */
  readonly returned: string;
  /** Whether items are begun for the first time. */
  readonly begins: string;
  /** Items behind the cursor that are looked at, beside the limit. */
  readonly window?: string;
}

/**
 * SQL of the CTEs `returned` and `chosen`, which choose the next items of the batch `$1`, whose row the transaction has
 * locked: those that run again and are due, in the order of their times, then fresh ones behind the cursor. `chosen` is
 * one row: their `indexes`; `moved_to`, where the cursor stands then, or NULL; and `looks_on`: the window held fewer
 * than were asked for, and more are behind it.
 *
 * A setting of the transaction tells the cursor to the trigger of the counters, which writes the row of the batch
 * anyway: a second update of a row in a transaction costs as much as ten items, since its references are checked again.
 *
 * The doubled condition on the batch makes the planner expect one row: without statistics it took a bitmap of all items
 * that run again, and sorted them for each commit.
 */
export const chooseItems = ({ limit, cursor, returned, begins, window = String(WINDOW) }: Choice): string => `
    returned AS MATERIALIZED (
      SELECT indexes, CASE WHEN ${begins} THEN ${limit} - cardinality(indexes) ELSE 0 END AS wanted
        FROM (SELECT ARRAY(SELECT index FROM batch_items
                            WHERE batch_id = $1 AND batch_id + 0 = $1 AND run_at <= now() AND status = 'pending' AND ${returned}
                            ORDER BY run_at, index LIMIT ${limit}) AS indexes OFFSET 0) r),
    chosen AS MATERIALIZED (
      SELECT indexes, looks_on, moved_to,
             set_config('${CURSOR_SETTING}', CASE WHEN moved_to IS NULL THEN '' ELSE $1 || ':' || moved_to END, true) AS cursor_setting
        FROM (SELECT indexes, looks_on,
                     CASE WHEN wanted <= 0 OR ${cursor} = ${END} THEN NULL WHEN found = wanted THEN last + 1
                          WHEN looks_on THEN ${cursor} + ${limit} + ${window} ELSE ${END} END AS moved_to
                FROM (SELECT r.indexes || f.indexes AS indexes, r.wanted, cardinality(f.indexes) AS found,
                             f.indexes[r.wanted] AS last,
                             cardinality(f.indexes) < r.wanted
                               AND ${isAny(`batch_id = $1 AND index >= ${cursor} + ${limit} + ${window}`)} AS looks_on
                        FROM returned r
                       CROSS JOIN LATERAL (
                        SELECT ARRAY(SELECT index FROM batch_items
                                      WHERE batch_id = $1 AND index >= ${cursor} AND index < ${cursor} + ${limit} + ${window}
                                        AND ${FRESH}
                                      ORDER BY index LIMIT r.wanted) AS indexes OFFSET 0) f OFFSET 0) found OFFSET 0) chosen)`;

/** The cursor of a batch, where nothing was begun or recorded whose trigger would have moved it. */
export const MOVE_CURSOR: Statement = {
  name: 'move_cursor',
  text: 'UPDATE batches SET next_index = $2 WHERE id = $1 AND next_index < $2',
};

/**
 * SQL condition on the batch `b`: it has fresh items. Looks at the next ones behind the cursor, and takes what is
 * beyond them for fresh: a worker that looks there moves the cursor.
 */
export const HAS_FRESH = `
  (${isAny(`batch_id = b.id AND index >= b.next_index AND index < b.next_index + ${WINDOW} AND ${FRESH}`)}
   OR ${isAny(`batch_id = b.id AND index >= b.next_index + ${WINDOW}`)})`;

/** SQL condition on the batch `b`: an item that runs again is due. */
export const IS_DUE = isAny(`batch_id = b.id AND run_at <= now() AND status = 'pending'`, 'run_at');
