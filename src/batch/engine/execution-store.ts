import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { booleanColumn, doubleColumn, integerColumn, jsonColumn, textColumn } from '../../platform/database/columns.js';
import { sendWithoutWaiting, run, type Statement } from '../../platform/database/statement.js';
import type { ItemError } from '../../platform/errors/app-error.js';
import { logWithLastTry } from '../model/items/attempt-log.js';
import type { Item, ItemResult, StartedItem } from '../model/items/item.js';
import { EXCLUSIVE_FROM, IS_OVER, type Lease, MAX_RECOVERIES } from './lease.js';
import { AT_ONCE } from '../model/items/item-sql.js';
import { chooseItems, HAS_FRESH, IS_DUE, MOVE_CURSOR } from './next-items-sql.js';
import type { BatchStatus } from '../model/status/batch-status.js';

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
  /** The cursor: no item below it is to be begun for the first time. */
  readonly nextIndex: number;
  /** Whether the owner has webhook endpoints. */
  readonly listens: boolean;
  /** Whether it gets further items: it does not end with those it has. */
  readonly isOpen: boolean;
}

/** What a group commit may start. */
interface NextItems {
  readonly limit: number;
  readonly starts: 'ordinary' | 'suspects';
  readonly nextIndex: number;
  /** Indexes of the items that go on running under the lease. */
  readonly goesOn: readonly number[];
}

/** What a group commit has recorded and started. `looksOn`: it has not looked at all items that may have to begin. */
export interface RecordedAndStarted {
  readonly recorded: ReadonlySet<number>;
  readonly started: readonly StartedItem[];
  readonly looksOn: boolean;
}

/**
 * Running items of workers that have crashed, `$3`, return to pending, or fail after MAX_RECOVERIES crashes. So do
 * those that stand in no lease at all: only when the counter tells that there are any, which takes somebody who deletes
 * leases, the batch is read for them.
 */
const RECOVER: Statement = {
  name: 'recover_items',
  text: `
    UPDATE batch_items
       SET recoveries = recoveries + 1, step = NULL,
           status = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN 'failed' ELSE 'pending' END,
           run_at = CASE WHEN recoveries + 1 < ${MAX_RECOVERIES} THEN ${AT_ONCE} END,
           error = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN $2::jsonb END,
           ended_at = CASE WHEN recoveries + 1 >= ${MAX_RECOVERIES} THEN clock_timestamp() END
     WHERE batch_id = $1 AND status = 'running' AND index = ANY ($3::integer[] || ARRAY(
             SELECT index FROM batch_items
              WHERE batch_id = $1 AND status = 'running'
                AND (SELECT running_count FROM batches WHERE id = $1) > cardinality($3::integer[])
                    + (SELECT coalesce(sum(cardinality(running)), 0) FROM batch_leases WHERE batch_id = $1)
             EXCEPT SELECT unnest(running) FROM batch_leases WHERE batch_id = $1))
    RETURNING index, input, status`,
};

/**
 * Returns running items that no worker runs to pending, as if they had not been started, and strikes them from the
 * lease.
 */
const TAKE_BACK: Statement = {
  name: 'take_items_back',
  text: `
    WITH struck AS (
      UPDATE batch_leases SET running = ARRAY(SELECT unnest(running) EXCEPT SELECT unnest($2::integer[]))
       WHERE batch_id = $1 AND worker_id = $3)
    UPDATE batch_items SET status = 'pending', run_at = ${AT_ONCE}, attempts = attempts - 1, step = NULL
     WHERE batch_id = $1 AND status = 'running' AND index = ANY ($2)`,
};

/** Whether the batch has pending items that must run alone in their process. */
const FIND_CRASH_SUSPECTS: Statement = {
  name: 'find_crash_suspects',
  text: `
    SELECT EXISTS (SELECT FROM batch_items
                    WHERE batch_id = $1 AND recoveries >= ${EXCLUSIVE_FROM} AND status = 'pending') AS found`,
};

/**
 * Locks the batch, then the lease. Both: after waiting for the batch alone, the statement would go on with the lease as
 * it was before. The items of a batch that was cancelled may follow later; nothing of them is recorded meanwhile.
 */
