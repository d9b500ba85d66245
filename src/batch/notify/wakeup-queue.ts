/**
 * Carries wake-ups, never work: a wake-up says that a batch may be runnable. All state is in the database, so a
 * duplicate, lost, late or reordered wake-up does no harm; the reconciler sends another one.
 */
export abstract class WakeupQueue {
  /** Sends a wake-up, after `delayMs` milliseconds if given. Never throws and never waits for a server that is down. */
  abstract wakeUp(batchId: number, delayMs?: number): void;

  /**
   * Starts taking wake-ups. Each one runs `handler` to its end, at most `concurrency` at once in this process; further
   * ones wait or go to other processes.
   */
  abstract start(handler: () => Promise<void>, concurrency: number): Promise<void>;

  /** Takes no more wake-ups. Running handlers continue; the caller waits for them. */
  abstract stop(): Promise<void>;
}
