/**
 * How long a worker may hold a batch, in milliseconds (RELIABILITY 2.5). A heartbeat that is missed once is tolerated, after
 * the second the worker fences itself, before the third the lease has run out.
 */
export interface LeaseTimes {
  readonly lease: number;
  readonly heartbeat: number;
  /** Since the last confirmed heartbeat: the worker stops everything and starts nothing. */
  readonly selfFence: number;
  /** How often open batches without a worker are looked for. */
  readonly reconcile: number;
  /** A batch that others wait behind starts no more items after this long. */
  readonly slice: number;
}

/** All times follow from the lease: heartbeat a third, self-fence two thirds, reconciler a sixth. */
export const leaseTimes = (leaseSeconds: number): LeaseTimes => ({
  lease: leaseSeconds * 1000,
  heartbeat: (leaseSeconds * 1000) / 3,
  selfFence: (leaseSeconds * 2000) / 3,
  reconcile: (leaseSeconds * 1000) / 6,
  slice: leaseSeconds * 1000,
});

/** An item running when its worker died is run again this often; then it is the item that kills workers. */
export const MAX_RECOVERIES = 3;
/** From this recovery on an item runs alone in its process, so that a crash charges only the guilty. */
export const ALONE_FROM = 2;
