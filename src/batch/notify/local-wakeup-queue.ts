import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { WakeupQueue } from './wakeup-queue.js';
import { WakeupSlots } from './wakeup-slots.js';

/** Longest delay that a timer is kept for; the reconciler rings for what is further off. */
const LONGEST_DELAY_MS = 60_000;
/** Delayed bells kept at once; beyond that the reconciler is soon enough. */
const TIMERS = 10_000;

/** Bells inside one process. */
@Injectable()
export class LocalWakeupQueue extends WakeupQueue {
  private slots: WakeupSlots | undefined;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly log: AppLogger) {
    super();
  }

  wakeUp(_batchId: number, delayMs = 0): void {
    if (delayMs <= 0) void this.slots?.take();
    else if (delayMs <= LONGEST_DELAY_MS && this.timers.size < TIMERS) this.later(delayMs);
  }

  start(answer: () => Promise<void>, concurrency: number): Promise<void> {
    this.slots = new WakeupSlots(answer, concurrency, (error) =>
      this.log.error('a bell was answered with an error', { error: String(error) }),
    );
    return Promise.resolve();
  }

  stop(): Promise<void> {
    this.slots = undefined;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    return Promise.resolve();
  }

  private later(delayMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.slots?.take();
    }, delayMs);
    this.timers.add(timer);
  }
}
