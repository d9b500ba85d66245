import type { WhenIdle } from './execution-state.js';
import type { HeldBatch } from './execution-store.js';

/** What a commit has started and left: `room` is how many more items of the batch may run at once. */
export interface CommitTally {
  readonly started: number;
  /** Most items that the worker could start. */
  readonly limit: number;
  readonly pending: number;
  readonly room: number;
  /** Whether items that may start have not been looked at yet. */
  readonly looksOn: boolean;
}

/** How many items may start of a batch of which `ending` items end with this commit. */
export function roomOf(
  { status, maxConcurrent, running }: Pick<HeldBatch, 'status' | 'maxConcurrent' | 'running'>,
  ending: number,
): number {
  return status === 'processing' ? Math.max(0, maxConcurrent - running + ending) : 0;
}

/** Whether a further worker would find work: this one started as many as it could, and the batch may run more. */
export const hasWorkForOthers = ({ started, limit, pending, room }: CommitTally): boolean =>
  room > 0 && pending > 0 && started === limit;

/**
 * Whether the worker gives up its lease: it runs no item (`running`, without those that this commit started) and can
 * start none. The batch's other workers may run as many as it allows.
 */
export function givesUpLease(
  { started, pending, limit, room, looksOn }: CommitTally,
  { running, whenIdle }: { readonly running: number; readonly whenIdle: WhenIdle },
): boolean {
  if (started > 0 || running > 0 || (looksOn && whenIdle === 'park')) return false;
  const nothingIsDue = limit > 0 && whenIdle === 'park';
  return pending === 0 || room === 0 || whenIdle === 'yield' || nothingIsDue;
}
