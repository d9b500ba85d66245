import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { RetentionStore } from './retention-store.js';

const HOUR_MS = 3_600_000;
/**
 * Delay of the first sweep after the start, in milliseconds; short, so that a service that restarts daily sweeps too.
 */
const FIRST_MS = 60_000;
/** Most statements of one sweep per table; the next sweep deletes the rest. */
const STEPS = 1000;

/**
 * Deletes old rows: ended batches and webhook deliveries after RETENTION_DAYS, idempotency keys after 24 hours. Every
 * process sweeps about once an hour, with jitter; the statements skip rows that another process is deleting.
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

  /** Starts the hourly sweep; called by the entry point after the migrations. A second call does nothing. */
  start(): void {
    if (this.timer === undefined) this.schedule(FIRST_MS);
  }

  /** Sweeps once, now. Throws the errors of the database. */
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
