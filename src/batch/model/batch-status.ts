/**
 * The states of batches and items, as data.
 *
 *   batch: pending → processing ⇄ paused → completed | partial | failed; any open state → cancelled;
 *          a retry: completed | partial | failed | cancelled → processing
 *   item:  pending → running → succeeded | failed | cancelled
 *
 * `completed` = every item succeeded, `failed` = none did, `partial` = some did. The SQL of the stores guards the
 * transitions. The check constraints of the migrations contain the same lists; a test compares them.
 */
export const BATCH_STATUSES = [
  'pending',
  'processing',
  'paused',
  'completed',
  'partial',
  'failed',
  'cancelled',
] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export const ITEM_STATUSES = ['pending', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type ItemStatus = (typeof ITEM_STATUSES)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type Priority = (typeof PRIORITIES)[number];

const TERMINAL: Readonly<Record<BatchStatus, boolean>> = {
  pending: false,
  processing: false,
  paused: false,
  completed: true,
  partial: true,
  failed: true,
  cancelled: true,
};

/** Whether a batch with this status has ended. */
export const isTerminal = (status: BatchStatus): boolean => TERMINAL[status];

export const TERMINAL_STATUSES = BATCH_STATUSES.filter(isTerminal);

/**
 * The final status of a batch by its successes. The trigger on `batch_items` does the same in SQL; a test compares
 * them.
 */
export function terminalStatus(total: number, successes: number): 'completed' | 'partial' | 'failed' {
  if (successes === total) return 'completed';
  return successes === 0 ? 'failed' : 'partial';
}
