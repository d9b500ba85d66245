import { Injectable } from '@nestjs/common';
import { ChangeBus, type ChangeNotice } from './change-bus.js';
import { WakeupQueue } from './wakeup-queue.js';

/**
 * Notifications between processes, sent after a commit: wake-ups for workers, change notices for live clients and
 * running batches. A lost one causes a delay, never a wrong state.
 */
@Injectable()
export class Notifier {
  constructor(
    private readonly queue: WakeupQueue,
    private readonly bus: ChangeBus,
  ) {}

  /** Wakes a worker, since the batch may be runnable now or after a delay in milliseconds. */
  wakeUp(batchId: number, delayMs?: number): void {
    this.queue.wakeUp(batchId, delayMs);
  }

  /** Publishes that the batch has changed; `source` is the worker that changed it. */
  changed(batchId: number, source?: string): void {
    this.bus.publish(source === undefined ? { batchId } : { batchId, source });
  }

  /** Calls the listener for every change notice until the returned function is called. */
  onChange(listener: (notice: ChangeNotice) => void): () => void {
    return this.bus.subscribe(listener);
  }

  startHandlingWakeups(handler: () => Promise<void>, concurrency: number): Promise<void> {
    return this.queue.start(handler, concurrency);
  }

  stopHandlingWakeups(): Promise<void> {
    return this.queue.stop();
  }
}
