/**
 * Carries bells, never work: a bell says that a batch may be runnable. Rows are the truth, so a duplicate, lost, late or
 * re-ordered bell changes nothing; the reconciler rings again.
 */
export abstract class WakeupQueue {
  /** Rings for a batch, after a delay in milliseconds when given. Never throws and never waits for a server that is down. */
  abstract wakeUp(batchId: number, delayMs?: number): void;

  /**
   * Starts taking bells. Each runs `answer` to its end; at most `concurrency` at once in this process, further bells are left
   * to others or wait.
   */
  abstract start(answer: () => Promise<void>, concurrency: number): Promise<void>;

  /** Takes no more bells. Answers that are running go on; the caller waits for them. */
  abstract stop(): Promise<void>;
}
