import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { booleanColumn, doubleColumn, integerColumn, jsonColumn, textColumn } from '../../platform/database/columns.js';
import { sendWithoutWaiting, run, type Statement } from '../../platform/database/statement.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import { logWithLastTry } from '../model/attempt-log.js';
import type { Item, ItemResult, StartedItem } from '../model/item.js';
import { IS_OVER, type Lease, MAX_RECOVERIES } from './lease.js';
import type { BatchStatus } from '../model/batch-status.js';

/** The locked batch row and lease, at the beginning of a group commit. Counters are those of all workers. */
export interface HeldBatch {
  readonly status: BatchStatus;
  /** Indexes of the items that run under this lease. */
  readonly mine: readonly number[];
  readonly hasRoom: boolean;
  /** Whether another lease of the batch has expired. */
  readonly hasDead: boolean;
  readonly maxConcurrent: number;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Whether the owner has webhook endpoints. */
  readonly listens: boolean;
  /** Whether it gets further items: it does not end with those it has. */
  readonly isOpen: boolean;
}

/**
 * Running items of the batch that stand in no lease, because their worker has crashed, return to pending, or fail after
 * MAX_RECOVERIES crashes. With `$3` the named ones.
 */
const RECOVER: Statement = {
  name: 'recover_items',
  text: `
    UPDATE batch_items
       SET recoveries = recoveries + 1, step = NULL,
           status = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN 'failed' ELSE 'pending' END,
           error = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN $2::jsonb END,
           ended_at = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN clock_timestamp() END
     WHERE batch_id = $1 AND status = 'running' AND index = ANY (coalesce($3::integer[], ARRAY(
             SELECT index FROM batch_items WHERE batch_id = $1 AND status = 'running'
             EXCEPT SELECT unnest(running) FROM batch_leases WHERE batch_id = $1)))
    RETURNING index, input, status`,
};

/** Returns running items that no worker runs to pending, as if they had not been started, and strikes them from the lease. */
const TAKE_BACK: Statement = {
  name: 'take_items_back',
  text: `
    WITH struck AS (
      UPDATE batch_leases SET running = ARRAY(SELECT unnest(running) EXCEPT SELECT unnest($2::integer[]))
       WHERE batch_id = $1 AND worker_id = $3)
    UPDATE batch_items SET status = 'pending', attempts = attempts - 1, step = NULL
     WHERE batch_id = $1 AND status = 'running' AND index = ANY ($2)`,
};

/** Whether the batch has pending items that must run alone in their process. */
const FIND_CRASH_SUSPECTS: Statement = {
  name: 'find_crash_suspects',
  text: `SELECT EXISTS (SELECT FROM batch_items WHERE batch_id = $1 AND status = 'pending' AND recoveries >= $2) AS found`,
};

/**
 * Locks the batch, then the lease. Both: after waiting for the batch alone, the statement would go on with the lease as it was
 * before. The items of a batch that was cancelled may follow later; nothing of them is recorded meanwhile.
 */
const HOLD: Statement = {
  name: 'hold_batch',
  text: `
    SELECT b.status, b.max_concurrent AS "maxConcurrent", b.timeout_ms AS "timeoutMs", b.max_attempts AS "maxAttempts",
           b.total_count AS total, b.pending_count AS pending, b.running_count AS running, b.succeeded_count AS succeeded,
           b.failed_count AS failed, b.cancelled_count AS cancelled, b.has_room AS "hasRoom", o.running AS mine,
           b.seal_by IS NOT NULL AS "isOpen",
           EXISTS (SELECT FROM webhook_endpoints e WHERE e.owner_id = b.owner_id AND e.disabled_at IS NULL) AS listens,
           EXISTS (SELECT FROM batch_leases l WHERE l.batch_id = b.id AND l.worker_id <> o.worker_id AND ${IS_OVER}) AS "hasDead"
      FROM batches b JOIN batch_leases o ON o.batch_id = b.id
     WHERE b.id = $1 AND o.worker_id = $2 AND o.token = $3 AND b.status <> 'cancelled'
       FOR NO KEY UPDATE OF b, o`,
};

/**
 * Records ended attempts and starts the next items, in one statement, and writes what the worker runs now into its lease. Both
 * parts update different rows of one table, so the trigger of the counters fires once for both. Crash suspects are started last
 * and one by one.
 *
 * Returns one row with the recorded indexes, and one row per started item. The chosen indexes are an array on purpose:
 * as a joined subquery they were chosen again for every pending item, 900 ms for 64 items in a batch of 5,000
 * (measured).
 */
