import { setTimeout as delay } from 'node:timers/promises';
import { KEYS } from '../support/accounts.js';
import type { Ledger } from './ledger.js';
import type { Place } from './place.js';

/** Interval between samples, in milliseconds. */
const EVERY_MS = 400;

/** One snapshot: what of recent batches is not as it must be at every instant. */
const SNAPSHOT = `
  SELECT (SELECT count(*)::int FROM batches b
            LEFT JOIN LATERAL (
              SELECT count(*) AS total, count(*) FILTER (WHERE status = 'pending') AS pending,
                     count(*) FILTER (WHERE status = 'running') AS running,
                     count(*) FILTER (WHERE status = 'succeeded') AS succeeded,
                     count(*) FILTER (WHERE status = 'failed') AS failed,
                     count(*) FILTER (WHERE status = 'cancelled') AS cancelled
                FROM batch_items WHERE batch_id = b.id) i ON true
           WHERE (b.completed_at IS NULL OR b.completed_at > now() - interval '2 s')
             AND (b.total_count, b.pending_count, b.running_count, b.succeeded_count, b.failed_count, b.cancelled_count)
                 IS DISTINCT FROM (i.total, i.pending, i.running, i.succeeded, i.failed, i.cancelled)) AS wrong,
         (SELECT count(*)::int FROM batches WHERE running_count > max_concurrent) AS crowded,
         (SELECT coalesce(max(extract(epoch FROM clock_timestamp() - l.lease_until)), 0)::float8
            FROM batch_leases l JOIN batches b ON b.id = l.batch_id WHERE b.status IN ('pending', 'processing')) AS overdue`;

/** Compares the counters of batches with their items, in the database and as the API shows them, while others work. */
export class Sampler {
  samples = 0;
  /** Batches of all samples whose counters differ from their items. */
  wrong = 0;
  /** Batches of all samples with more items running than they may have. */
  crowded = 0;
  /** Longest time that a batch stood there with a lease that had run out, in seconds. */
  overdueSeconds = 0;
  private isStopped = false;
  private readonly done: Promise<void>;

  constructor(
    private readonly place: Place,
    private readonly ledger: Ledger,
  ) {
    this.done = this.sample();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.done;
  }

  private async sample(): Promise<void> {
    while (!this.isStopped) {
      await this.look();
      const list = await this.place.balancer.send('GET', '/api/v1/batches?limit=50', { key: KEYS.admin });
      if (!('failure' in list) && list.status === 200)
        for (const { counters } of list.field('results') as { counters: unknown }[]) this.ledger.noteCounters(counters);
      await delay(EVERY_MS);
    }
  }

  private async look(): Promise<void> {
    const [row] = (await this.place.peek(SNAPSHOT)) ?? [];
    if (row === undefined) return;
    this.samples += 1;
    this.wrong += Number(row['wrong']);
    this.crowded += Number(row['crowded']);
    this.overdueSeconds = Math.max(this.overdueSeconds, Number(row['overdue']));
  }
}
