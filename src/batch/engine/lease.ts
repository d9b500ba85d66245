import { LONGEST_LEASE_SECONDS } from '../model/status/lease.settings.js';

/** A worker's right to run items of a batch, valid only while the batch has a lease of this worker and token. */
export interface Lease {
  readonly batchId: number;
  readonly worker: string;
  readonly token: number;
}

/**
 * The times of a lease, in milliseconds. A group commit extends the lease of its batch; for a lease without a commit
 * the worker sends heartbeats, until it fences itself, that is, stops all work on the batch.
 */
export interface LeaseTimes {
  readonly lease: number;
  /** Time without an extension after which a heartbeat is due; after half of it a commit extends the lease. */
  readonly heartbeat: number;
  /** Time without an extension after which the worker stops all work on the batch. */
  readonly selfFence: number;
  /** Interval at which the reconciler looks for open batches without a worker. */
  readonly reconcile: number;
  /** Time slice of a batch: after it, the batch yields if others wait. */
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

/** Number of worker crashes during an item after which the item fails with WORKER_CRASHED. */
export const MAX_RECOVERIES = 3;
/**
 * When more than half of all leases expire at once, the crash is not counted for their items, at most this often per
 * batch: otherwise items that keep crashing several workers together would never fail.
 */
export const MASS_EXPIRIES = 3;
/** From this number of crashes on an item runs alone in its process, so that a further crash affects no other item. */
export const EXCLUSIVE_FROM = 2;

/** SQL expression: what the clock of the server says, in milliseconds since 1970. */
export const CLOCK_MS = '(extract(epoch FROM pg_catalog.clock_timestamp()) * 1000)::float8';

/**
 * SQL condition: the lease `l` has expired, or ends so late that the database's clock must have been set back since.
 * Uses the longest lease that can be configured, since another process may have a longer one than this.
 */
export const IS_OVER = `(l.lease_until < now() OR l.lease_until > now() + interval '${2 * LONGEST_LEASE_SECONDS} seconds')`;
