import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Metrics } from '../../../platform/health/metrics.js';
import type { KindName } from '../kinds/kind.js';
import type { ItemStatus } from './batch-status.js';

/** What the batch module counts in this process; the gauges of the tables are `QueueMetrics`. */
@Injectable()
export class BatchMetrics {
  private readonly items: Counter<'kind' | 'outcome'>;
  private readonly stale: Counter;

  constructor(metrics: Metrics) {
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
  }

  /** Call after the commit, once per item or with a count. */
  countEnded(kind: KindName, outcome: Extract<ItemStatus, 'succeeded' | 'failed' | 'cancelled'>, count = 1): void {
    if (count > 0) this.items.inc({ kind, outcome }, count);
  }

  countStale(count = 1): void {
    if (count > 0) this.stale.inc(count);
  }
}
