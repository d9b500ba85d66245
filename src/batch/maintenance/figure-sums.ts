import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { FigureStore } from './figure-store.js';

/** Delay of the first sums after the start, in milliseconds, and time between sums. */
const FIRST_MS = 30_000;
const INTERVAL_MS = 60_000;
/** Spans that one transaction sums up. */
const SPANS = 8;

/**
 * Keeps the figures of ended batches summed up, which `/api/v1/stats` reads, and those that features add. Every process
 * tries about once a minute; one at a time does it. An answer is right without it, and takes longer.
 */
@Injectable()
export class FigureSums implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private isStopping = false;
  private readonly ofFeatures: (() => Promise<number>)[] = [];

  constructor(
    private readonly store: FigureStore,
    private readonly log: AppLogger,
  ) {}

  /** Adds figures of a feature: work that sums up some and answers how many, 0 when nothing is due. */
  add(sumUpSome: () => Promise<number>): void {
    this.ofFeatures.push(sumUpSome);
  }

  /** Called by the entry point after the migrations. */
  start(): void {
    this.schedule(FIRST_MS);
  }

  /**
   * Sums up whatever is due, now. Figures that cannot be summed up keep no others. Throws the first error, in the end.
   */
  async sumUp(): Promise<void> {
    const errors: unknown[] = [];
    for (const work of [() => this.sumUpBatches(), ...this.ofFeatures.map((some) => () => this.drain(some))])
      await work().catch((error: unknown) => errors.push(error));
    if (errors.length > 0) throw errors[0];
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    clearTimeout(this.timer);
    await this.working;
  }

  private async drain(sumUpSome: () => Promise<number>): Promise<void> {
    while (!this.isStopping && (await sumUpSome()) > 0);
  }

  /** Spans that are too much for one transaction together are taken singly. */
  private async sumUpBatches(): Promise<void> {
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
      this.log.warn('figures could not be summed up; answers read the rows instead', { error: String(error) });
    }
    if (!this.isStopping) this.schedule(INTERVAL_MS);
  }
}
