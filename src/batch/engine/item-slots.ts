/**
 * How many items run in this process. A caller either takes some of the slots, or the whole process for one item that may
 * kill it; while somebody waits for the whole process, no new slots are given, so that it gets its turn.
 */
export class ItemSlots {
  private used = 0;
  private alone = false;
  private waitingAlone = 0;
  private readonly waiters = new Set<() => void>();

  constructor(readonly capacity: number) {}

  /** Takes up to `wanted` slots; answers how many, possibly none. */
  take(wanted: number): number {
    if (this.alone || this.waitingAlone > 0) return 0;
    const taken = Math.max(0, Math.min(wanted, this.capacity - this.used));
    this.used += taken;
    return taken;
  }

  release(count: number): void {
    this.used -= count;
    this.wake();
  }

  /** Takes the whole process for one item; answers false when the signal ends the wait. */
  async takeAlone(signal: AbortSignal): Promise<boolean> {
    this.waitingAlone += 1;
    try {
      while (this.used > 0 || this.alone) {
        if (signal.aborted) return false;
        await this.change(signal);
      }
      if (signal.aborted) return false;
      this.alone = true;
      return true;
    } finally {
      this.waitingAlone -= 1;
      if (!this.alone) this.wake();
    }
  }

  releaseAlone(): void {
    this.alone = false;
    this.wake();
  }

  /** Resolves at the next release, or when the signal ends the wait. */
  change(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.waiters.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.waiters.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  get running(): number {
    return this.used + (this.alone ? 1 : 0);
  }

  private wake(): void {
    for (const waiter of [...this.waiters]) waiter();
  }
}
