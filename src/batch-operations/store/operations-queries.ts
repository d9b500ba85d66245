import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { visibleOwner } from '../../accounts/rights/visibility.js';
import type { BatchStatus } from '../../batch/model/status/batch-status.js';
import type { OperationType } from '../../marketplace/rules/operation-type.js';
import { COUNTER_COLUMNS, type Counters } from '../../batch/model/status/counters.js';
import type { ItemError } from '../../platform/errors/app-error.js';

/** A stored batch as shown in the history. */
export interface StoredBatch {
  readonly publicId: string;
  readonly operationType: OperationType;
  readonly status: BatchStatus;
  readonly counters: Counters;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}

/** One ended item of a stored batch. */
export interface StoredOutcome {
  readonly index: number;
  readonly output: object | null;
  readonly error: ItemError | null;
}

/** Which batches of the history are listed. */
interface HistoryFilter {
  readonly limit: number;
  readonly offset: number;
  readonly status: BatchStatus | undefined;
  readonly operationType: OperationType | undefined;
}

/** One row per status and type that occurs. */
export interface StatsRow {
  readonly status: BatchStatus;
  readonly operationType: OperationType;
  readonly batches: number;
  readonly operations: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Number of ended batches. */
  readonly ended: number;
  readonly seconds: number;
  readonly lastAt: Date;
}

interface BatchColumns extends Counters {
  readonly id: number;
  readonly publicId: string;
  readonly operationType: OperationType;
  readonly status: BatchStatus;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly completedAt: Date | null;
}

const COLUMNS = `
  id, public_id AS "publicId", options->>'operation_type' AS "operationType", status, ${COUNTER_COLUMNS},
  created_at AS "createdAt", started_at AS "startedAt", completed_at AS "completedAt"`;

const MATCHING = `
  kind = 'operations' AND owner_id = $1
  AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR options->>'operation_type' = $3)`;

/** Reads batches of operations. */
@Injectable()
export class OperationsQueries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * A batch with its outcomes; undefined when it does not exist or belongs to another owner. A key with the scope
   * `admin` finds the batches of all owners.
   */
  async find(
    publicId: string,
    actor: Actor,
  ): Promise<{ readonly batch: StoredBatch; readonly outcomes: readonly StoredOutcome[] } | undefined> {
    const owner = visibleOwner(actor);
    const [row]: BatchColumns[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM batches
        WHERE public_id = $1 AND kind = 'operations' AND ($2::bigint IS NULL OR owner_id = $2)`,
      [publicId, owner],
    );
    if (row === undefined) return undefined;
    const outcomes: StoredOutcome[] = await this.dataSource.query(
      'SELECT index, output, error FROM batch_items WHERE batch_id = $1 AND ended_at IS NOT NULL ORDER BY index',
      [row.id],
    );
    return { batch: toBatch(row), outcomes };
  }

  /** A page of the caller's own batches, newest first, and the number of all that match. */
  async list(
    ownerId: number,
    filter: HistoryFilter,
  ): Promise<{ readonly count: number; readonly batches: readonly StoredBatch[] }> {
    const values = [ownerId, filter.status ?? null, filter.operationType ?? null];
    const [total]: { count: number }[] = await this.dataSource.query(
      `SELECT count(*) AS count FROM batches WHERE ${MATCHING}`,
      values,
    );
    const rows: BatchColumns[] = await this.dataSource.query(
      `SELECT ${COLUMNS} FROM batches WHERE ${MATCHING} ORDER BY created_at DESC, id DESC LIMIT $4 OFFSET $5`,
      [...values, filter.limit, filter.offset],
    );
    return { count: Number(total?.count ?? 0), batches: rows.map(toBatch) };
  }

  /** The caller's batches of the last days, summed up by status and type. */
  async summarise(ownerId: number, days: number): Promise<readonly StatsRow[]> {
    return this.dataSource.query(
      `SELECT status, options->>'operation_type' AS "operationType", count(*)::integer AS batches,
              sum(total_count)::integer AS operations, sum(succeeded_count)::integer AS succeeded,
              sum(failed_count)::integer AS failed, count(completed_at)::integer AS ended,
              coalesce(sum(extract(epoch FROM completed_at - started_at)), 0)::double precision AS seconds,
              max(created_at) AS "lastAt"
         FROM batches
        WHERE kind = 'operations' AND owner_id = $1 AND created_at > now() - make_interval(days => $2)
        GROUP BY 1, 2`,
      [ownerId, days],
    );
  }
}

const toBatch = (row: BatchColumns): StoredBatch => ({
  publicId: row.publicId,
  operationType: row.operationType,
  status: row.status,
  counters: {
    total: row.total,
    pending: row.pending,
    running: row.running,
    succeeded: row.succeeded,
    failed: row.failed,
    cancelled: row.cancelled,
  },
  createdAt: row.createdAt,
  startedAt: row.startedAt,
  completedAt: row.completedAt,
});
