import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bigintColumn, integerColumn } from '../../platform/database/columns.js';
import { run, type Statement } from '../../platform/database/statement.js';
import type { KindName } from '../model/kinds/kind.js';
import { CLAIM, OTHERS_WAIT } from './claim-sql.js';
import { type Lease, CLOCK_MS, IS_OVER, MASS_EXPIRIES } from './lease.js';
import { AT_ONCE } from '../model/items/item-sql.js';

/**
 * The result of a heartbeat: the current token of the lease, and whether it was extended; it is not if its row is
 * locked. `hasDead`: another lease of the batch has expired, and its items
 * are to be recovered.
 */
export interface HeldLease {
  readonly token: number;
  readonly isExtended: boolean;
  readonly hasDead: boolean;
}

/** A claimed batch. */
export interface ClaimedBatch {
  readonly id: number;
  readonly kind: KindName;
  readonly ownerId: number;
  readonly options: object;
  readonly isAtomic: boolean;
  readonly token: number;
  /** Whether no worker has claimed it before; the token does not show it, since cancelling increments the token too. */
  readonly isFirst: boolean;
  /** Leases of it before the claim, living or expired. */
  readonly workers: number;
  readonly maxConcurrent: number;
  /** Whether the owner has webhook endpoints. */
  readonly listens: boolean;
  /** What the clock of the database says, in milliseconds since 1970. */
  readonly clock: number;
}

/** A lease that has expired and was removed, with the items that its worker ran. */
export interface DeadLease {
  readonly running: readonly number[];
  /**
   * Whether it expired together with more than half of all leases, of several workers. The cause was then the
   * database or its clock, and the running items do not count as crashed.
   */
  readonly isMassExpiry: boolean;
  /**
   * Whether it expired for such a cause, or during an outage or by a jump of the clock that this worker saw: no item
   * counts as crashed.
   */
  readonly isExcused: boolean;
}

/** Most leases that one statement releases; there are rarely as many. */
const RELEASED_AT_ONCE = 1000;

/**
 * The lease of a batch whose row the transaction has locked; none when the worker has one of it that has not expired.
 */
const INSERT_LEASE: Statement = {
  name: 'insert_lease',
  text: `
    INSERT INTO batch_leases (batch_id, worker_id, token, lease_until)
    VALUES ($1, $2, $3, now() + $4 * interval '1 millisecond') ON CONFLICT (batch_id, worker_id) DO NOTHING`,
};

/**
 * Extends leases without waiting: one whose row another transaction has locked (a commit of its worker, a cancel) is
 * not extended. Waiting for one row with the others locked already would block the commits of all.
 */
const HEARTBEAT: Statement = {
  name: 'extend_leases',
  text: `
    WITH free AS (
      SELECT batch_id FROM batch_leases WHERE batch_id = ANY($1) AND worker_id = $2
       ORDER BY batch_id FOR NO KEY UPDATE SKIP LOCKED),
    extended AS (
      UPDATE batch_leases o SET lease_until = now() + $3 * interval '1 millisecond' FROM free
       WHERE o.batch_id = free.batch_id AND o.worker_id = $2)
    SELECT o.batch_id AS id, o.token, o.batch_id IN (SELECT batch_id FROM free) AS "isExtended",
           EXISTS (SELECT FROM batch_leases l WHERE l.batch_id = o.batch_id AND l.worker_id <> $2 AND ${IS_OVER}) AS "hasDead",
           ${CLOCK_MS} AS clock
      FROM batch_leases o WHERE o.batch_id = ANY($1) AND o.worker_id = $2`,
};

/**
 * Removes the expired leases of a batch whose row the transaction has locked. `$2`: milliseconds since the database
 * went away or before its clock jumped, as this worker saw it, else 0. A lease that has run out since then was caught
 * by that, and the running items of its worker do not count as crashed. `$3`: the token of the worker's own lease,
 * which it holds on to.
 */
const REMOVE_DEAD: Statement = {
  name: 'remove_dead_leases',
  text: `
    WITH expiry AS (
      SELECT count(*) FILTER (WHERE lease_until < now()) * 2 > count(*)
             AND count(DISTINCT worker_id) FILTER (WHERE lease_until < now()) > 1 AS is_mass FROM batch_leases),
    dead AS (DELETE FROM batch_leases l WHERE l.batch_id = $1 AND l.token <> $3 AND ${IS_OVER} RETURNING l.running, l.lease_until),
    checked AS (
      SELECT d.running, d.lease_until < now() AND b.mass_expiries < ${MASS_EXPIRIES} AS may_be_excused, e.is_mass,
             d.lease_until > now() - $2::float8 * interval '1 millisecond' AS is_caught
        FROM dead d, expiry e, batches b WHERE b.id = $1)
    SELECT running, may_be_excused AND is_mass AS "isMassExpiry", may_be_excused AND (is_mass OR is_caught) AS "isExcused"
      FROM checked`,
};

