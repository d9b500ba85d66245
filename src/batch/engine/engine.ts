import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Reconciler } from './reconciler.js';
import { WebhookDeliverer } from '../webhooks/webhook-deliverer.js';
import { Worker } from './worker.js';

/**
 * Starts and stops the worker, webhooks and reconciler of this process. Started by the entry point after the
 * migrations.
 */
@Injectable()
export class Engine implements BeforeApplicationShutdown {
  private isStarted = false;

  constructor(
    private readonly worker: Worker,
    private readonly reconciler: Reconciler,
    private readonly deliverer: WebhookDeliverer,
  ) {}

  /** Starts the reconciler, and with `worksOnBatches` also the worker and the webhook deliverer. */
  async start(worksOnBatches: boolean): Promise<void> {
    this.isStarted = worksOnBatches;
    if (worksOnBatches) await this.worker.start();
    if (worksOnBatches) this.deliverer.start();
    this.reconciler.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.reconciler.stop();
    // The deliverer stops last, since the worker's last batches still write webhooks.
    if (this.isStarted) await this.worker.stop();
    await this.deliverer.stop();
  }
}
