import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bigintColumn } from '../../platform/database/columns.js';
import { run, type Statement } from '../../platform/database/statement.js';
import type { KindName } from '../model/kind.js';
import { ABANDONED, CLAIM, DUE, WAITING } from './claim-sql.js';
import { MASS_EXPIRIES } from './lease.js';

/**
 * The result of a heartbeat: the current token of the lease, and whether it was extended; it is not if its row is
 * locked.
 */
export interface HeldLease {
  readonly token: number;
  readonly isExtended: boolean;
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
  readonly maxConcurrent: number;
  /** Whether the owner has webhook endpoints. */
  readonly listens: boolean;
  /**
   * Whether its lease expired together with more than half of all leases, of several workers. The cause was then the
   * database or its clock, and the running items do not count as crashed.
   */
  readonly isMassExpiry: boolean;
  /** Whether its lease expired for such a cause, or during an outage that this worker saw: no item counts as crashed. */
  readonly isExcused: boolean;
}

/** Most leases that one statement releases; there are rarely as many. */
const RELEASED_AT_ONCE = 1000;

/**
 * Extends leases without waiting: the lease of a row that another transaction has locked (a commit of the batch, a
 * pause, a cancel) is not extended. Waiting for one row with the others locked already would block the commits of all.
 */
const HEARTBEAT: Statement = {
  name: 'extend_leases',
  text: `
    WITH free AS (
      SELECT id FROM batches WHERE id = ANY($1) AND lease_owner = $2 ORDER BY id FOR NO KEY UPDATE SKIP LOCKED),
    extended AS (
      UPDATE batches b SET lease_until = now() + $3 * interval '1 millisecond' FROM free WHERE b.id = free.id
      RETURNING b.id, b.lease_token)
    SELECT id, lease_token AS token, true AS "isExtended" FROM extended
    UNION ALL
    SELECT id, lease_token, false FROM batches
     WHERE id = ANY($1) AND lease_owner = $2 AND id NOT IN (SELECT id FROM free)`,
};

/**
 * Releases leases that expired together with most others, in the transaction that detected it, since a later claim
 * could no longer detect it. Skips those that another worker is claiming.
 */
const RELEASE_EXPIRED: Statement = {
  name: 'release_expired_leases',
  text: `
    UPDATE batches SET lease_owner = NULL, lease_until = NULL, mass_expiries = mass_expiries + 1
     WHERE id IN (SELECT id FROM batches
                   WHERE lease_owner IS NOT NULL AND lease_until < now() AND mass_expiries < ${MASS_EXPIRIES}
                   ORDER BY id LIMIT ${RELEASED_AT_ONCE} FOR NO KEY UPDATE SKIP LOCKED)
    RETURNING id`,
};

/** Returns the running items of these batches to pending, without counting an attempt or a crash. */
const TAKE_BACK_ALL: Statement = {
  name: 'take_all_items_back',
  text: `
    UPDATE batch_items SET status = 'pending', attempts = attempts - 1, step = NULL
     WHERE batch_id = ANY ($1) AND status = 'running'`,
};

/**
 * Whether a runnable batch has no worker, or an expired lease, so that a long-running one must yield after its time
 * slice.
 */
const OTHERS_WAIT: Statement = {
  name: 'others_wait',
  text: `
    SELECT EXISTS (SELECT FROM batches WHERE ${WAITING} AND kind = ANY($1))
        OR EXISTS (SELECT FROM batches WHERE ${DUE} AND kind = ANY($1))
        OR EXISTS (SELECT FROM batches WHERE ${ABANDONED} AND kind = ANY($1)) AS waiting`,
};

/** The statements that claim batches, and those on the leases of many batches at once. */
@Injectable()
export class LeaseStore {
  async claim(
    kinds: readonly KindName[],
    worker: string,
    { leaseMs, outageMs }: { readonly leaseMs: number; readonly outageMs: number },
    tx: EntityManager,
  ): Promise<ClaimedBatch | undefined> {
    const values = [kinds, worker, leaseMs, outageMs];
    return (await run<ClaimedBatch & Record<string, unknown>>(CLAIM, values, tx)).rows[0];
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
  ): Promise<readonly (HeldLease & { readonly id: number })[]> {
    return (await run<HeldLease & { id: number }>(HEARTBEAT, [batchIds, worker, leaseMs], tx)).rows;
  }

  /** Releases all expired leases and returns their running items to pending, without counting a crash. */
  async releaseExpired(tx: EntityManager): Promise<void> {
    const { rows } = await run<{ id: number }>(RELEASE_EXPIRED, [], tx);
    if (rows.length > 0) await run(TAKE_BACK_ALL, [bigintColumn(rows.map(({ id }) => id))], tx);
  }

  async othersWait(kinds: readonly KindName[], tx: EntityManager): Promise<boolean> {
    return (await run<{ waiting: boolean }>(OTHERS_WAIT, [kinds], tx)).rows[0]?.waiting === true;
  }
}
