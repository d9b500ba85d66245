import { Deadline } from '../concurrency/deadline.js';
import { FairLine } from '../concurrency/fair-line.js';
import { AppError } from '../errors/app-error.js';

/** Limits of the response bodies held in memory at the same time. */
interface BodyBudgetSettings {
  /** Bytes of all bodies beyond the free part of each; default 128 MiB. */
  readonly bytes?: number;
  /** Bodies that may wait; one more is rejected with OVERLOADED. Default 1,000. */
  readonly maxWaiting?: number;
  /** Longest wait in milliseconds, then OVERLOADED; default 30,000. */
  readonly waitMs?: number;
}

/**
 * Bytes of each body that need no budget: most pages and every robots.txt are smaller, and the number of requests
 * is bounded elsewhere.
 */
export const FREE_BYTES = 512 * 1024;

/**
 * The bytes that response bodies of other servers may occupy in this process. A body that grows beyond `FREE_BYTES`
 * waits until everything it may still need is available, first come first served: with piecewise requests bodies
 * could wait for each other forever. A body larger than the whole budget gets all of it, exclusively.
 */
export class BodyBudget {
  private readonly total: number;
  private readonly waitMs: number;
  private readonly line: FairLine<number>;
  private taken = 0;

  constructor(settings: BodyBudgetSettings = {}) {
    this.total = settings.bytes ?? 128 * 1024 * 1024;
    this.waitMs = settings.waitMs ?? 30_000;
    this.line = new FairLine({
      admit: (bytes) => this.admit(bytes),
      maxWaiting: settings.maxWaiting ?? 1_000,
      full: overloaded,
    });
  }

  /** Bytes taken now. */
  get used(): number {
    return this.taken;
  }

  /** Bodies waiting now. */
  get waiting(): number {
    return this.line.size;
  }

  /** The allocation of one body; nothing is taken yet. */
  place(): BodyPlace {
    return new BodyPlace(this);
  }

  /** Takes bytes once they are free and returns how many. Throws OVERLOADED, or the signal's reason. */
  async take(wanted: number, signal: AbortSignal): Promise<number> {
    const bytes = Math.min(wanted, this.total);
    const deadline = new Deadline(this.waitMs, signal, overloaded);
    try {
      await this.line.enter(bytes, deadline.signal);
    } finally {
      deadline.dispose();
    }
    return bytes;
  }

  /** Returns bytes to the budget. */
  giveBack(bytes: number): void {
    this.taken -= bytes;
    this.line.advance();
  }

  private admit(bytes: number): boolean {
    if (this.taken + bytes > this.total) return false;
    this.taken += bytes;
    return true;
  }
}

/** The allocation of one body: free bytes, then what it took, then nothing once released. */
export class BodyPlace {
  private taken = 0;
  private isWide = false;
  private isReleased = false;

  constructor(private readonly budget: BodyBudget) {}

  /** Whether a body of this many bytes fits its allocation. */
  holds(bytes: number): boolean {
    return this.isWide || bytes <= FREE_BYTES;
  }

  /**
   * Takes what a body of at most `most` bytes needs beyond the free part; called once. Throws as `BodyBudget.take`.
   */
  async widen(most: number, signal: AbortSignal): Promise<void> {
    const bytes = await this.budget.take(Math.max(0, most - FREE_BYTES), signal);
    this.isWide = true;
    if (this.isReleased) this.budget.giveBack(bytes);
    else this.taken = bytes;
  }

  /** Returns what a complete body does not need. */
  shrink(bytes: number): void {
    const unused = this.taken - Math.max(0, bytes - FREE_BYTES);
    if (unused <= 0) return;
    this.taken -= unused;
    this.budget.giveBack(unused);
  }

  /** Returns everything; calling it again does nothing. */
  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    this.budget.giveBack(this.taken);
    this.taken = 0;
  }
}

const overloaded = (): AppError =>
  new AppError('OVERLOADED', 'Too many large documents are being read; try again shortly.', { retryAfter: 5 });
