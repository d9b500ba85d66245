import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { RetentionStore } from './retention-store.js';

const HOUR_MS = 3_600_000;
/** The first sweep comes soon after the start, so that a service that restarts daily sweeps too. */
const FIRST_MS = 60_000;
/** Statements of one sweep; what is left waits for the next one. */
const STEPS = 1000;

/**
 * Deletes what is older than it is kept: ended batches after RETENTION_DAYS, idempotency keys after 24 hours (seed S1's
 * cleanup_old_records). Every process sweeps once an hour at a time of its own; the statements skip each other's rows.
 */
@Injectable()
export class Retention implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly store: RetentionStore,
    private readonly config: AppConfig,
    private readonly log: AppLogger,
  ) {}

  /** Begins to sweep every hour; called by the entry point once the schema is there. Does nothing the second time. */
  start(): void {
    if (this.timer === undefined) this.schedule(FIRST_MS);
  }

  /** One sweep now. Throws what the database throws. */
  async sweep(): Promise<{ readonly batches: number; readonly idempotencyKeys: number }> {
    await this.drain(() => this.store.deleteItems(this.config.retentionDays));
    const batches = await this.drain(() => this.store.deleteBatches(this.config.retentionDays));
    const idempotencyKeys = await this.drain(() => this.store.deleteIdempotencyKeys());
    await this.drain(() => this.store.deleteDeliveries(this.config.retentionDays));
    if (batches + idempotencyKeys > 0) this.log.info('old rows deleted', { batches, idempotencyKeys });
    return { batches, idempotencyKeys };
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.sweeping;
  }

  private schedule(afterMs: number): void {
    const jitter = 0.9 + Math.random() * 0.2;
    this.timer = setTimeout(() => {
      this.sweeping = this.sweepQuietly();
    }, afterMs * jitter).unref();
  }

  private async sweepQuietly(): Promise<void> {
    try {
      await this.sweep();
    } catch (error) {
      this.log.warn('the retention sweep failed; the next one is in an hour', { error: String(error) });
    }
    if (!this.isStopping) this.schedule(HOUR_MS);
  }

  private async drain(deleteSome: () => Promise<number>): Promise<number> {
    let total = 0;
    for (let step = 0; step < STEPS && !this.isStopping; step += 1) {
      const count = await deleteSome();
      total += count;
      if (count === 0) break;
    }
    return total;
  }
}
