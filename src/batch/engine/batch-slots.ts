import type { ItemSlots } from './item-slots.js';

/** Slots taken for the items that a commit may start: some ordinary ones, or the whole process for a crash suspect. */
export interface Reservation {
  readonly count: number;
  readonly isExclusive: boolean;
}

/** The slots of the process that one batch holds: one for each running item, and those reserved for a commit. */
export class BatchSlots {
  private held = 0;
  private isExclusive = false;

  constructor(private readonly slots: ItemSlots) {}

  /** Reserves up to `wanted` ordinary slots without waiting, possibly none. */
  reserve(wanted: number): Reservation {
    const count = wanted <= 0 ? 0 : this.slots.take(wanted);
    this.held += count;
    return { count, isExclusive: false };
  }

  /**
   * Waits until nothing else runs in the process, and reserves all of it. Undefined when the signal is aborted before.
   */
  async reserveExclusive(signal: AbortSignal): Promise<Reservation | undefined> {
    this.isExclusive = await this.slots.takeExclusive(signal);
    return this.isExclusive ? { count: 1, isExclusive: true } : undefined;
  }

  /** Releases what the commit has not used; a failed one has used nothing. */
  releaseUnused({ count, isExclusive }: Reservation, started: number): void {
    if (!isExclusive) this.release(count - started);
    else if (started === 0) this.releaseExclusive();
  }

  /** Releases the slot of an item that has ended; does nothing when all were released before. */
  releaseOne(): void {
    if (this.isExclusive) this.releaseExclusive();
    else if (this.held > 0) this.release(1);
  }

  releaseAll(): void {
    this.release(this.held);
    if (this.isExclusive) this.releaseExclusive();
  }

  /** Resolves when slots of the process become free, or when the signal is aborted. */
  change(signal: AbortSignal): Promise<void> {
    return this.slots.change(signal);
  }

  private release(count: number): void {
    if (count === 0) return;
    this.held -= count;
    this.slots.release(count);
  }

  private releaseExclusive(): void {
    this.isExclusive = false;
    this.slots.releaseExclusive();
  }
}
