import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { giveUpAfter } from '../concurrency/give-up.js';
import { poolOf } from '../database/data-source.js';
import { outsideTransaction } from '../database/nested-connection.js';

/** Time-out of the database check, after which the database counts as down, in milliseconds. */
const ANSWER_MS = 2000;
const NANOSECONDS_PER_MS = 1e6;
/** Interval of the timer whose lateness is measured, in milliseconds; the histogram includes it. */
const RESOLUTION_MS = 20;

interface PoolCounts {
  readonly open: number;
  readonly idle: number;
  /** Requests waiting for a connection. */
  readonly waiting: number;
}

/** The state of this process and its database. */
@Injectable()
export class ProcessHealth implements OnModuleDestroy {
  private readonly delay: IntervalHistogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private asking: Promise<boolean> | undefined;
  private stopping = false;

  constructor(private readonly dataSource: DataSource) {
    this.delay.enable();
  }

  /** Whether the process has started to shut down; load balancers should then use other processes. */
  get isStopping(): boolean {
    return this.stopping;
  }

  markStopping(): void {
    this.stopping = true;
  }

  /** Whether the database responds within two seconds. Concurrent callers share one query. */
  async databaseAnswers(): Promise<boolean> {
    this.asking ??= this.ask();
    let stop = (): void => undefined;
    const late = new Promise<boolean>((resolve) => {
      stop = giveUpAfter(ANSWER_MS, () => resolve(false));
    });
    try {
      return await Promise.race([this.asking, late]);
    } finally {
      stop();
    }
  }

  /** The server's version, for example `15.6`. Throws database errors. */
  async databaseVersion(): Promise<string> {
    const rows: { readonly version: string }[] = await this.dataSource.query(
      `SELECT current_setting('server_version') AS version`,
    );
    return rows[0]?.version ?? '';
  }

  pool(): PoolCounts {
    const { totalCount, idleCount, waitingCount } = poolOf(this.dataSource);
    return { open: totalCount, idle: idleCount, waiting: waitingCount };
  }

  /** Delay of the event loop since the last call, in milliseconds: median, 99th percentile, longest. */
  eventLoopDelay(): { readonly p50: number; readonly p99: number; readonly max: number } {
    const ms = (nanoseconds: number): number =>
      Math.max(0, Math.round((nanoseconds / NANOSECONDS_PER_MS - RESOLUTION_MS) * 100) / 100);
    const found = { p50: ms(this.delay.percentile(50)), p99: ms(this.delay.percentile(99)), max: ms(this.delay.max) };
    this.delay.reset();
    return found;
  }

  onModuleDestroy(): void {
    this.delay.disable();
  }

  private async ask(): Promise<boolean> {
    try {
      await outsideTransaction(() => this.dataSource.query('SELECT 1'));
      return true;
    } catch {
      return false;
    } finally {
      this.asking = undefined;
    }
  }
}
