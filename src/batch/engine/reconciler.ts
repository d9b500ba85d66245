import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AppConfig } from '../../platform/config/config.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { StaleControls } from '../control/stale-controls.js';
import { RUNNABLE } from './claim-sql.js';
import { leaseTimes } from './lease.js';
import { HandlerRegistry } from '../model/handlers/handler-registry.js';
import { WakeupQueue } from '../notify/wakeup-queue.js';
import { LEASE_SETTINGS } from '../model/status/lease.settings.js';

/**
 * Delay before a failed sweep is repeated, in milliseconds, so that work continues soon after an outage of the
 * database.
 */
const AFTER_FAILURE_MS = 1000;
/** Most wake-ups of one sweep; further batches are found by the next one. */
const RUNNABLE_BATCHES = 100;

/**
 * Wakes workers up for open batches without a lease: expired leases, parked items that are due, lost wake-ups; and for
 * those whose workers have not the slots for all that may run. Finishes retries, cancels and deletions whose process
 * has ended. Batches of kinds that this process has no handler of are left to others. Runs in every process; a
 * superfluous wake-up changes nothing.
 */
@Injectable()
export class Reconciler {
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<unknown> = Promise.resolve();
  private finishing: Promise<void> | undefined;
  private readonly intervalMs: number;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: WakeupQueue,
    private readonly controls: StaleControls,
    private readonly handlers: HandlerRegistry,
    private readonly log: AppLogger,
    config: AppConfig,
  ) {
    this.intervalMs = leaseTimes(LEASE_SETTINGS.of(config).LEASE_SECONDS).reconcile;
  }

  start(): void {
    this.schedule(0);
  }

  async stop(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.sweeping;
    await this.finishing;
  }

  /** Schedules the next sweep with jitter, so that processes that started together do not sweep at the same time. */
  private schedule(delayMs: number): void {
    this.timer = setTimeout(() => {
      const sweep = this.sweep();
      this.sweeping = sweep;
      void sweep.then((isDone) => {
        const pauseMs = isDone ? this.intervalMs : Math.min(this.intervalMs, AFTER_FAILURE_MS);
        if (this.timer !== undefined) this.schedule(pauseMs * (0.8 + Math.random() * 0.4));
      });
    }, delayMs);
  }

  /** Beside the sweep: orphans must not wait until the cancel of a large batch is done. */
  private finishControls(): void {
    this.finishing ??= this.controls
      .finish(() => this.timer === undefined)
      .catch((error: unknown) => this.log.warn('controls could not be finished', { error: String(error) }))
      .finally(() => (this.finishing = undefined));
  }

  /** Answers whether the database could be asked. */
  private async sweep(): Promise<boolean> {
    try {
      const rows: { id: number }[] = await this.dataSource.query(RUNNABLE, [this.handlers.kinds(), RUNNABLE_BATCHES]);
      if (rows.length > 0) crashPoint('reconcile.before_wakeup');
      for (const { id } of rows) this.queue.wakeUp(id);
      this.finishControls();
      return true;
    } catch (error) {
      this.log.warn('the reconciler could not read open batches', { error: String(error) });
      return false;
    }
  }
}
