import type { ItemError } from '../../../platform/errors/app-error.js';

/** SQL value of `run_at`: the item runs again, at once. Nobody sees this time. */
export const AT_ONCE = `'epoch'::timestamptz`;

/** SQL value: `run_at` as it is shown. */
export const RUN_AT_SHOWN = `nullif(run_at, ${AT_ONCE})`;

/**
 * SQL condition on an item: it has not begun yet, and is found behind the cursor of its batch. Every other pending item
 * has a time in `run_at`, and is found by the index of those.
 */
export const FRESH = `status = 'pending' AND run_at IS NULL`;

const CANCELLED: ItemError = { code: 'CANCELLED', message: 'The batch was cancelled before the item ended.' };

/** SQL value: the error of an item that was cancelled with its batch. */
export const CANCELLED_ERROR = `'${JSON.stringify(CANCELLED)}'::jsonb`;

/** SQL condition on an item: it failed. The second half is that of the index of failures, which holds no state. */
export const IS_FAILURE = `status = 'failed' AND error <> ${CANCELLED_ERROR}`;

/**
 * SQL condition on an item of the batch: an item with one of these states, a parameter or NULL, may be there. For
 * `pending` and `running` alone it is one of the next `limit` with an index above `after`: behind the cursor, among
 * those that run again, or in a lease; however many have ended in between, they are not read.
 */
export const mayHaveState = (item: string, batch: string, statuses: string, after: string, limit: string): string => {
  const next = (status: string, place: string, order = 'index'): string =>
    `(SELECT index FROM batch_items
               WHERE batch_id = ${batch} AND '${status}' = ANY(${statuses}) AND status = '${status}' AND ${place}
               ORDER BY ${order} LIMIT ${limit})`;
  const cursor = `(SELECT next_index FROM batches WHERE id = ${batch})`;
  const running = `ARRAY(SELECT unnest(running) FROM batch_leases WHERE batch_id = ${batch})`;
  // index + 0: those that wait for their time are few, and the primary key is not the way to them. Those that run again
  // at once, which may be all items, are in order in the same index.
  return `(NOT coalesce(${statuses} <@ '{pending,running}', false) OR ${item} = ANY (ARRAY(
            ${next('pending', `index > ${after} AND index >= ${cursor}`)}
            UNION ${next('pending', `run_at = ${AT_ONCE} AND index > ${after}`)}
            UNION ${next('pending', `run_at > ${AT_ONCE} AND index + 0 > ${after}`, 'index + 0')}
            UNION ${next('running', `index > ${after} AND index = ANY (${running})`)})))`;
};
