import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Reconciler } from './reconciler.js';
import { WebhookDeliverer } from '../webhooks/webhook-deliverer.js';
import { Worker } from './worker.js';

/** Starts and stops the work of this process. The entry point starts it, once the schema is there; nothing runs before. */
@Injectable()
export class Engine implements BeforeApplicationShutdown {
  private isStarted = false;

  constructor(
    private readonly worker: Worker,
    private readonly reconciler: Reconciler,
    private readonly deliverer: WebhookDeliverer,
  ) {}

  /** Rings for open batches, and works on them unless this process only answers requests. */
  async start(worksOnBatches: boolean): Promise<void> {
    this.isStarted = worksOnBatches;
    if (worksOnBatches) await this.worker.start();
    if (worksOnBatches) this.deliverer.start();
    this.reconciler.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.reconciler.stop();
    // The worker's last batches have something to tell still.
    if (this.isStarted) await this.worker.stop();
    await this.deliverer.stop();
  }
}
