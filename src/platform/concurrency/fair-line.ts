import type { AppError } from '../errors/app-error.js';
import { abortReason, whenAborted } from './abort.js';

interface FairLineSettings<T> {
  /** Whether the first of the line may proceed now; when it says yes, it has taken what the caller needs. */
  readonly admit: (ticket: T) => boolean;
  /** Callers that may wait; one more is rejected. */
  readonly maxWaiting: number;
  /** The error of a caller for whom there is no room. */
  readonly full: () => AppError;
}

interface Waiter<T> {
  readonly ticket: T;
  readonly grant: () => void;
}

/**
 * The waiting line of every limiter: first come first served, bounded, left by a signal. The owner calls `advance` when
 * something may have become free.
 */
export class FairLine<T> {
  /** Insertion order is the order of arrival. */
  private readonly waiting = new Set<Waiter<T>>();

  constructor(private readonly settings: FairLineSettings<T>) {}

  /** Callers waiting now. */
  get size(): number {
    return this.waiting.size;
  }

  /** Returns when the ticket is admitted. Throws `abortReason` when the signal aborts first, or `full`. */
  enter(ticket: T, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(abortReason(signal));
    if (this.waiting.size === 0 && this.settings.admit(ticket)) return Promise.resolve();
    if (this.waiting.size >= this.settings.maxWaiting) return Promise.reject(this.settings.full());
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiting.delete(waiter);
        forget?.();
      };
      const waiter: Waiter<T> = {
        ticket,
        grant: () => {
          leave();
          resolve();
        },
      };
      this.waiting.add(waiter);
      const forget =
        signal &&
        whenAborted(signal, () => {
          leave();
          reject(abortReason(signal));
          // The next one may need less.
          this.advance();
        });
    });
  }

  /** Admits from the front of the line as many as may proceed. */
  advance(): void {
    for (const waiter of this.waiting) {
      if (!this.settings.admit(waiter.ticket)) return;
      waiter.grant();
    }
  }
}

/** A function that runs once, however often it is called: permits are returned once. */
export function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    work();
  };
}
