import { Injectable } from '@nestjs/common';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { WakeupQueue } from './wakeup-queue.js';
import { WakeupSlots } from './wakeup-slots.js';

/** Longest delay for which a timer is set, in milliseconds; the reconciler sends wake-ups that are due later. */
const LONGEST_DELAY_MS = 60_000;
/** Most delayed wake-ups at once; beyond that the reconciler sends them. */
const MAX_TIMERS = 10_000;

/** Wake-ups inside one process. */
@Injectable()
export class LocalWakeupQueue extends WakeupQueue {
  private slots: WakeupSlots | undefined;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(private readonly log: AppLogger) {
    super();
  }

  wakeUp(_batchId: number, delayMs = 0): void {
    if (delayMs <= 0) void this.slots?.take();
    else if (delayMs <= LONGEST_DELAY_MS && this.timers.size < MAX_TIMERS) this.later(delayMs);
  }

  start(handler: () => Promise<void>, concurrency: number): Promise<void> {
    this.slots = new WakeupSlots(handler, concurrency, (error) =>
      this.log.error('wake-up handler failed', { error: String(error) }),
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
