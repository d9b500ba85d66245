import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { FigureStore } from './figure-store.js';

/** Delay of the first sums after the start, in milliseconds, and time between sums. */
const FIRST_MS = 30_000;
const INTERVAL_MS = 60_000;
/** Spans that one transaction sums up. */
const SPANS = 8;

/**
 * Keeps the figures of ended batches summed up, which `/api/v1/stats` reads. Every process tries about once a minute; one at a time does
 * it. An answer is right without it, and takes longer.
 */
@Injectable()
export class FigureSums implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isStopping = false;

  constructor(
    private readonly store: FigureStore,
    private readonly log: AppLogger,
  ) {}

  /** Called by the entry point after the migrations. */
  start(): void {
    this.schedule(FIRST_MS);
  }

  /** Sums up whatever is due, now. Spans that are too much for one transaction together are taken singly. */
  async sumUp(): Promise<void> {
    let spans = SPANS;
    while (!this.isStopping) {
      try {
        if ((await this.store.sumUpSome(spans)) < spans) return;
      } catch (error) {
        if (spans === 1) throw error;
        spans = 1;
      }
    }
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private schedule(afterMs: number): void {
    const jitter = 0.9 + Math.random() * 0.2;
    this.timer = setTimeout(() => {
      this.working = this.sumUpQuietly();
    }, afterMs * jitter).unref();
  }

  private async sumUpQuietly(): Promise<void> {
    try {
      await this.sumUp();
    } catch (error) {
      this.log.warn('figures could not be summed up; statistics read the batches instead', { error: String(error) });
    }
    if (!this.isStopping) this.schedule(INTERVAL_MS);
  }
}