const COUNT_EXCUSED: Statement = {
  name: 'count_excused_expiry',
  text: 'UPDATE batches SET mass_expiries = mass_expiries + 1 WHERE id = $1',
};

/**
 * Removes leases that expired together with most others, in the transaction that detected it, since a later claim
 * could no longer detect it. Skips batches that another worker is claiming. Returns what ran.
 */
const REMOVE_EXPIRED: Statement = {
  name: 'remove_expired_leases',
  text: `
    WITH locked AS (
      SELECT id FROM batches
       WHERE mass_expiries < ${MASS_EXPIRIES}
         AND id = ANY (ARRAY(SELECT l.batch_id FROM batch_leases l WHERE l.lease_until < now()
                              ORDER BY l.batch_id LIMIT ${RELEASED_AT_ONCE}))
       ORDER BY id FOR NO KEY UPDATE SKIP LOCKED),
    removed AS (
      DELETE FROM batch_leases l USING locked b WHERE l.batch_id = b.id AND l.lease_until < now()
      RETURNING l.batch_id, l.running),
    counted AS (
      UPDATE batches SET mass_expiries = mass_expiries + 1 WHERE id IN (SELECT batch_id FROM removed))
    SELECT batch_id AS "batchId", index FROM removed, unnest(running) AS r (index)`,
};

/** Returns these running items to pending, without counting an attempt or a crash. */
const TAKE_BACK_ALL: Statement = {
  name: 'take_all_items_back',
  text: `
    UPDATE batch_items i SET status = 'pending', run_at = ${AT_ONCE}, attempts = i.attempts - 1, step = NULL
      FROM unnest($1::bigint[], $2::integer[]) AS r (batch_id, index)
     WHERE i.batch_id = r.batch_id AND i.index = r.index AND i.status = 'running'`,
};

const READ_CLOCK: Statement = { name: 'read_clock', text: `SELECT ${CLOCK_MS} AS clock` };

/** The statements that claim batches, and those on the leases of many batches at once. */
@Injectable()
export class LeaseStore {
  /**
   * Claims the best runnable batch, and locks its row; the lease is to follow. `mayJoin`: also one that others work on.
   */
  async claim(
    kinds: readonly KindName[],
    worker: string,
    mayJoin: boolean,
    tx: EntityManager,
  ): Promise<ClaimedBatch | undefined> {
    return (await run<ClaimedBatch & Record<string, unknown>>(CLAIM, [kinds, worker, mayJoin], tx)).rows[0];
  }

  /** Inserts a lease. Returns false when its worker has one of the batch. */
  async insert({ batchId, worker, token }: Lease, leaseMs: number, tx: EntityManager): Promise<boolean> {
    return (await run(INSERT_LEASE, [batchId, worker, token, leaseMs], tx)).count > 0;
  }

  /**
   * Removes the other expired leases of a batch whose row the caller has locked. `outageMs`: since an outage began or
   * before a jump of the clock, else 0.
   */
  async removeDead({ batchId, token }: Lease, outageMs: number, tx: EntityManager): Promise<readonly DeadLease[]> {
    return (await run<DeadLease & Record<string, unknown>>(REMOVE_DEAD, [batchId, outageMs, token], tx)).rows;
  }

  /** Counts that expired leases of the batch were excused, which happens MASS_EXPIRIES times. */
  async countExcused(batchId: number, tx: EntityManager): Promise<void> {
    await run(COUNT_EXCUSED, [batchId], tx);
  }

  /**
   * Extends the leases of a worker. Returns those that it owns, including those that a locked row kept from being
   * extended.
   */
  async heartbeat(
    batchIds: readonly number[],
    worker: string,
    leaseMs: number,
    tx: EntityManager,
  ): Promise<readonly (HeldLease & { readonly id: number; readonly clock: number })[]> {
    return (await run<HeldLease & { id: number; clock: number }>(HEARTBEAT, [batchIds, worker, leaseMs], tx)).rows;
  }

  /** Removes all expired leases and returns their running items to pending, without counting a crash. */
  async removeExpired(tx: EntityManager): Promise<void> {
    const { rows } = await run<{ batchId: number; index: number }>(REMOVE_EXPIRED, [], tx);
    if (rows.length === 0) return;
    const batchIds = bigintColumn(rows.map(({ batchId }) => batchId));
    await run(TAKE_BACK_ALL, [batchIds, integerColumn(rows.map(({ index }) => index))], tx);
  }

  /** What the clock of the database says, in milliseconds since 1970. */
  async clock(tx: EntityManager): Promise<number> {
    return Number((await run<{ clock: number }>(READ_CLOCK, [], tx)).rows[0]?.clock);
  }

  async othersWait(kinds: readonly KindName[], tx: EntityManager): Promise<boolean> {
    return (await run<{ waiting: boolean }>(OTHERS_WAIT, [kinds], tx)).rows[0]?.waiting === true;
  }
}
