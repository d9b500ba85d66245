import { LONGEST_LEASE_SECONDS } from '../../platform/config/config.js';

/**
 * How long a worker may hold a batch, in milliseconds (RELIABILITY 2.5). A commit extends the lease of
 * its batch; one that was not extended for a heartbeat's time is asked for, again and again, until the worker fences itself.
 */
export interface LeaseTimes {
  readonly lease: number;
  /** After so long without an extension a heartbeat is due; after half of it a commit extends the lease. */
  readonly heartbeat: number;
  /** Since the last extension: the worker stops everything and starts nothing. */
  readonly selfFence: number;
  /** How often open batches without a worker are looked for. */
  readonly reconcile: number;
  /** A batch that others wait behind starts no more items after this long. */
  readonly slice: number;
}

/** All times follow from the lease: heartbeat and reconciler a sixth, self-fence two thirds. */
export const leaseTimes = (leaseSeconds: number): LeaseTimes => ({
  lease: leaseSeconds * 1000,
  heartbeat: (leaseSeconds * 1000) / 6,
  selfFence: (leaseSeconds * 2000) / 3,
  reconcile: (leaseSeconds * 1000) / 6,
  slice: leaseSeconds * 1000,
});

/** An item running when its worker died is run again this often; then it is the item that kills workers. */
export const MAX_RECOVERIES = 3;
/**
 * When more than half of all leases run out at once nobody is charged, so often for one batch: workers that keep dying together
 * because of items of theirs must come to an end too.
 */
export const MASS_EXPIRIES = 3;
/** From this recovery on an item runs alone in its process, so that a crash charges only the guilty. */
export const EXCLUSIVE_FROM = 2;

/**
 * SQL: nobody has the batch, or its lease has run out, or it ends so late that the database's clock must have been set back
 * since. Judged by the longest lease that can be set: another process may have a longer one than this.
 */
export const IS_FREE = `(lease_owner IS NULL OR lease_until < now() OR lease_until > now() + interval '${2 * LONGEST_LEASE_SECONDS} seconds')`;
