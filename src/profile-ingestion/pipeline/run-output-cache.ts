import { BoundedCache } from '../../platform/cache/bounded-cache.js';

/** Twice the most items that one process can run at once (`WORKER_ITEMS`): as many may wait for a delayed save. */
export const RUN_OUTPUT_CAPACITY = 20_000;

/**
 * Passes the output of a run that is not part of the stored result (raw responses, vectors) to the save of the same
 * item in the same process. If the process dies in between, the item runs again, so nothing is lost.
 * Entries are deleted once the save has been committed, because its transaction may be repeated; what is never saved,
 * because the lease was lost, is evicted at capacity, the oldest first.
 */
export class RunOutputCache<T> {
  private readonly entries: BoundedCache<T>;

  /**
   * @param capacity maximum entries; above twice the items that a process runs concurrently, no entry is evicted before
   * its save.
   */
  constructor(capacity: number) {
    this.entries = new BoundedCache({ max: capacity });
  }

  put(batchId: number, index: number, value: T): void {
    this.entries.set(`${batchId} ${index}`, value);
  }

  /** Deletes the entries of saved items. */
  delete(items: readonly { readonly batchId: number; readonly index: number }[]): void {
    for (const { batchId, index } of items) this.entries.delete(`${batchId} ${index}`);
  }

  get(batchId: number, index: number): T | undefined {
    return this.entries.get(`${batchId} ${index}`);
  }
}
