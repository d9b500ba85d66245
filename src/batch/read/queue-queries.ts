import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { allows, type BatchStatus, PRIORITIES } from '../model/status/batch-status.js';
import type { KindName } from '../model/kinds/kind.js';

/** Most deliveries that are counted: one index is read so far, whatever the backlog. */
export const MOST_DELIVERIES = 10_000;

/** Unended batches of one kind in one state. */
export interface UnendedBatches {
  readonly kind: KindName;
  readonly status: BatchStatus;
  readonly n: number;
}

/** For how long the first batch of a kind has been waiting for a worker. */
export interface LongestWait {
  readonly kind: KindName;
  /** Seconds; 0 when none waits. */
  readonly seconds: number;
}

/** SQL condition of the indexes of batches that no worker has; the same as that of the claim. */
const WITHOUT_WORKER = `${allows('claim')} AND workers = 0`;

/** What waits in the tables, for the metrics: each statement reads an index, and rows that have ended never. */
@Injectable()
export class QueueQueries {
  constructor(private readonly dataSource: DataSource) {}

  /** Ended batches may be years of history, and ended items have a counter of their own. */
  unendedBatches(): Promise<UnendedBatches[]> {
    return this.dataSource.query(
      `SELECT kind, status, count(*) AS n FROM batches
        WHERE status IN ('pending', 'processing', 'paused') GROUP BY kind, status`,
    );
  }

  /**
   * The longest wait of every kind, of those without a handler in any process too: of each kind and priority the batch
   * that has been queued longest, the parked one that is due longest, and the one whose last lease has been over
   * longest, for a worker that died leaves its lease behind. A batch that a worker gave back counts from when it was
   * queued.
   */
  longestWaits(): Promise<LongestWait[]> {
    return this.dataSource.query(
      `WITH last_leases AS MATERIALIZED (
         SELECT batch_id, max(lease_until) AS since FROM batch_leases GROUP BY batch_id HAVING max(lease_until) < now()),
       left_behind AS MATERIALIZED (
         SELECT kind, priority, status, since FROM batches JOIN last_leases ON batch_id = id
          -- The planner does not know how few they are, and would read all batches for them.
          WHERE id = ANY (ARRAY(SELECT batch_id FROM last_leases)))
       SELECT k.name AS kind, coalesce(greatest(extract(epoch FROM now() - min(w.since)), 0), 0)::double precision AS seconds
         FROM batch_kinds k CROSS JOIN unnest('{${PRIORITIES.join(',')}}'::text[]) p (priority)
         LEFT JOIN LATERAL (
           (SELECT queued_at AS since FROM batches
             WHERE kind = k.name AND priority = p.priority AND ${WITHOUT_WORKER} AND wake_at IS NULL
             ORDER BY queued_at LIMIT 1)
           UNION ALL
           (SELECT wake_at FROM batches
             WHERE kind = k.name AND priority = p.priority AND ${WITHOUT_WORKER} AND wake_at <= now()
             ORDER BY wake_at LIMIT 1)
           UNION ALL
           (SELECT min(since) FROM left_behind
             WHERE kind = k.name AND priority = p.priority AND ${allows('claim')})) w ON true
        GROUP BY k.name`,
    );
  }

  /** Deliveries of webhooks that have not arrived and will be tried, up to `MOST_DELIVERIES`. */
  async waitingDeliveries(): Promise<number> {
    const [row]: { n: number }[] = await this.dataSource.query(
      `SELECT count(*)::integer AS n FROM (
         SELECT FROM webhook_deliveries WHERE status = 'pending' ORDER BY next_attempt_at LIMIT ${MOST_DELIVERIES}) d`,
    );
    return row?.n ?? 0;
  }
}
