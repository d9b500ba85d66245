/**
 * Passes the output of a run that is not part of the stored result (raw responses, vectors) to the save of the same
 * item in the same process. If the process dies in between, the item runs again, so nothing is lost.
 * A save does not remove entries, because its transaction may be repeated; the oldest ones are evicted at capacity.
 */
export class RunOutputCache<T> {
  private readonly entries = new Map<string, T>();

  /**
   * @param capacity maximum entries; above twice the items that a process runs concurrently, no entry is evicted before
   * its save.
   */
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
