import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../accounts/rights/actor.js';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import type { Item } from '../model/items/item.js';
import { CANCELLED_ERROR } from '../model/items/item-sql.js';
import type { KindName } from '../model/kinds/kind.js';
import { blockColumns, toBlocks } from '../model/search/search-blocks.js';
import { allows, type BatchStatus, type ItemStatus, type Priority } from '../model/status/batch-status.js';
import { LOOKED_AT, PIECE } from './piece.js';

/** Selects the ended items that run again. Without any field: the failed and the cancelled ones. */
export interface RetryChoice {
  readonly statuses?: readonly Extract<ItemStatus, 'failed' | 'cancelled' | 'succeeded'>[];
  readonly codes?: readonly ErrorCode[];
  readonly indexes?: readonly number[];
  /** Corrected inputs by index; these items are selected too. */
  readonly inputs?: ReadonlyMap<number, object>;
}

/** What is left of a control that is done in pieces. */
export type PendingControl =
  | {
      readonly do: 'delete';
      /** The items up to this index are gone. A process of the version before names none. */
      readonly after?: number;
    }
  | {
      readonly do: 'cancel';
      /** The items up to this index are done. A process of the version before names none. */
      readonly after?: number;
    }
  | {
      readonly do: 'retry';
      readonly choice: StoredChoice;
      /** The items up to this index are done. */
      readonly after: number;
      /** Items put back to pending so far. */
      readonly count: number;
    };

/** The choice of a retry as the database keeps it. */
export interface StoredChoice {
  readonly statuses: readonly ItemStatus[];
  readonly codes: readonly ErrorCode[] | null;
  readonly indexes: readonly number[] | null;
  readonly inputs: readonly { readonly index: number; readonly input: object }[];
  /** Exactly the items that have a correction of a file, with those. */
  readonly ofFile?: true;
}

/** Corrections of a file, which RetryStore keeps. */
export const OF_FILE: StoredChoice = {
  statuses: ['failed', 'cancelled'],
  codes: null,
  // None for a process of the version before, which would open all of them otherwise.
  indexes: [],
  inputs: [],
  ofFile: true,
};

/** A batch that is being opened again waits for a worker so long after its last piece, in seconds. */
const HOLD_SECONDS = 10;
/** A control is taken up by another process when no piece of it was done for so long, in seconds. */
const STALE_SECONDS = 15;
/** Controls that one sweep takes up. */
export const TAKEN_UP = 10;

/** The time spent in processing so far goes to `processing_ms`; the current stretch ends. */
const END_PROCESSING_PERIOD = `
  processing_ms = processing_ms + coalesce(extract(epoch FROM coalesce(completed_at, clock_timestamp()) - processing_since) * 1000, 0)::bigint,
  processing_since = NULL`;

/** A batch under its row lock. */
export interface LockedBatch {
  readonly status: BatchStatus;
  readonly kind: KindName;
  readonly ownerId: number;
  readonly options: object;
  /** Whether it gets further items. */
  readonly isOpen: boolean;
  /** Whether it was not sealed in time. */
  readonly isOverdue: boolean;
  /** What is left of a control that is done in pieces. */
  readonly control: PendingControl | null;
}

/** A batch that waits to be taken up since a time, which is exact. */
export interface StaleControl {
  readonly id: number;
  readonly at: string;
}

/** What a retry chooses, in the form in which it is kept. */
export function toStored(choice: RetryChoice): StoredChoice {
  const inputs = [...(choice.inputs ?? [])].map(([index, input]) => ({ index, input }));
  const indexes =
    choice.indexes === undefined && inputs.length === 0
      ? null
      : [...(choice.indexes ?? []), ...inputs.map(({ index }) => index)];
  const statuses =
    choice.statuses ?? (indexes === null ? ['failed', 'cancelled'] : ['failed', 'cancelled', 'succeeded']);
  return { statuses, codes: choice.codes ?? null, indexes, inputs };
}

/** The statements of BatchControl. Every change of a batch is made under its row lock. */
@Injectable()
export class ControlStore {
  /** Locks the row and answers what it is. Throws NOT_FOUND when it is gone. */
  async lock(batchId: number, tx: EntityManager): Promise<LockedBatch> {
    const row = await this.find(batchId, tx);
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such batch.');
    return row;
  }

  /** Locks the row; undefined when it is gone. */
  async find(batchId: number, tx: EntityManager): Promise<LockedBatch | undefined> {
    const rows: LockedBatch[] = await tx.query(
      `SELECT status, kind, owner_id AS "ownerId", options, seal_by IS NOT NULL AS "isOpen",
              coalesce(seal_by < now(), false) AS "isOverdue", pending_control AS control
         FROM batches WHERE id = $1 FOR NO KEY UPDATE`,
      [batchId],
    );
    return rows[0];
  }

