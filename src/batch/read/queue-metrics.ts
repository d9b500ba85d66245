import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { outsideTransaction } from '../../platform/database/nested-connection.js';
import { giveUpAfter } from '../../platform/concurrency/give-up.js';
import { Metrics } from '../../platform/health/metrics.js';
import { type LongestWait, MOST_DELIVERIES, QueueQueries, type UnendedBatches } from './queue-queries.js';

/** How long a scrape waits for the database, in milliseconds; then it gets the last known figures. */
const ANSWER_MS = 2000;
/** Shortest time between two reads of the gauges from the database, in milliseconds, whatever the number of scrapes. */
const READ_MS = 15_000;

interface Figures {
  readonly batches: readonly UnendedBatches[];
  readonly waits: readonly LongestWait[];
  readonly deliveries: number;
}

/** The gauges of what waits, over all processes: each of them exports the same. */
@Injectable()
export class QueueMetrics {
  private known: Figures = { batches: [], waits: [], deliveries: 0 };
  private reading: Promise<void> = Promise.resolve();
  private readAt = -Infinity;

  constructor(
    metrics: Metrics,
    private readonly queries: QueueQueries,
  ) {
    const registers = [metrics.registry];
    const read = (): Promise<Figures> => this.read();
    new Gauge({
      name: 'batches',
      help: 'Unended batches by kind and state, from the rows.',
      labelNames: ['kind', 'status'],
      registers,
      async collect() {
        const { batches } = await read();
        this.reset();
        for (const { kind, status, n } of batches) this.set({ kind, status }, n);
      },
    });
    new Gauge({
      name: 'batchwright_oldest_waiting_batch_seconds',
      help: 'How long the batch of the kind that has been waiting longest for a worker has waited; 0 when none waits.',
      labelNames: ['kind'],
      registers,
      async collect() {
        const { waits } = await read();
        for (const { kind, seconds } of waits) this.set({ kind }, seconds);
      },
    });
    new Gauge({
      name: 'batchwright_webhook_deliveries_waiting',
      help: `Deliveries of webhooks that have not arrived and will be tried; counted up to ${MOST_DELIVERIES}.`,
      registers,
      async collect() {
        this.set((await read()).deliveries);
      },
    });
  }

  /** Returns the last known figures when the database fails or is silent, since metrics must work during an outage. */
  private read(): Promise<Figures> {
    if (performance.now() - this.readAt >= READ_MS) {
      this.readAt = performance.now();
      this.reading = outsideTransaction(() => this.query()).then(
        (figures) => void (this.known = figures),
        () => void (this.readAt = -Infinity),
      );
    }
    const { reading } = this;
    return new Promise((resolve) => {
      const stop = giveUpAfter(ANSWER_MS, () => resolve(this.known));
      void reading.then(() => {
        stop();
        resolve(this.known);
      });
    });
  }

  private async query(): Promise<Figures> {
    const { queries } = this;
    return {
      batches: await queries.unendedBatches(),
      waits: await queries.longestWaits(),
      deliveries: await queries.waitingDeliveries(),
    };
  }
}