const HOLD: Statement = {
  name: 'hold_batch',
  text: `
    SELECT b.status, b.max_concurrent AS "maxConcurrent", b.timeout_ms AS "timeoutMs", b.max_attempts AS "maxAttempts",
           b.total_count AS total, b.pending_count AS pending, b.running_count AS running, b.succeeded_count AS succeeded,
           b.failed_count AS failed, b.cancelled_count AS cancelled, b.has_room AS "hasRoom", b.next_index AS "nextIndex",
           o.running AS mine,
           b.seal_by IS NOT NULL AS "isOpen",
           EXISTS (SELECT FROM webhook_endpoints e WHERE e.owner_id = b.owner_id AND e.disabled_at IS NULL) AS listens,
           EXISTS (SELECT FROM batch_leases l WHERE l.batch_id = b.id AND l.worker_id <> o.worker_id AND ${IS_OVER}) AS "hasDead"
      FROM batches b JOIN batch_leases o ON o.batch_id = b.id
     WHERE b.id = $1 AND o.worker_id = $2 AND o.token = $3 AND b.status <> 'cancelled'
       FOR NO KEY UPDATE OF b, o`,
};

/** The same where neither is locked by another transaction. */
const HOLD_UNLESS_LOCKED: Statement = { name: 'hold_batch_unless_locked', text: `${HOLD.text} SKIP LOCKED` };

/**
 * Records ended attempts and starts the next items, in one statement, and writes what the worker runs now into its
 * lease. Both parts update different rows of one table, so the trigger of the counters fires once for both. Crash
 * suspects are started last and one by one. A success leaves all indexes as they are: what it does not write (`error`,
 * `run_at` of a first attempt) is in their conditions, its state is not.
 *
 * Returns one row with the recorded indexes, and one row per started item. The results are arrays in the order of the
 * indexes, and no relation to join with: a planner without statistics compared each item with each result, or read the
 * whole batch.
 */
const RECORD_AND_START: Statement = {
  name: 'record_and_start_items',
  text: `
    WITH ended AS (
      UPDATE batch_items i
         SET (status, output, error, warnings, ended_at, run_at, wait_reason, step, attempts, attempt_log) = (
             SELECT r.status, r.output, r.error, coalesce(r.warnings, i.warnings),
                    CASE WHEN r.status <> 'pending' THEN clock_timestamp() END,
                    CASE WHEN r.wait_ms IS NOT NULL THEN now() + r.wait_ms * interval '1 millisecond'
                         WHEN r.status = 'pending' THEN ${AT_ONCE} END,
                    r.wait_reason, r.step, i.attempts - CASE WHEN r.is_undone THEN 1 ELSE 0 END,
                    CASE WHEN r.failure IS NULL THEN i.attempt_log ELSE ${logWithLastTry('clock_timestamp()', 'r.failure')} END
               FROM (SELECT ($3::text[])[n] AS status, ($4::jsonb[])[n] AS output, ($5::jsonb[])[n] AS error,
                            ($6::jsonb[])[n] AS failure, ($7::jsonb[])[n] AS warnings, ($8::float8[])[n] AS wait_ms,
                            ($9::text[])[n] AS wait_reason, ($10::text[])[n] AS step, ($11::boolean[])[n] AS is_undone
                       FROM (SELECT width_bucket(i.index, $2) AS n OFFSET 0) place OFFSET 0) r)
       WHERE i.batch_id = $1 AND i.index = ANY ($2::integer[]) AND i.status = 'running'
      RETURNING i.index),
    ${chooseItems({
      limit: '$12::integer',
      cursor: '$16::integer',
      returned: `(recoveries >= ${EXCLUSIVE_FROM}) = $13::boolean`,
      begins: 'NOT $13::boolean',
    })},
    started AS (
      UPDATE batch_items i
         SET status = 'running', attempts = i.attempts + 1, started_at = now(), run_at = NULL, wait_reason = NULL, step = NULL
       WHERE i.batch_id = $1 AND i.status = 'pending' AND i.index = ANY ((SELECT indexes FROM chosen)::integer[])
      RETURNING i.index, i.input, i.attempts - i.attempts_before AS attempts),
    leased AS (
      UPDATE batch_leases SET running = $15::integer[] || ARRAY(SELECT index FROM started)
       WHERE batch_id = $1 AND worker_id = $14)
    SELECT NULL::integer AS index, NULL::jsonb AS input, NULL::integer AS attempt, array_agg(index) AS recorded,
           (SELECT looks_on FROM chosen) AS "looksOn", (SELECT moved_to FROM chosen) AS "movedTo" FROM ended
    UNION ALL SELECT index, input, attempts, NULL, NULL, NULL FROM started`,
};

