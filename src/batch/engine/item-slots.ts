/**
 * Process-wide semaphore of running items, with an exclusive mode for items suspected of crashing the worker. While a
 * caller waits for the exclusive mode, no further slots are granted, so that it is not starved.
 */
export class ItemSlots {
  private used = 0;
  private exclusive = false;
  private waitingExclusive = 0;
  private readonly waiters = new Set<() => void>();

  constructor(readonly capacity: number) {}

  /** Takes up to `wanted` slots without waiting. Returns the number taken, possibly 0. */
  take(wanted: number): number {
    const taken = Math.max(0, Math.min(wanted, this.free));
    this.used += taken;
    return taken;
  }

  release(count: number): void {
    this.used -= count;
    this.wake();
  }

  /** Waits for the exclusive mode. Returns false when the signal is aborted before. */
  async takeExclusive(signal: AbortSignal): Promise<boolean> {
    this.waitingExclusive += 1;
    try {
      while (this.used > 0 || this.exclusive) {
        if (signal.aborted) return false;
        await this.change(signal);
      }
      if (signal.aborted) return false;
      this.exclusive = true;
      return true;
    } finally {
      this.waitingExclusive -= 1;
      if (!this.exclusive) this.wake();
    }
  }

  releaseExclusive(): void {
    this.exclusive = false;
    this.wake();
  }

  /** Resolves at the next release, or when the signal is aborted. */
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

  /** Slots that could be taken now. */
  get free(): number {
    return this.exclusive || this.waitingExclusive > 0 ? 0 : this.capacity - this.used;
  }

  get running(): number {
    return this.used + (this.exclusive ? 1 : 0);
  }

  private wake(): void {
    for (const waiter of [...this.waiters]) waiter();
  }
}
