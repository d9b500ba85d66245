import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { BatchControl } from '../control/batch-control.js';
import { AppConfig } from '../../platform/config/config.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { RetentionStore } from './retention-store.js';
import { RETENTION_SETTINGS } from './retention.settings.js';

const HOUR_MS = 3_600_000;
/**
 * Delay of the first sweep after the start, in milliseconds; short, so that a service that restarts daily sweeps too.
 */
const FIRST_MS = 60_000;
/**
 * Most statements of one sweep per table, of 100 batches or 1,000 other rows, and most looks at 1,000 batches for large
 * ones; the next sweep deletes the rest.
 */
const STEPS = 10_000;

/**
 * Deletes old rows: ended batches, actions on batches and webhook deliveries after RETENTION_DAYS, idempotency keys
 * after 24 hours. Every process sweeps about once an hour, with jitter; the statements skip rows that another process
 * is deleting, and a large batch goes as one that a caller deletes.
 */
@Injectable()
export class Retention implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly store: RetentionStore,
    private readonly control: BatchControl,
    private readonly config: AppConfig,
    private readonly log: AppLogger,
  ) {}

  /** Starts the hourly sweep; called by the entry point after the migrations. A second call does nothing. */
  start(): void {
    if (this.timer === undefined) this.schedule(FIRST_MS);
  }

  /**
   * Sweeps once, now: what cannot be deleted keeps nothing else. Throws the first error of the database, in the end.
   */
  async sweep(): Promise<{ readonly batches: number; readonly idempotencyKeys: number }> {
    const { RETENTION_DAYS: days } = RETENTION_SETTINGS.of(this.config);
    const errors: unknown[] = [];
    const note = (error: unknown): 0 => {
      if (errors.length > 0) this.log.warn('more old rows could not be deleted', { error: String(error) });
      errors.push(error);
      return 0;
    };
    const drain = (deleteSome: () => Promise<number>): Promise<number> => this.drain(deleteSome).catch(note);
    const small = await drain(() => this.store.deleteBatches(days));
    const idempotencyKeys = await drain(() => this.store.deleteIdempotencyKeys());
    await drain(() => this.store.deleteActions(days));
    await drain(() => this.store.deleteDeliveries(days));
    const batches = small + (await this.deleteLarge(days, note).catch(note));
    if (batches + idempotencyKeys > 0) this.log.info('old rows deleted', { batches, idempotencyKeys });
    if (errors.length > 0) throw errors[0];
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

  /** Deletes large batches one after the other, each in pieces as for a caller. Answers how many it has deleted. */
  private async deleteLarge(olderThanDays: number, note: (error: unknown) => 0): Promise<number> {
    let deleted = 0;
    let found = await this.store.findLarge(olderThanDays);
    for (let step = 0; step < STEPS; step += 1) {
      for (const batchId of found.ids) {
        if (this.isStopping) return deleted;
        const isDeleted = await this.control.delete(batchId, undefined, () => this.isStopping).catch(note);
        if (isDeleted === true) deleted += 1;
      }
      if (found.next === undefined || this.isStopping) break;
      found = await this.store.findLarge(olderThanDays, found.next);
    }
    return deleted;
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
