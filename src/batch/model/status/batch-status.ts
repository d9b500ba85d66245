/**
 * The states of batches and items, as data. `completed` = every item succeeded, `failed` = none did, `partial` = some
 * did. The check constraints of the migrations contain the same lists; a test compares them.
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

/**
 * What changes the status of a batch: from which states, and to which. The statements that make these changes are
 * guarded by `allows`; a test tries each of them on a batch in every state.
 */
export const BATCH_CHANGES = {
  /** A worker claims it; also one whose former worker has gone. */
  claim: { from: ['pending', 'processing'], to: ['processing'] },
  pause: { from: ['pending', 'processing'], to: ['paused'] },
  /** Back to where it was: `pending` when no worker had begun it. */
  resume: { from: ['paused'], to: ['pending', 'processing'] },
  cancel: { from: ['pending', 'processing', 'paused'], to: ['cancelled'] },
  /** Its last item ends; the trigger on `batch_items` does it. The running items of a paused batch go on. */
  end: { from: ['processing', 'paused'], to: ['completed', 'partial', 'failed'] },
  /** Ended items of it run again. */
  retry: { from: ['completed', 'partial', 'failed', 'cancelled'], to: ['processing'] },
} as const satisfies Readonly<
  Record<string, { readonly from: readonly BatchStatus[]; readonly to: readonly BatchStatus[] }>
>;
export type BatchChange = keyof typeof BATCH_CHANGES;

/** SQL condition: the status of the batch allows the change. */
export const allows = (change: BatchChange, column = 'status'): string =>
  `${column} IN (${BATCH_CHANGES[change].from.map((status) => `'${status}'`).join(', ')})`;

/** The states of a batch that has ended; only a retry leaves them. */
export const TERMINAL_STATUSES: readonly BatchStatus[] = BATCH_CHANGES.retry.from;

/** Whether a batch with this status has ended. */
export const isTerminal = (status: BatchStatus): boolean => TERMINAL_STATUSES.includes(status);

/**
 * The final status of a batch by its successes. The trigger on `batch_items` does the same in SQL; a test compares
 * them.
 */
export function terminalStatus(total: number, successes: number): 'completed' | 'partial' | 'failed' {
  if (successes === total) return 'completed';
  return successes === 0 ? 'failed' : 'partial';
}
