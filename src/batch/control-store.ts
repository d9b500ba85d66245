import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../accounts/actor.js';
import { AppError, type ErrorCode } from '../platform/http/error.js';
import type { KindName } from './kind.js';
import type { BatchStatus, ItemStatus, Priority } from './state.js';

/** Which ended items are to run again. Nothing named: the failed and the cancelled ones. */
export interface RetryChoice {
  readonly statuses?: readonly Extract<ItemStatus, 'failed' | 'cancelled' | 'succeeded'>[];
  readonly codes?: readonly ErrorCode[];
  readonly indexes?: readonly number[];
  /** Corrected inputs by index; they choose their items too. */
  readonly inputs?: ReadonlyMap<number, object>;
}

/** What a retry has put back to pending. */
export interface Reopened {
  readonly count: number;
  /** Those among them that got another input. */
  readonly corrected: readonly number[];
}

/** The time spent in processing so far goes to `processing_ms`; the current stretch ends. */
const END_STRETCH = `
  processing_ms = processing_ms + coalesce(extract(epoch FROM coalesce(completed_at, clock_timestamp()) - processing_since) * 1000, 0)::bigint,
  processing_since = NULL`;

/** A turn logs every try that failed, the last one too; other ends of an item are logged when it is opened again. */
const LAST_TRY_IS_LOGGED = `(i.attempt_log -> -1 ->> 'number')::integer = i.attempts
                AND (i.attempt_log -> -1 ->> 'started_at')::timestamptz = i.started_at`;

/** The statements behind BatchControl. Every change of a batch is made under its row lock. */
@Injectable()
export class ControlStore {
  /** Locks the row and answers what it is. Throws NOT_FOUND when it is gone. */
  async lock(batchId: number, tx: EntityManager): Promise<{ readonly status: BatchStatus; readonly kind: KindName }> {
    const rows: { status: BatchStatus; kind: KindName }[] = await tx.query(
      'SELECT status, kind FROM batches WHERE id = $1 FOR NO KEY UPDATE',
      [batchId],
    );
    const [row] = rows;
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such batch.');
    return row;
  }

  async pause(batchId: number, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches SET status = 'paused', ${END_STRETCH}, revision = revision + 1, updated_at = clock_timestamp()
        WHERE id = $1 AND status IN ('pending', 'processing')`,
      [batchId],
    );
  }

  async resume(batchId: number, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches
          SET status = CASE WHEN started_at IS NULL THEN 'pending' ELSE 'processing' END, queued_at = now(),
              processing_since = CASE WHEN lease_owner IS NULL THEN NULL ELSE clock_timestamp() END,
              revision = revision + 1, updated_at = clock_timestamp()
        WHERE id = $1 AND status = 'paused'`,
      [batchId],
    );
  }

  /** The token rises, so that nothing a worker still holds can be recorded. */
  async cancel(batchId: number, tx: EntityManager): Promise<void> {
    await tx.query(
      `UPDATE batches
          SET status = 'cancelled', lease_token = lease_token + 1, lease_owner = NULL, lease_until = NULL, ${END_STRETCH},
              revision = revision + 1, updated_at = clock_timestamp()
        WHERE id = $1 AND status IN ('pending', 'processing', 'paused')`,
      [batchId],
    );
    await tx.query(
      `UPDATE batch_items
          SET status = 'cancelled', ended_at = clock_timestamp(), step = NULL, run_at = NULL, wait_reason = NULL,
              error = '{"code":"CANCELLED","message":"The batch was cancelled before the item ended."}'
        WHERE batch_id = $1 AND status IN ('pending', 'running')`,
      [batchId],
    );
  }

  /** Puts chosen ended items back to pending, their error into the log of attempts, and opens the batch again. */
  async reopen(batchId: number, choice: RetryChoice, tx: EntityManager): Promise<Reopened> {
    const inputs = [...(choice.inputs ?? [])].map(([index, input]) => ({ index, input }));
    const indexes =
      choice.indexes === undefined && inputs.length === 0
        ? null
        : [...(choice.indexes ?? []), ...inputs.map(({ index }) => index)];
    const statuses =
      choice.statuses ?? (indexes === null ? ['failed', 'cancelled'] : ['failed', 'cancelled', 'succeeded']);
    // First, while `completed_at` still tells when the batch ended; undone when no item fits.
    await this.open(batchId, tx);
    const [reopened]: Reopened[] = await tx.query(
      `WITH reopened AS (
       UPDATE batch_items i
          SET status = 'pending', output = NULL, error = NULL, ended_at = NULL, started_at = NULL, run_at = NULL, step = NULL,
              wait_reason = NULL, recoveries = 0, attempts = 0, warnings = NULL,
              input = coalesce((SELECT r.input FROM json_to_recordset($2) AS r (index integer, input jsonb) WHERE r.index = i.index), i.input),
              attempt_log = CASE WHEN ${LAST_TRY_IS_LOGGED} THEN i.attempt_log
                ELSE coalesce(i.attempt_log, '[]') || jsonb_build_object('number', i.attempts, 'started_at', i.started_at,
                       'ended_at', i.ended_at, 'error', i.error) END
        WHERE i.batch_id = $1 AND i.status = ANY($3) AND ($4::integer[] IS NULL OR i.index = ANY($4))
          AND ($5::text[] IS NULL OR i.error ->> 'code' = ANY($5))
       RETURNING i.index)
       SELECT count(*)::integer AS count, coalesce(array_agg(index) FILTER (WHERE index = ANY($6)), '{}') AS corrected
         FROM reopened`,
      [batchId, JSON.stringify(inputs), statuses, indexes, choice.codes ?? null, inputs.map(({ index }) => index)],
    );
    return reopened ?? { count: 0, corrected: [] };
  }

  /** Lets the batch of an owner run with the rights of another of the owner's keys; another owner's stays as it is. */
  async setKey(batchId: number, { userId, keyId }: Actor, tx: EntityManager): Promise<void> {
    await tx.query('UPDATE batches SET key_id = $3 WHERE id = $1 AND owner_id = $2', [batchId, userId, keyId]);
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

  /** An ended batch becomes open; a paused or running one stays as it is. A sleeping one has something to do again. */
  private async open(batchId: number, tx: EntityManager): Promise<void> {
    await tx.query('UPDATE batches SET wake_at = NULL, queued_at = now() WHERE id = $1 AND wake_at IS NOT NULL', [
      batchId,
    ]);
    await tx.query(
      `UPDATE batches
          SET status = 'processing', queued_at = now(), ${END_STRETCH}, revision = revision + 1,
              updated_at = clock_timestamp()
        WHERE id = $1 AND status IN ('completed', 'partial', 'failed', 'cancelled')`,
      [batchId],
    );
  }
}
