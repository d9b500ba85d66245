/**
 * What a run hands to the save of the same item in the same process, beside the output that is stored and shown: raw replies
 * and vectors are no part of a result. A process that dies in between runs the item again, so nothing is lost.
 *
 * Entries are not taken out by a save, because its transaction may be repeated; the oldest ones leave when there are too many.
 */
export class RunOutputCache<T> {
  private readonly entries = new Map<string, T>();

  /** @param capacity entries kept; above twice the items that a process runs at once none is lost before its save. */
  constructor(private readonly capacity: number) {}

  put(batchId: number, index: number, value: T): void {
    const key = `${batchId} ${index}`;
    this.entries.delete(key);
    this.entries.set(key, value);
    for (const oldest of this.entries.keys()) {
      if (this.entries.size <= this.capacity) break;
      this.entries.delete(oldest);
    }
  }

  get(batchId: number, index: number): T | undefined {
    return this.entries.get(`${batchId} ${index}`);
  }
}