  async pause(batchId: number, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches SET status = 'paused', ${END_PROCESSING_PERIOD}, revision = revision + 1, updated_at = clock_timestamp()
        WHERE id = $1 AND ${allows('pause')}`,
      [batchId],
    );
  }

  async resume(batchId: number, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches
          SET status = CASE WHEN started_at IS NULL THEN 'pending' ELSE 'processing' END, queued_at = now(),
              processing_since = CASE WHEN workers = 0 THEN NULL ELSE clock_timestamp() END,
              revision = revision + 1, updated_at = clock_timestamp()
        WHERE id = $1 AND ${allows('resume')}`,
      [batchId],
    );
  }

  /**
   * The leases go, so that nothing a worker still holds can be recorded. The items follow, see `cancelItems`; a batch
   * whose items have all ended and that only waited for its seal ends now.
   */
  async cancel(batchId: number, reason: string | null, tx: EntityManager): Promise<void> {
    await tx.query(
      `WITH cancelled AS (
         UPDATE batches
            SET status = 'cancelled', end_reason = $2, seal_by = NULL,
                completed_at = CASE WHEN pending_count + running_count = 0 THEN clock_timestamp() END,
                lease_token = lease_token + 1, has_room = false, ${END_PROCESSING_PERIOD},
                revision = revision + 1, updated_at = clock_timestamp()
          WHERE id = $1 AND ${allows('cancel')} RETURNING id)
       DELETE FROM batch_leases l USING cancelled c WHERE l.batch_id = c.id`,
      [batchId, reason],
    );
  }

  /**
   * Cancels items that wait or run, one piece of them behind an index. Answers the index up to which that is done; null
   * when no more follow.
   */
  async cancelItems(batchId: number, after: number, tx: EntityManager): Promise<number | null> {
    const rows: { readonly upTo: number | null }[] = await tx.query(
      `WITH piece AS MATERIALIZED (
         SELECT index FROM batch_items
          WHERE batch_id = $1 AND index > $2 AND index <= $2::integer + ${LOOKED_AT} AND status IN ('pending', 'running')
          ORDER BY index LIMIT ${PIECE}),
       cancelled AS (
         UPDATE batch_items
            SET status = 'cancelled', ended_at = clock_timestamp(), step = NULL, run_at = NULL, wait_reason = NULL,
                error = ${CANCELLED_ERROR}
          WHERE batch_id = $1 AND status IN ('pending', 'running') AND index = ANY (ARRAY(SELECT index FROM piece)))
       SELECT CASE WHEN count(*) = ${PIECE} THEN max(index)
                   WHEN (SELECT index FROM batch_items WHERE batch_id = $1 AND index > $2::integer + ${LOOKED_AT}
                          ORDER BY index LIMIT 1) IS NOT NULL
                   THEN $2::integer + ${LOOKED_AT} END AS "upTo" FROM piece`,
      [batchId, after],
    );
    return rows[0]?.upTo ?? null;
  }

  /**
   * Deletes items of a batch, one piece of them behind an index, and the batch with the last. Answers the index up to
   * which all are gone; null when the batch is gone too. A range of indexes is what the primary key finds also where
   * the table has no statistics, and entries of what is gone are not walked again.
   */
  async deleteItems(batchId: number, after: number, tx: EntityManager): Promise<number | null> {
    const rows: { readonly upTo: number | null }[] = await tx.query(
      `WITH blocks AS (
         DELETE FROM batch_search WHERE batch_id = $1 AND first_index > $2 AND first_index <= $2::integer + ${PIECE}),
       deleted AS (DELETE FROM batch_items WHERE batch_id = $1 AND index > $2 AND index <= $2::integer + ${PIECE})
       SELECT (SELECT index - 1 FROM batch_items WHERE batch_id = $1 AND index > $2::integer + ${PIECE}
                ORDER BY index LIMIT 1) AS "upTo"`,
      [batchId, after],
    );
    const upTo = rows[0]?.upTo ?? null;
    if (upTo === null) await tx.query('DELETE FROM batches WHERE id = $1', [batchId]);
    return upTo;
  }

  /** Adds the words that corrected inputs have, in a row of its own for each. */
  async addWords(batchId: number, corrected: readonly Item<object>[], tx: EntityManager): Promise<void> {
    await tx.query(
      `INSERT INTO batch_search (batch_id, first_index, last_index, bits)
       SELECT $1, r.first_index, r.last_index, r.bits
         FROM unnest($2::integer[], $3::integer[], $4::bytea[]) AS r (first_index, last_index, bits)
       ON CONFLICT (batch_id, first_index, last_index) DO UPDATE SET bits = excluded.bits`,
      [batchId, ...blockColumns(corrected.flatMap((item) => toBlocks([item])))],
    );
  }

  /**
   * Keeps what is left to do. A batch that is being opened again waits for its worker, so that it cannot end in
   * between.
   */
  async keepControl(batchId: number, control: PendingControl, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches
          SET control_since = coalesce(control_since, clock_timestamp()), control_at = clock_timestamp(), pending_control = $2,
              wake_at = CASE WHEN $3 AND workers = 0 THEN now() + $4 * interval '1 second' ELSE wake_at END
        WHERE id = $1`,
      [batchId, JSON.stringify(control), control.do === 'retry', HOLD_SECONDS],
    );
  }

  /** Nothing is left to do. */
  async endControl(batchId: number, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches SET pending_control = NULL, control_since = NULL, control_at = NULL, wake_at = NULL
        WHERE id = $1 AND pending_control IS NOT NULL`,
      [batchId],
    );
  }

  /** Batches whose control nobody works on, since the process that began it has ended; longest waiting first. */
  findStaleControls(kinds: readonly KindName[], tx: EntityManager): Promise<readonly StaleControl[]> {
    return tx.query(
      `SELECT id, control_at::text AS at FROM batches
        WHERE pending_control IS NOT NULL AND control_at < now() - $1 * interval '1 second'
          AND (pending_control ->> 'do' <> 'retry' OR kind = ANY($3))
        ORDER BY control_at LIMIT $2`,
      [STALE_SECONDS, TAKEN_UP, kinds],
    );
  }

  /**
   * Puts a control of which nothing was done since it was read behind the others, without waiting for a lock of its
   * batch.
   */
  async leaveForLater({ id, at }: StaleControl, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches SET control_at = clock_timestamp()
        WHERE id = (SELECT id FROM batches WHERE id = $1 AND control_at = $2::timestamptz FOR NO KEY UPDATE SKIP LOCKED)`,
      [id, at],
    );
  }

  /** Batches that were not sealed in time, in the order of that time, behind a place in it. */
  findUnsealed(behind: StaleControl | undefined, tx: EntityManager): Promise<readonly StaleControl[]> {
    return tx.query(
      `SELECT id, seal_by::text AS at FROM batches
        WHERE seal_by < now() AND (seal_by, id) > (coalesce($2::timestamptz, '-infinity'), $3::bigint)
        ORDER BY seal_by, id LIMIT $1`,
      [TAKEN_UP, behind?.at ?? null, behind?.id ?? 0],
    );
  }

  /** Makes the batch run with the rights of the actor's key, if the actor owns the batch; else does nothing. */
  async setKey(batchId: number, { userId, keyId, limitKeyId }: Actor, tx: EntityManager): Promise<void> {
    await tx.query('UPDATE batches SET key_id = $3, limit_key_id = $4 WHERE id = $1 AND owner_id = $2', [
      batchId,
      userId,
      keyId,
      limitKeyId,
    ]);
  }

  async adjust(
    batchId: number,
    change: { readonly priority?: Priority; readonly maxConcurrent?: number },
    tx: EntityManager,
  ): Promise<void> {
    await tx.query(
      `UPDATE batches SET priority = coalesce($2, priority), max_concurrent = coalesce($3, max_concurrent),
              revision = revision + 1, updated_at = clock_timestamp()
        WHERE id = $1`,
      [batchId, change.priority ?? null, change.maxConcurrent ?? null],
    );
  }

  /**
   * Reopens an ended batch; an unended one keeps its status. Clears `wake_at`, since there are items to run now. To be
   * called before items are put back to pending, while `completed_at` still tells when the batch ended.
   */
  async reopenBatch(batchId: number, tx: EntityManager): Promise<void> {
    await tx.query('UPDATE batches SET wake_at = NULL, queued_at = now() WHERE id = $1 AND wake_at IS NOT NULL', [
      batchId,
    ]);
    await tx.query(
      `UPDATE batches
          SET status = 'processing', queued_at = now(), end_reason = NULL, transaction_tries = 0, ${END_PROCESSING_PERIOD}, revision = revision + 1,
              updated_at = clock_timestamp()
        WHERE id = $1 AND ${allows('retry')}`,
      [batchId],
    );
  }
}
