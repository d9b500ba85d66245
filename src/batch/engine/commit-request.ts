import type { AnyBackground } from '../model/handlers/handler-registry.js';
import type { ItemResult, StartedItem } from '../model/items/item.js';
import type { WhenIdle } from './execution-state.js';
import type { HeldBatch } from './execution-store.js';
import type { Lease } from './lease.js';

/** The input of a group commit. */
export interface GroupCommitRequest {
  readonly lease: Lease;
  readonly ownerId: number;
  readonly handler: AnyBackground;
  /** Aborted when the lease is lost, so that nothing is to be written any more. */
  readonly lost: AbortSignal;
  /** Attempts that have ended since the last commit. */
  readonly finished: readonly ItemResult[];
  readonly steps: readonly { readonly index: number; readonly step: string }[];
  /** Most items that the worker could start, depending on the state of the batch; the batch may have room for fewer. */
  readonly limit: (held: HeldBatch) => number;
  /** Which items start: ordinary ones, or a crash suspect, which runs alone in its process. */
  readonly starts: 'ordinary' | 'suspects';
  /** Number of items that the worker still runs, without the finished ones. */
  readonly running: number;
  /**
   * Indexes of the worker's items, given when a failed commit may have started others that the worker does not know.
   */
  readonly known?: readonly number[] | undefined;
  /** Milliseconds from now by which the lease is extended; not extended when undefined. */
  readonly extendMs?: number | undefined;
  /** What happens to the lease when nothing runs and nothing was started. */
  readonly whenIdle: WhenIdle;
  /** Whether a further worker may be invited to join, when there are more items to run than this one could start. */
  readonly mayInvite: boolean;
}

/** The result of a group commit. */
export interface GroupCommitResult {
  readonly held: HeldBatch;
  readonly started: readonly StartedItem[];
  /** Number of pending items after the commit. */
  readonly pending: number;
  /** How many more items of the batch may run at once, over all its workers. */
  readonly room: number;
  /** Whether items that may start have not been looked at yet: the next commit goes on with them. */
  readonly looksOn: boolean;
  /** Whether a further worker is invited to join: one may, which was not so before. */
  readonly invites: boolean;
  /** Number of items recorded as succeeded, and as failed. */
  readonly succeeded: number;
  readonly failed: number;
  /** Set when the lease was released: the batch has ended, is paused, yielded, or no item can run now. */
  readonly released: { readonly wakeMs: number | null } | undefined;
}
