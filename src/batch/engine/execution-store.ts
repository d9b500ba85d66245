import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { booleanColumn, doubleColumn, integerColumn, jsonColumn, textColumn } from '../../platform/database/columns.js';
import { sendWithoutWaiting, run, type Statement } from '../../platform/database/statement.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import type { KindName } from '../model/kind.js';
import { IS_FREE, MASS_EXPIRIES, MAX_RECOVERIES } from './lease.js';
import type { BatchStatus } from '../model/batch-status.js';

/** A worker's right to run a batch: only while the row has this owner and token. */
export interface Lease {
  readonly batchId: number;
  readonly worker: string;
  readonly token: number;
}

/** A batch as a worker claims it. */
export interface ClaimedBatch {
  readonly id: number;
  readonly kind: KindName;
  readonly ownerId: number;
  readonly options: object;
  readonly isAtomic: boolean;
  readonly token: number;
  /** No worker had it before; the token does not tell, for a cancel raises it too. */
  readonly isFirst: boolean;
  readonly maxConcurrent: number;
  /** The owner has webhooks. */
  readonly listens: boolean;
  /**
   * Its lease ran out, and with it more than half of all, of several workers: that was the database or its clock, and what ran
   * does not count as crashed.
   */
  readonly isMassExpiry: boolean;
}

/** The batch row under its lock, at the beginning of a turn. */
export interface HeldBatch {
  readonly status: BatchStatus;
  readonly maxConcurrent: number;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly cancelled: number;
  /** The owner has webhooks. */
  readonly listens: boolean;
}

/** An item that a turn has made running. */
export interface StartedItem {
  readonly index: number;
  readonly input: object;
  readonly attempt: number;
  readonly recoveries: number;
}

/** What a turn writes of an item whose try has ended: its outcome, or its return to pending. */
export interface AttemptResult {
  readonly index: number;
  readonly status: 'succeeded' | 'failed' | 'pending';
  readonly output?: object;
  readonly error?: ItemError;
  readonly warnings?: readonly string[];
  /** Milliseconds from now until it may run again. */
  readonly waitMs?: number;
  readonly waitReason?: string;
  readonly step?: string;
  /** The try was stopped from outside and does not count. */
  readonly isUndone?: boolean;
}

/**
 * The best runnable batch: by level (one gained per 60 s of waiting for a worker, so that `low` always moves; time that it slept
 * or had a worker is no waiting), then by how many batches its owner has running (fair share), then by age. State, expiry and token stand in one statement.
 */
const CLAIM: Statement = {
  name: 'claim_batch',
  text: `
    WITH leases AS (
      SELECT owner_id, lease_owner, lease_until < now() AS is_over FROM batches WHERE lease_owner IS NOT NULL),
    owners AS (SELECT owner_id, count(*) AS running FROM leases WHERE NOT is_over GROUP BY owner_id),
    expiry AS (
      SELECT count(*) FILTER (WHERE is_over) * 2 > count(*) AND count(DISTINCT lease_owner) FILTER (WHERE is_over) > 1 AS is_mass
        FROM leases),
    best AS (
      SELECT b.id, b.started_at IS NULL AS is_first,
             b.lease_until < now() AND b.mass_expiries < ${MASS_EXPIRIES} AND (SELECT is_mass FROM expiry) AS is_mass
        FROM batches b LEFT JOIN owners o ON o.owner_id = b.owner_id
       WHERE b.status IN ('pending', 'processing')
         AND ${IS_FREE}
         AND (b.wake_at IS NULL OR b.wake_at <= now())
         AND b.kind = ANY($1)
       ORDER BY array_position('{low,normal,high,urgent}', b.priority)
                  + floor(greatest(0, extract(epoch FROM now() - greatest(b.queued_at, b.wake_at, b.lease_until))) / 60) DESC,
                coalesce(o.running, 0), b.created_at, b.id
       LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
    UPDATE batches b
       SET status = 'processing', started_at = coalesce(b.started_at, now()),
           processing_since = coalesce(b.processing_since, now()),
           lease_owner = $2, lease_until = now() + $3 * interval '1 millisecond', lease_token = b.lease_token + 1,
           mass_expiries = b.mass_expiries + coalesce(best.is_mass, false)::integer,
           wake_at = NULL, revision = b.revision + 1, updated_at = now()
      FROM best WHERE b.id = best.id
    RETURNING b.id, b.kind, b.owner_id AS "ownerId", b.options, b.is_atomic AS "isAtomic", b.lease_token AS token,
              best.is_first AS "isFirst", coalesce(best.is_mass, false) AS "isMassExpiry", b.max_concurrent AS "maxConcurrent",
              EXISTS (SELECT FROM webhook_endpoints e WHERE e.owner_id = b.owner_id AND e.disabled_at IS NULL) AS listens`,
};

