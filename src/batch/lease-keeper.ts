import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { AppLogger } from '../platform/observability/app-logger.js';
import type { LeaseTimes } from './lease.js';
import type { Lease } from './run-store.js';
import { RunStore } from './run-store.js';

/** What is kept alive: a lease, and how to tell its run that it is gone. */
interface Leased {
  readonly lease: Lease;
  lose(): void;
}

/**
 * Keeps a worker's leases alive with one statement a heartbeat. Without a confirmed heartbeat for the self-fence time the
 * worker stops all work on the lease by itself, before anybody else may take it.
 */
export class LeaseKeeper {
  /** When each lease was last confirmed, on the monotonic clock. */
  private readonly confirmed = new Map<Leased, number>();
  private heart: NodeJS.Timeout | undefined;
  private fence: NodeJS.Timeout | undefined;

  constructor(
    private readonly worker: string,
    private readonly times: LeaseTimes,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: RunStore,
    private readonly log: AppLogger,
  ) {}

  start(): void {
    this.heart = setInterval(() => void this.beat(), this.times.heartbeat).unref();
    this.fence = setInterval(() => this.fenceOverdue(), this.times.heartbeat / 10).unref();
  }

  stop(): void {
    clearInterval(this.heart);
    clearInterval(this.fence);
  }

  add(leased: Leased): void {
    this.confirmed.set(leased, performance.now());
  }

  remove(leased: Leased): void {
    this.confirmed.delete(leased);
  }

  private async beat(): Promise<void> {
    const asked = [...this.confirmed.keys()];
    if (asked.length === 0) return;
    const askedAt = performance.now();
    try {
      const ids = asked.map(({ lease }) => lease.batchId).sort((a, b) => a - b);
      const alive = await this.unitOfWork.run((tx) => this.store.heartbeat(ids, this.worker, this.times.lease, tx));
      const tokens = new Map(alive.map(({ id, token }) => [id, token]));
      for (const leased of asked) {
        if (!this.confirmed.has(leased)) continue;
        if (tokens.get(leased.lease.batchId) === leased.lease.token) this.confirmed.set(leased, askedAt);
        else leased.lose();
      }
    } catch (error) {
      this.log.warn('a heartbeat failed', { error: String(error) });
    }
  }

  private fenceOverdue(): void {
    const oldest = performance.now() - this.times.selfFence;
    for (const [leased, confirmedAt] of this.confirmed) {
      if (confirmedAt >= oldest) continue;
      this.log.warn('no confirmed heartbeat, the lease is given up', { batch: leased.lease.batchId });
      this.confirmed.delete(leased);
      leased.lose();
    }
  }
}
