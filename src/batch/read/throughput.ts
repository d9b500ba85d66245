import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Counters } from '../model/status/counters.js';
import type { BatchStatus } from '../model/status/batch-status.js';

/** Only items that ended within this time are counted, in seconds. */
const WINDOW_SECONDS = 300;
/** Minimum number of ended items for an estimate. */
const LEAST_ENDED = 3;
/** Items read on each side of the first waiting one: items start in order of index, so the latest ends are near it. */
const NEIGHBOURS = 200;

/** Speed of a batch; null until it can be estimated. */
export interface Throughput {
  readonly ratePerSecond: number | null;
  readonly estimatedCompletion: Date | null;
}

/** The fields of a batch that the estimate needs. */
interface MeasuredBatch extends Counters {
  readonly key: number;
  readonly status: BatchStatus;
}

export const NO_THROUGHPUT: Throughput = { ratePerSecond: null, estimatedCompletion: null };

/** Estimates the throughput of batches from the items that ended last. */
@Injectable()
export class ThroughputEstimator {
  constructor(private readonly dataSource: DataSource) {}

  /** Items per second over the last 5 minutes at most; NO_THROUGHPUT until LEAST_ENDED items have ended. */
  async of(batch: MeasuredBatch): Promise<Throughput> {
    const remaining = batch.pending + batch.running;
    const isMoving = batch.status === 'processing' && remaining > 0;
    if (!isMoving || batch.total - remaining < LEAST_ENDED) return NO_THROUGHPUT;
    const begun = batch.total - batch.pending;
    // Reads a short range of the primary key, whatever the size of the batch.
    const rows: { readonly ended: number; readonly seconds: number | null }[] = await this.dataSource.query(
      `SELECT count(*)::integer AS ended, extract(epoch FROM clock_timestamp() - min(ended_at))::float8 AS seconds
         FROM batch_items
        WHERE batch_id = $1 AND index BETWEEN $2 AND $3 AND ended_at > now() - make_interval(secs => $4)`,
      [batch.key, begun - NEIGHBOURS, begun + NEIGHBOURS, WINDOW_SECONDS],
    );
    return throughputOf(rows[0]?.ended ?? 0, rows[0]?.seconds ?? null, remaining, Date.now());
  }
}

/**
 * The throughput of `ended` items in `seconds`, and the time at which the `remaining` ones will have ended at this
 * rate.
 */
export function throughputOf(ended: number, seconds: number | null, remaining: number, now: number): Throughput {
  if (ended < LEAST_ENDED || seconds === null || seconds <= 0) return NO_THROUGHPUT;
  const rate = ended / seconds;
  return {
    ratePerSecond: Number(rate.toPrecision(4)),
    estimatedCompletion: new Date(now + Math.round((remaining / rate) * 1000)),
  };
}
