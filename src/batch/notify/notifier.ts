import { Injectable } from '@nestjs/common';
import { ChangeBus, type ChangeNotice } from './change-bus.js';
import { WakeupQueue } from './wakeup-queue.js';

/** What processes tell each other after a commit: bells for workers, hints for whoever watches. Losing either costs time, never work. */
@Injectable()
export class Notifier {
  constructor(
    private readonly queue: WakeupQueue,
    private readonly bus: ChangeBus,
  ) {}

  /** The batch may be runnable, now or after a delay in milliseconds. */
  wakeUp(batchId: number, delayMs?: number): void {
    this.queue.wakeUp(batchId, delayMs);
  }

  /** The batch has changed; `source` is the worker that changed it. */
  changed(batchId: number, source?: string): void {
    this.bus.publish(source === undefined ? { batchId } : { batchId, source });
  }

  onChange(listener: (hint: ChangeNotice) => void): () => void {
    return this.bus.subscribe(listener);
  }

  startHandlingWakeups(answer: () => Promise<void>, concurrency: number): Promise<void> {
    return this.queue.start(answer, concurrency);
  }

  stopHandlingWakeups(): Promise<void> {
    return this.queue.stop();
  }
}