/**
 * Releases the lease of a batch that cannot run now. When it is the last one, `wake_at` becomes the time at which the
 * first item is due.
 */
const RELEASE: Statement = {
  name: 'release_batch',
  text: `
    WITH released AS (DELETE FROM batch_leases WHERE batch_id = $1 AND worker_id = $2 AND token = $3 RETURNING batch_id)
    UPDATE batches b
       SET queued_at = CASE WHEN $4 THEN now() ELSE queued_at END,
           wake_at = CASE WHEN b.workers = 1 AND NOT ${HAS_FRESH} THEN
             nullif((SELECT min(run_at) FROM batch_items
                      WHERE batch_id = $1 AND run_at IS NOT NULL AND status = 'pending'), ${AT_ONCE}) END
      FROM released WHERE b.id = released.batch_id
    RETURNING CASE WHEN wake_at IS NOT NULL THEN greatest(0, extract(epoch FROM wake_at - clock_timestamp()) * 1000)::float8 END AS "wakeMs"`,
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

/**
 * Whether a further worker may join: only if an item is due, since one that finds none leaves again. Items that others
 * have ended may still have their time.
 */
const SET_ROOM: Statement = {
  name: 'set_room',
  text: `
    UPDATE batches b
       SET has_room = $2 AND (${HAS_FRESH} OR ${IS_DUE})
     WHERE id = $1
    RETURNING has_room AS "hasRoom"`,
};

/**
 * Lets the transaction wait 0.2 seconds for a lock, which is less than what PostgreSQL lets pass before it looks for a
 * deadlock, and a statement last as long as the whole: of a client that gave up, the server ends it.
 */
const WAIT_BRIEFLY: Statement = {
  name: 'wait_briefly',
  text: `SELECT set_config('lock_timeout', '200ms', true), set_config('statement_timeout', $1, true)`,
};

/** Writes changed steps; at most one statement per second and batch. */
const STEPS: Statement = {
  name: 'write_steps',
  text: `
    UPDATE batch_items i SET step = ($3::text[])[width_bucket(i.index, $2)]
     WHERE i.batch_id = $1 AND i.index = ANY ($2::integer[]) AND i.status = 'running'`,
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
   * Recovers running items of crashed workers: those named, and all that stand in no lease. Returns those that have
   * failed with `error`.
   */
  async recover(
    batchId: number,
    error: ItemError,
    indexes: readonly number[],
    tx: EntityManager,
  ): Promise<readonly Item<object>[]> {
    const values = [batchId, JSON.stringify(error), integerColumn(indexes)];
    const { rows } = await run<{ index: number; input: object; status: string }>(RECOVER, values, tx);
    return rows.filter(({ status }) => status === 'failed');
  }

  /**
   * Returns running items to pending, without counting an attempt, and strikes them from the lease. Returns their
   * number.
   */
  async takeBack({ batchId, worker }: Lease, indexes: readonly number[], tx: EntityManager): Promise<number> {
    return (await run(TAKE_BACK, [batchId, integerColumn(indexes), worker], tx)).count;
  }

  async hasCrashSuspects(batchId: number, tx: EntityManager): Promise<boolean> {
    return (await run<{ found: boolean }>(FIND_CRASH_SUSPECTS, [batchId], tx)).rows[0]?.found === true;
  }

  /** Locks the batch row. Returns undefined when the lease is lost. */
  async hold(lease: Lease, tx: EntityManager): Promise<HeldBatch | undefined> {
    return (await run<HeldBatch & Row>(HOLD, [lease.batchId, lease.worker, lease.token], tx)).rows[0];
  }

  /**
   * From now on the transaction fails with 55P03 where it would wait longer for a lock, and with 57014 where a
   * statement takes more milliseconds.
   */
  async waitBriefly(statementMs: number, tx: EntityManager): Promise<void> {
    await sendWithoutWaiting(WAIT_BRIEFLY, [`${statementMs}ms`], tx);
  }

  /**
   * Locks the batch row, without waiting. Returns undefined when another transaction has locked it, or the lease is
   * lost.
   */
  async holdUnlessLocked({ batchId, worker, token }: Lease, tx: EntityManager): Promise<HeldBatch | undefined> {
    return (await run<HeldBatch & Row>(HOLD_UNLESS_LOCKED, [batchId, worker, token], tx)).rows[0];
  }

  /**
   * Records ended attempts and starts up to `limit` items; `goesOn` are those that run under the lease and have not
   * ended.
   */
  async recordAndStart(
    { batchId, worker }: Lease,
    ended: readonly ItemResult[],
    next: NextItems,
    tx: EntityManager,
  ): Promise<RecordedAndStarted> {
    const { limit, starts, goesOn, nextIndex } = next;
    const values = [
      batchId,
      ...columnsOf(ended),
      limit,
      starts === 'suspects',
      worker,
      integerColumn(goesOn),
      nextIndex,
    ];
    const { rows } = await run<GroupCommitRow>(RECORD_AND_START, values, tx);
    const summary = rows.find((row) => row.index === null);
    const started = rows.filter((row) => row.index !== null).sort((a, b) => a.index - b.index);
    const recorded = new Set(summary?.recorded);
    if (started.length + recorded.size === 0) await this.moveCursor(batchId, summary?.movedTo ?? null, tx);
    return { recorded, started, looksOn: summary?.looksOn === true };
  }

  /** Moves the cursor past items that had ended before; `null` leaves it where it stands. */
  async moveCursor(batchId: number, to: number | null, tx: EntityManager): Promise<void> {
    if (to !== null) await sendWithoutWaiting(MOVE_CURSOR, [batchId, to], tx);
  }

  /**
   * Releases the lease. Returns the milliseconds until the first item is due, null when the batch waits for no time;
   * undefined when the lease is lost. `requeue` puts the batch behind others of its priority.
   */
  async release(
    lease: Lease,
    requeue: boolean,
    tx: EntityManager,
  ): Promise<{ readonly wakeMs: number | null } | undefined> {
    return (await run<{ wakeMs: number | null }>(RELEASE, [lease.batchId, lease.worker, lease.token, requeue], tx))
      .rows[0];
  }

  /**
   * Releases the lease of a batch without pending items, whose row the caller has locked; does not wait for the result.
   */
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
    const inOrder = [...steps].sort((a, b) => a.index - b.index);
    const indexes = integerColumn(inOrder.map(({ index }) => index));
    await run(STEPS, [batchId, indexes, textColumn(inOrder.map(({ step }) => step))], tx);
  }
}

