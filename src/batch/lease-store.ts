import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { bigintColumn } from '../platform/database/columns.js';
import { run, type Statement } from '../platform/database/statement.js';
import type { KindName } from './model/kind.js';
import { IS_FREE, MASS_EXPIRIES } from './engine/lease.js';

/** What a heartbeat found: the token of the lease now, and whether it was extended or its row was locked. */
export interface HeldLease {
  readonly token: number;
  readonly isExtended: boolean;
}

/** Bound of one statement; there are hardly more leases than workers take batches. */
const RELEASED_AT_ONCE = 1000;

/**
 * Extends leases without waiting: a row that somebody else has locked (its own commit, a pause, a cancel) keeps its lease as it
 * is. Waiting for one of them, with the others locked already, would stop the commits of all.
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
 * Leases that ran out together with most others are given back in the commit that found it out: the next claim could not tell
 * any more. Those that somebody claims at this moment are left to him.
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

/** What ran under them waits again, uncharged. */
const TAKE_BACK_ALL: Statement = {
  name: 'take_all_items_back',
  text: `
    UPDATE batch_items SET status = 'pending', attempts = attempts - 1, step = NULL
     WHERE batch_id = ANY ($1) AND status = 'running'`,
};

/** Whether a batch that could run has no worker, or one that is gone: the slice of a long one ends when others wait. */
const OTHERS_WAIT: Statement = {
  name: 'others_wait',
  text: `
    SELECT EXISTS (
      SELECT FROM batches WHERE status IN ('pending', 'processing') AND ${IS_FREE}
         AND (wake_at IS NULL OR wake_at <= now()) AND kind = ANY($1)) AS waiting`,
};

/** The statements on leases of many batches at once. */
@Injectable()
export class LeaseStore {
  /** Extends the leases of a worker; answers those that are its own, also where the row was locked and nothing was extended. */
  async heartbeat(
    batchIds: readonly number[],
    worker: string,
    leaseMs: number,
    tx: EntityManager,
  ): Promise<readonly (HeldLease & { readonly id: number })[]> {
    return (await run<HeldLease & { id: number }>(HEARTBEAT, [batchIds, worker, leaseMs], tx)).rows;
  }

  /** Every lease that has run out goes back, and what ran under it waits again, uncharged. */
  async releaseExpired(tx: EntityManager): Promise<void> {
    const { rows } = await run<{ id: number }>(RELEASE_EXPIRED, [], tx);
    if (rows.length > 0) await run(TAKE_BACK_ALL, [bigintColumn(rows.map(({ id }) => id))], tx);
  }

  async othersWait(kinds: readonly KindName[], tx: EntityManager): Promise<boolean> {
    return (await run<{ waiting: boolean }>(OTHERS_WAIT, [kinds], tx)).rows[0]?.waiting === true;
  }
}
