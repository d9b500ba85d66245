import { allows, type BatchChange } from '../model/status/batch-status.js';
import type { BatchActionName } from './batch-action.js';

/** The single control whose condition an action has. */
const CHANGE: Readonly<Record<BatchActionName, BatchChange | undefined>> = {
  cancel: 'cancel',
  pause: 'pause',
  resume: 'resume',
  priority: 'cancel',
  delete: undefined,
  retry: undefined,
};
/** Rows of a file that are no valid items fail for good; they run again only with corrections. */
const MAY_RETRY = `b.failed_count > coalesce(
  (SELECT f.failures FROM batch_failures f WHERE f.batch_id = b.id AND f.code = 'INVALID_ROW'), 0)`;
/** What has ended, and what still gets items, which is cancelled first. */
const MAY_DELETE = `(b.seal_by IS NOT NULL OR ${allows('retry', 'b.status')})`;

/** SQL condition: the action would change the batch `b` as it is now. */
export function isActionable(action: BatchActionName): string {
  const change = CHANGE[action];
  if (change !== undefined) return allows(change, 'b.status');
  return action === 'delete' ? MAY_DELETE : MAY_RETRY;
}
