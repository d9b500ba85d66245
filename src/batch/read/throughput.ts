import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Counters } from '../model/counters.js';
import type { BatchStatus } from '../model/batch-status.js';

/** Items that ended longer ago say nothing of the present, in seconds. */
const WINDOW_SECONDS = 300;
/** Fewer than so many ended items are chance. */
const LEAST_ENDED = 3;
/** Items are begun in the order of their indexes, so what ended last stands around the first that waits. */
const NEIGHBOURS = 200;

/** How fast a batch goes; null until there is enough to know. */
export interface Throughput {
  readonly ratePerSecond: number | null;
  readonly estimatedCompletion: Date | null;
}

/** What is asked of a batch to tell its pace. */
export interface MeasuredBatch extends Counters {
  readonly key: number;
  readonly status: BatchStatus;
}

export const NO_THROUGHPUT: Throughput = { ratePerSecond: null, estimatedCompletion: null };

/** The pace of batches, from the rows that ended last. */
@Injectable()
export class ThroughputEstimator {
  constructor(private readonly dataSource: DataSource) {}

  /** Items that ended in the last five minutes, per second since the first of them; unknown until three did. */
  async of(batch: MeasuredBatch): Promise<Throughput> {
    const remaining = batch.pending + batch.running;
    const isMoving = batch.status === 'processing' && remaining > 0;
    if (!isMoving || batch.total - remaining < LEAST_ENDED) return NO_THROUGHPUT;
    const begun = batch.total - batch.pending;
    // A short stretch of the primary key, however large the batch is.
    const rows: { readonly ended: number; readonly seconds: number | null }[] = await this.dataSource.query(
      `SELECT count(*)::integer AS ended, extract(epoch FROM clock_timestamp() - min(ended_at))::float8 AS seconds
         FROM batch_items
        WHERE batch_id = $1 AND index BETWEEN $2 AND $3 AND ended_at > now() - make_interval(secs => $4)`,
      [batch.key, begun - NEIGHBOURS, begun + NEIGHBOURS, WINDOW_SECONDS],
    );
    return throughputOf(rows[0]?.ended ?? 0, rows[0]?.seconds ?? null, remaining, Date.now());
  }
}

/** The pace of so many items that ended within so many seconds, and when the remaining ones will have ended at it. */
export function throughputOf(ended: number, seconds: number | null, remaining: number, now: number): Throughput {
  if (ended < LEAST_ENDED || seconds === null || seconds <= 0) return NO_THROUGHPUT;
  const rate = ended / seconds;
  return {
    ratePerSecond: Number(rate.toPrecision(4)),
    estimatedCompletion: new Date(now + Math.round((remaining / rate) * 1000)),
  };
}