const RECORD_AND_START: Statement = {
  name: 'record_and_start_items',
  text: `
    WITH ended AS (
      UPDATE batch_items i
         SET status = r.status, output = r.output, error = r.error, warnings = coalesce(r.warnings, i.warnings),
             ended_at = CASE WHEN r.status <> 'pending' THEN clock_timestamp() END,
             run_at = CASE WHEN r.wait_ms IS NOT NULL THEN now() + r.wait_ms * interval '1 millisecond' END,
             wait_reason = r.wait_reason, step = r.step,
             attempts = i.attempts - CASE WHEN r.is_undone THEN 1 ELSE 0 END,
             attempt_log = CASE WHEN r.failure IS NULL THEN i.attempt_log ELSE ${logWithLastTry('clock_timestamp()', 'r.failure')} END
        FROM unnest($2::integer[], $3::text[], $4::jsonb[], $5::jsonb[], $6::jsonb[], $7::jsonb[], $8::float8[], $9::text[],
                    $10::text[], $11::boolean[])
             AS r (index, status, output, error, failure, warnings, wait_ms, wait_reason, step, is_undone)
       WHERE i.batch_id = $1 AND i.index = r.index AND i.status = 'running'
      RETURNING i.index),
    started AS (
      UPDATE batch_items i
         SET status = 'running', attempts = i.attempts + 1, started_at = now(), run_at = NULL, wait_reason = NULL, step = NULL
       WHERE i.batch_id = $1 AND i.status = 'pending' AND i.index = ANY (ARRAY(
               SELECT index FROM batch_items
                WHERE batch_id = $1 AND status = 'pending' AND (run_at IS NULL OR run_at <= now()) AND (recoveries >= $13) = $14
                ORDER BY index LIMIT $12))
      RETURNING i.index, i.input, i.attempts - i.attempts_before AS attempts),
    leased AS (
      UPDATE batch_leases
         SET running = ARRAY(SELECT unnest(running) EXCEPT SELECT unnest($2::integer[])) || ARRAY(SELECT index FROM started)
       WHERE batch_id = $1 AND worker_id = $15)
    SELECT NULL::integer AS index, NULL::jsonb AS input, NULL::integer AS attempt, array_agg(index) AS recorded FROM ended
    UNION ALL SELECT index, input, attempts, NULL FROM started`,
};

/**
 * Releases the lease of a batch that cannot run now. When it is the last one, `wake_at` becomes the time at which the first item is
 * due.
 */
const RELEASE: Statement = {
  name: 'release_batch',
  text: `
    WITH released AS (DELETE FROM batch_leases WHERE batch_id = $1 AND worker_id = $2 AND token = $3 RETURNING batch_id)
    UPDATE batches b
       SET queued_at = CASE WHEN $4 THEN now() ELSE queued_at END,
           wake_at = CASE WHEN b.workers = 1 THEN
             (SELECT CASE WHEN bool_or(run_at IS NULL) THEN NULL ELSE min(run_at) END
                FROM batch_items WHERE batch_id = $1 AND status = 'pending') END
      FROM released WHERE b.id = released.batch_id
    RETURNING greatest(0, extract(epoch FROM wake_at - clock_timestamp()) * 1000)::float8 AS "wakeMs"`,
};

const RELEASE_ENDED: Statement = {
  name: 'release_ended_batch',
  text: 'DELETE FROM batch_leases WHERE batch_id = $1 AND worker_id = $2 AND token = $3',
};

/** Extends the lease of a batch whose row the transaction has locked. */
const EXTEND: Statement = {
  name: 'extend_lease',
  text: `
    UPDATE batch_leases SET lease_until = now() + $3 * interval '1 millisecond' WHERE batch_id = $1 AND worker_id = $2`,
};

/** Whether a further worker may join: only if an item is due, since one that finds none leaves again. */
const SET_ROOM: Statement = {
  name: 'set_room',
  text: `
    UPDATE batches
       SET has_room = $2 AND EXISTS (SELECT FROM batch_items
                                      WHERE batch_id = $1 AND status = 'pending' AND (run_at IS NULL OR run_at <= now()))
     WHERE id = $1
    RETURNING has_room AS "hasRoom"`,
};

/** Writes changed steps; at most one statement per second and batch. */
const STEPS: Statement = {
  name: 'write_steps',
  text: `
    UPDATE batch_items i SET step = r.step FROM json_to_recordset($2) AS r (index integer, step text)
     WHERE i.batch_id = $1 AND i.index = r.index AND i.status = 'running'`,
};

/** Fails an item that was recorded in this transaction, because `save` could not store its feature's rows. */
const FAIL_RECORDED: Statement = {
  name: 'fail_recorded_item',
  text: `UPDATE batch_items SET status = 'failed', output = NULL, error = $3 WHERE batch_id = $1 AND index = $2`,
};

/** The statements on one held batch and its items. Each is guarded by the state that it expects. */
@Injectable()
export class ExecutionStore {
  /**
   * Recovers running items of crashed workers: those named, else all that stand in no lease. Returns those that have failed with
   * `error`.
   */
  async recover(
    batchId: number,
    error: ItemError,
    indexes: readonly number[] | undefined,
    tx: EntityManager,
  ): Promise<readonly Item<object>[]> {
    const values = [batchId, JSON.stringify(error), indexes === undefined ? null : integerColumn(indexes)];
    const { rows } = await run<{ index: number; input: object; status: string }>(RECOVER, values, tx);
    return rows.filter(({ status }) => status === 'failed');
  }