/** Items that a dead worker left running go back to pending, or have killed their worker once too often. */
const RECOVER: Statement = {
  name: 'recover_items',
  text: `
    UPDATE batch_items
       SET recoveries = recoveries + 1, step = NULL,
           status = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN 'failed' ELSE 'pending' END,
           error = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN $2::jsonb END,
           ended_at = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN clock_timestamp() END
     WHERE batch_id = $1 AND status = 'running'
    RETURNING index, input, status`,
};

/** Items that are running by the rows and that no worker has: they wait again, as if they had not been started. */
const TAKE_BACK: Statement = {
  name: 'take_items_back',
  text: `
    UPDATE batch_items SET status = 'pending', attempts = attempts - 1, step = NULL
     WHERE batch_id = $1 AND status = 'running' AND index <> ALL ($2)`,
};

/** Whether items wait that have to run alone in their process. */
const FIND_CRASH_SUSPECTS: Statement = {
  name: 'find_suspects',
  text: `SELECT EXISTS (SELECT FROM batch_items WHERE batch_id = $1 AND status = 'pending' AND recoveries >= $2) AS found`,
};

const HOLD: Statement = {
  name: 'hold_batch',
  text: `
    SELECT status, max_concurrent AS "maxConcurrent", timeout_ms AS "timeoutMs", max_attempts AS "maxAttempts",
           total_count AS total, pending_count AS pending, running_count AS running, succeeded_count AS succeeded,
           failed_count AS failed, cancelled_count AS cancelled,
           EXISTS (SELECT FROM webhook_endpoints e WHERE e.owner_id = batches.owner_id AND e.disabled_at IS NULL) AS listens
      FROM batches WHERE id = $1 AND lease_owner = $2 AND lease_token = $3
       FOR NO KEY UPDATE`,
};

/**
 * One turn in one statement: ended tries are recorded and the next items become running. Both halves touch different rows of
 * one table, so the counters' trigger fires once for both. Items that may kill the process come last and one by one.
 *
 * What was recorded comes back as one row, what was started as a row an item. The chosen indexes are an array on purpose: joined as a subquery they were chosen anew for every waiting item, 900 ms a turn
 * of 64 in a batch of 5,000 (measured).
 */
const RECORD_AND_START: Statement = {
  name: 'turn_items',
  text: `
    WITH ended AS (
      UPDATE batch_items i
         SET status = r.status, output = r.output, error = r.error, warnings = coalesce(r.warnings, i.warnings),
             ended_at = CASE WHEN r.status <> 'pending' THEN clock_timestamp() END,
             run_at = CASE WHEN r.wait_ms IS NOT NULL THEN now() + r.wait_ms * interval '1 millisecond' END,
             wait_reason = r.wait_reason, step = r.step,
             attempts = i.attempts - CASE WHEN r.is_undone THEN 1 ELSE 0 END,
             attempt_log = CASE WHEN r.failure IS NULL THEN i.attempt_log
               ELSE coalesce(i.attempt_log, '[]') || jsonb_build_object('number', i.attempts, 'started_at', i.started_at,
                      'ended_at', clock_timestamp(), 'error', r.failure) END
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
      RETURNING i.index, i.input, i.attempts - i.attempts_before AS attempts, i.recoveries)
    SELECT NULL::integer AS index, NULL::jsonb AS input, NULL::integer AS attempt, NULL::integer AS recoveries,
           array_agg(index) AS recorded FROM ended
    UNION ALL SELECT index, input, attempts, recoveries, NULL FROM started`,
};

/** Nothing of the batch can run now: the lease goes back, and the batch sleeps until its first parked item. */
const RELEASE: Statement = {
  name: 'release_batch',
  text: `
    UPDATE batches b
       SET lease_owner = NULL, lease_until = NULL, queued_at = CASE WHEN $4 THEN now() ELSE queued_at END,
           wake_at = (SELECT CASE WHEN bool_or(run_at IS NULL) THEN NULL ELSE min(run_at) END
                        FROM batch_items WHERE batch_id = $1 AND status = 'pending')
     WHERE id = $1 AND lease_owner = $2 AND lease_token = $3
    RETURNING greatest(0, extract(epoch FROM wake_at - clock_timestamp()) * 1000)::float8 AS "wakeMs"`,
};

/** The lease of a batch whose row the transaction holds. */
const EXTEND: Statement = {
  name: 'extend_lease',
  text: `UPDATE batches SET lease_until = now() + $2 * interval '1 millisecond' WHERE id = $1`,
};

/** Writes steps that changed; one statement a second and batch at most. */
const STEPS: Statement = {
  name: 'write_steps',
  text: `
    UPDATE batch_items i SET step = r.step FROM json_to_recordset($2) AS r (index integer, step text)
     WHERE i.batch_id = $1 AND i.index = r.index AND i.status = 'running'`,
};

