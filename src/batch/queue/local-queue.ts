import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchQueue } from './batch-queue.js';

/** Longest delay that a timer is kept for; the reconciler rings for what is further off. */
const LONGEST_DELAY_MS = 60_000;
/** Delayed bells kept at once; beyond that the reconciler is soon enough. */
const TIMERS = 10_000;

/** Bells inside one process. */
@Injectable()
export class LocalQueue extends BatchQueue {
  private answer: (() => Promise<void>) | undefined;
  private concurrency = 0;
  private answering = 0;
  /** Bells that came while all hands were busy; more than one a hand would only find nothing left to do. */
  private waiting = 0;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly log: AppLogger) {
    super();
  }

  ring(_batchId: number, delayMs = 0): void {
    if (delayMs <= 0) this.take();
    else if (delayMs <= LONGEST_DELAY_MS && this.timers.size < TIMERS) this.later(delayMs);
  }

  start(answer: () => Promise<void>, concurrency: number): Promise<void> {
    this.answer = answer;
    this.concurrency = concurrency;
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.answer = undefined;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    return Promise.resolve();
  }

  private later(delayMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.take();
    }, delayMs);
    this.timers.add(timer);
  }

  private take(): void {
    const { answer } = this;
    if (answer === undefined) return;
    if (this.answering >= this.concurrency) {
      this.waiting = Math.min(this.waiting + 1, this.concurrency);
      return;
    }
    this.answering += 1;
    answer()
      .catch((error: unknown) => this.log.error('a bell was answered with an error', { error: String(error) }))
      .finally(() => {
        this.answering -= 1;
        if (this.waiting > 0) {
          this.waiting -= 1;
          this.take();
        }
      });
  }
}