  /** Returns running items to pending, without counting an attempt, and strikes them from the lease. Returns their number. */
  async takeBack({ batchId, worker }: Lease, indexes: readonly number[], tx: EntityManager): Promise<number> {
    return (await run(TAKE_BACK, [batchId, integerColumn(indexes), worker], tx)).count;
  }

  async hasCrashSuspects(batchId: number, aloneFrom: number, tx: EntityManager): Promise<boolean> {
    return (await run<{ found: boolean }>(FIND_CRASH_SUSPECTS, [batchId, aloneFrom], tx)).rows[0]?.found === true;
  }

  /** Locks the batch row. Returns undefined when the lease is lost. */
  async hold(lease: Lease, tx: EntityManager): Promise<HeldBatch | undefined> {
    return (await run<HeldBatch & Row>(HOLD, [lease.batchId, lease.worker, lease.token], tx)).rows[0];
  }

  /** Records ended attempts and starts up to `limit` items; one that crashed `suspectFrom` times is a crash suspect. */
  async recordAndStart(
    { batchId, worker }: Lease,
    ended: readonly ItemResult[],
    next: { readonly limit: number; readonly starts: 'ordinary' | 'suspects'; readonly suspectFrom: number },
    tx: EntityManager,
  ): Promise<{ readonly recorded: ReadonlySet<number>; readonly started: readonly StartedItem[] }> {
    const values = [batchId, ...columnsOf(ended), next.limit, next.suspectFrom, next.starts === 'suspects', worker];
    const { rows } = await run<GroupCommitRow>(RECORD_AND_START, values, tx);
    const recorded = new Set(rows.find((row) => row.index === null)?.recorded);
    const started = rows.filter((row) => row.index !== null);
    return { recorded, started: started.sort((a, b) => a.index - b.index) };
  }

  /**
   * Releases the lease. Returns the milliseconds until the first item is due, null when none has a time; undefined when
   * the lease is lost. `requeue` puts the batch behind others of its priority.
   */
  async release(
    lease: Lease,
    requeue: boolean,
    tx: EntityManager,
  ): Promise<{ readonly wakeMs: number | null } | undefined> {
    return (await run<{ wakeMs: number | null }>(RELEASE, [lease.batchId, lease.worker, lease.token, requeue], tx))
      .rows[0];
  }

  /** Releases the lease of a batch without pending items, whose row the caller has locked; does not wait for the result. */
  async releaseEnded(lease: Lease, tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(RELEASE_ENDED, [lease.batchId, lease.worker, lease.token], tx);
  }

  /** Extends the lease of a batch whose row the caller has locked. */
  async extend({ batchId, worker }: Lease, leaseMs: number, tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(EXTEND, [batchId, worker, leaseMs], tx);
  }

  /** Sets whether a further worker may join the batch, whose row the caller has locked. Returns whether one may. */
  async setRoom(batchId: number, hasRoom: boolean, tx: EntityManager): Promise<boolean> {
    return (await run<{ hasRoom: boolean }>(SET_ROOM, [batchId, hasRoom], tx)).rows[0]?.hasRoom === true;
  }

  async failRecorded(batchId: number, index: number, error: ItemError, tx: EntityManager): Promise<void> {
    await run(FAIL_RECORDED, [batchId, index, JSON.stringify(error)], tx);
  }

  async writeSteps(
    batchId: number,
    steps: readonly { readonly index: number; readonly step: string }[],
    tx: EntityManager,
  ): Promise<void> {
    await run(STEPS, [batchId, JSON.stringify(steps)], tx);
  }
}

type Row = Record<string, unknown>;

/** A started item, or the one row with the recorded indexes (null when there are none). */
type GroupCommitRow =
  (StartedItem & { readonly recorded: null }) | { readonly index: null; readonly recorded: number[] | null };

/** The column `error` is set for failed items only; `failure`, for the attempt log, for every failed attempt. */
function columnsOf(results: readonly ItemResult[]): readonly Buffer[] {
  const ends = results.map(({ end }) => end);
  const returns = ends.map((end) => (end.status === 'pending' ? end : undefined));
  return [
    integerColumn(results.map(({ index }) => index)),
    textColumn(ends.map(({ status }) => status)),
    jsonColumn(ends.map((end) => (end.status === 'succeeded' ? end.output : undefined))),
    jsonColumn(ends.map((end) => (end.status === 'failed' ? end.error : undefined))),
    jsonColumn(ends.map((end) => (end.status === 'succeeded' ? undefined : end.error))),
    jsonColumn(results.map(({ warnings }) => (warnings.length === 0 ? undefined : warnings))),
    doubleColumn(returns.map((end) => end?.waitMs)),
    textColumn(returns.map((end) => end?.waitReason)),
    textColumn(results.map(({ step }) => step)),
    booleanColumn(returns.map((end) => end !== undefined && end.error === undefined)),
  ];
}