type Row = Record<string, unknown>;

/** A started item, or the one row with the recorded indexes (null when there are none). */
type GroupCommitRow =
  | (StartedItem & { readonly recorded: null })
  | {
      readonly index: null;
      readonly recorded: number[] | null;
      readonly looksOn: boolean;
      readonly movedTo: number | null;
    };

/**
 * The results by index, as the statement looks them up. The column `error` is set for failed items only; `failure`, for
 * the attempt log, for every failed attempt.
 */
function columnsOf(results: readonly ItemResult[]): readonly (Buffer | null)[] {
  const inOrder = [...results].sort((a, b) => a.index - b.index);
  const ends = inOrder.map(({ end }) => end);
  const returns = ends.map((end) => (end.status === 'pending' ? end : undefined));
  return [
    integerColumn(inOrder.map(({ index }) => index)),
    textColumn(ends.map(({ status }) => status)),
    unlessEmpty(
      jsonColumn,
      ends.map((end) => (end.status === 'succeeded' ? end.output : undefined)),
    ),
    unlessEmpty(
      jsonColumn,
      ends.map((end) => (end.status === 'failed' ? end.error : undefined)),
    ),
    unlessEmpty(
      jsonColumn,
      ends.map((end) => (end.status === 'succeeded' ? undefined : end.error)),
    ),
    unlessEmpty(
      jsonColumn,
      inOrder.map(({ warnings }) => (warnings.length === 0 ? undefined : warnings)),
    ),
    unlessEmpty(
      doubleColumn,
      returns.map((end) => end?.waitMs),
    ),
    unlessEmpty(
      textColumn,
      returns.map((end) => end?.waitReason),
    ),
    unlessEmpty(
      textColumn,
      inOrder.map(({ step }) => step),
    ),
    booleanColumn(returns.map((end) => end !== undefined && end.error === undefined)),
  ];
}

/** NULL for a column without any value: most have none, and each would be gone through for each item. */
const unlessEmpty = <T>(
  toColumn: (values: readonly (T | undefined)[]) => Buffer,
  values: readonly (T | undefined)[],
): Buffer | null => (values.every((value) => value === undefined) ? null : toColumn(values));
