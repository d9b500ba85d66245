import type { ExcusedAttempts } from '../model/items/outage.js';
import type { CommitQueue } from './commit-queue.js';
import type { ItemSlots } from './item-slots.js';
import type { Lease, LeaseTimes } from './lease.js';
import type { Leased } from './lease-keeper.js';
import type { ClaimedBatch } from './lease-store.js';

/** Services that the worker provides to its executors. */
export interface ExecutorHost {
  readonly commits: Pick<CommitQueue, 'commit'>;
  readonly slots: ItemSlots;
  readonly times: LeaseTimes;
  readonly excused: ExcusedAttempts;
  /** Publishes a change notice, after a commit. */
  changed(batchId: number): void;
  /** Wakes a worker up that may join, after a commit. */
  inviteWorker(batchId: number): void;
  /** Recovers what dead workers of the batch left. */
  takeOver(batch: ClaimedBatch, lease: Lease): Promise<void>;
  /** Whether a runnable batch waits for a worker. */
  othersWait(): Promise<boolean>;
  /** Whether the next commit should extend the lease. */
  isDue(run: Leased): boolean;
  /**
   * Extends the lease now if it is due, after a failed commit: its row was locked as long as that took. Never throws;
   * returns whether the database answered, without having been asked too if the lease is not due.
   */
  extend(run: Leased): Promise<boolean>;
  /** Records that a commit that began at `beganAt`, on the monotonic clock, has extended the lease. */
  extended(run: Leased, beganAt: number): void;
  /** Called when a commit has failed, `failures` times in a row, and is repeated. */
  repeats(batchId: number, failures: number, error: unknown): void;
  /** Called when a handler has thrown an error that it does not know; the item fails with INTERNAL_ERROR. */
  unforeseen(batchId: number, index: number, error: unknown): void;
}

/** Why an execution ended. */
export type ExecutionEnd =
  /**
   * `mayGoOn`: pending items remain, and the batch is not paused; `wakeMs`: until the next due item, null when the
   * batch waits for none.
   */
  | { readonly reason: 'released'; readonly wakeMs: number | null; readonly mayGoOn: boolean }
  | { readonly reason: 'lost' };