/** An outcome that was recorded in this transaction and whose feature rows could not be stored. */
const FAIL_RECORDED: Statement = {
  name: 'fail_recorded_item',
  text: `UPDATE batch_items SET status = 'failed', output = NULL, error = $3 WHERE batch_id = $1 AND index = $2`,
};

/** The statements that move ownership of batches and items. Every one is guarded by the state it expects. */
@Injectable()
export class ExecutionStore {
  async claim(
    kinds: readonly KindName[],
    worker: string,
    leaseMs: number,
    tx: EntityManager,
  ): Promise<ClaimedBatch | undefined> {
    return (await run<ClaimedBatch & Row>(CLAIM, [kinds, worker, leaseMs], tx)).rows[0];
  }

  /** Takes back what a dead worker left running. Answers the items that are given up. */
  async recover(
    batchId: number,
    error: ItemError,
    tx: EntityManager,
  ): Promise<readonly { readonly index: number; readonly input: object }[]> {
    const { rows } = await run<{ index: number; input: object; status: string }>(
      RECOVER,
      [batchId, JSON.stringify(error)],
      tx,
    );
    return rows.filter(({ status }) => status === 'failed');
  }

  /** Running items that are not among the known ones wait again, uncharged; answers how many. */
  async takeBack(batchId: number, known: readonly number[], tx: EntityManager): Promise<number> {
    return (await run(TAKE_BACK, [batchId, integerColumn(known)], tx)).count;
  }

  async hasCrashSuspects(batchId: number, aloneFrom: number, tx: EntityManager): Promise<boolean> {
    return (await run<{ found: boolean }>(FIND_CRASH_SUSPECTS, [batchId, aloneFrom], tx)).rows[0]?.found === true;
  }

  /** Locks the batch row; undefined when the lease is no longer this one. */
  async hold(lease: Lease, tx: EntityManager): Promise<HeldBatch | undefined> {
    return (await run<HeldBatch & Row>(HOLD, [lease.batchId, lease.worker, lease.token], tx)).rows[0];
  }

  /** Records ended tries and starts up to `limit` items: ordinary ones, or ones that run alone. */
  async recordAndStart(
    batchId: number,
    ended: readonly AttemptResult[],
    next: { readonly limit: number; readonly alone: boolean; readonly aloneFrom: number },
    tx: EntityManager,
  ): Promise<{ readonly recorded: ReadonlySet<number>; readonly started: readonly StartedItem[] }> {
    const values = [batchId, ...columnsOf(ended), next.limit, next.aloneFrom, next.alone];
    const { rows } = await run<GroupCommitRow>(RECORD_AND_START, values, tx);
    const recorded = new Set(rows.find((row) => row.index === null)?.recorded);
    const started = rows.filter((row) => row.index !== null);
    return { recorded, started: started.sort((a, b) => a.index - b.index) };
  }

  /** Answers the milliseconds until the batch can go on, null when nothing is parked; undefined when the lease is lost. */
  async release(
    lease: Lease,
    requeue: boolean,
    tx: EntityManager,
  ): Promise<{ readonly wakeMs: number | null } | undefined> {
    return (await run<{ wakeMs: number | null }>(RELEASE, [lease.batchId, lease.worker, lease.token, requeue], tx))
      .rows[0];
  }

  /** Gives back the lease on a batch that has ended; the caller holds its row and waits for no answer. */
  async releaseEnded(lease: Lease, tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(RELEASE, [lease.batchId, lease.worker, lease.token, false], tx);
  }

  /** Extends a lease whose row the caller holds. */
  async extend(batchId: number, leaseMs: number, tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(EXTEND, [batchId, leaseMs], tx);
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

/** A started item, or the one row that says what was recorded (null when nothing was). */
type GroupCommitRow =
  (StartedItem & { readonly recorded: null }) | { readonly index: null; readonly recorded: number[] | null };

/** An error ends the item (`error`) or only its try; either way the try is kept in the log (`failure`). */
const columnsOf = (ended: readonly AttemptResult[]): readonly Buffer[] => [
  integerColumn(ended.map(({ index }) => index)),
  textColumn(ended.map(({ status }) => status)),
  jsonColumn(ended.map(({ output }) => output)),
  jsonColumn(ended.map(({ status, error }) => (status === 'failed' ? error : undefined))),
  jsonColumn(ended.map(({ error }) => error)),
  jsonColumn(ended.map(({ warnings }) => (warnings?.length === 0 ? undefined : warnings))),
  doubleColumn(ended.map(({ waitMs }) => waitMs)),
  textColumn(ended.map(({ waitReason }) => waitReason)),
  textColumn(ended.map(({ step }) => step)),
  booleanColumn(ended.map(({ isUndone }) => isUndone)),
];
