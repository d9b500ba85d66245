import { Injectable } from '@nestjs/common';
import { EventBus, type Hint } from './change-bus.js';
import { BatchQueue } from './wakeup-queue.js';

/** What processes tell each other after a commit: bells for workers, hints for whoever watches. Losing either costs time, never work. */
@Injectable()
export class Signals {
  constructor(
    private readonly queue: BatchQueue,
    private readonly bus: EventBus,
  ) {}

  /** The batch may be runnable, now or after a delay in milliseconds. */
  ring(batchId: number, delayMs?: number): void {
    this.queue.ring(batchId, delayMs);
  }

  /** The batch has changed; `source` is the worker that changed it. */
  changed(batchId: number, source?: string): void {
    this.bus.publish(source === undefined ? { batchId } : { batchId, source });
  }

  onChange(listener: (hint: Hint) => void): () => void {
    return this.bus.subscribe(listener);
  }

  startAnswering(answer: () => Promise<void>, concurrency: number): Promise<void> {
    return this.queue.start(answer, concurrency);
  }

  stopAnswering(): Promise<void> {
    return this.queue.stop();
  }
}
