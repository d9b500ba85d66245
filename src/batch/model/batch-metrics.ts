import { Injectable } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { Metrics } from '../../platform/health/metrics.js';
import type { KindName } from './kind.js';
import type { BatchStatus, ItemStatus } from './batch-status.js';

/** Shortest time between two reads of the gauge from the database, in milliseconds, whatever the number of scrapes. */
const READ_MS = 15_000;

interface StatusRow {
  readonly kind: KindName;
  readonly status: BatchStatus;
  readonly n: number;
}

/** The metrics of the batch module. */
@Injectable()
export class BatchMetrics {
  private readonly items: Counter<'kind' | 'outcome'>;
  private readonly stale: Counter;
  private rows: readonly StatusRow[] = [];
  private readAt = -Infinity;

  constructor(
    metrics: Metrics,
    private readonly dataSource: DataSource,
  ) {
    const registers = [metrics.registry];
    this.items = new Counter({
      name: 'batch_items_ended_total',
      help: 'Items that ended in this process, after their commit.',
      labelNames: ['kind', 'outcome'],
      registers,
    });
    this.stale = new Counter({
      name: 'stale_completions_total',
      help: 'Results that came under a lease that was no longer held, and changed nothing.',
      registers,
    });
    const read = (): Promise<readonly StatusRow[]> => this.read();
    new Gauge({
      name: 'batches',
      help: 'Open batches by kind and state, from the rows.',
      labelNames: ['kind', 'status'],
      registers,
      async collect() {
        const rows = await read();
        this.reset();
        for (const { kind, status, n } of rows) this.set({ kind, status }, n);
      },
    });
  }

  /** Call after the commit, once per item or with a count. */
  countEnded(kind: KindName, outcome: Extract<ItemStatus, 'succeeded' | 'failed' | 'cancelled'>, count = 1): void {
    if (count > 0) this.items.inc({ kind, outcome }, count);
  }

  countStale(count = 1): void {
    if (count > 0) this.stale.inc(count);
  }

  /** Reads the gauge. Returns the last known rows when the database fails, since metrics must work during an outage. */
  private async read(): Promise<readonly StatusRow[]> {
    if (performance.now() - this.readAt < READ_MS) return this.rows;
    this.readAt = performance.now();
    try {
      this.rows = await outsideTransaction(() =>
        // Open batches only: ended ones may be years of history, and ended items have a counter of their own.
        this.dataSource.query(
          `SELECT kind, status, count(*) AS n FROM batches
            WHERE status IN ('pending', 'processing', 'paused') GROUP BY kind, status`,
        ),
      );
    } catch {
      this.readAt = -Infinity;
    }
    return this.rows;
  }
}
