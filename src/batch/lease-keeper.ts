import { AppLogger } from '../platform/observability/app-logger.js';
import type { Claims } from './claims.js';
import type { Lease } from './run-store.js';

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
  /** Leases that this worker gave up although it lives, until they are given back. */
  private readonly givenUp = new Set<Lease>();
  private isGivingBack = false;
  private heart: NodeJS.Timeout | undefined;
  private fence: NodeJS.Timeout | undefined;

  constructor(
    private readonly worker: string,
    private readonly claims: Claims,
    private readonly log: AppLogger,
    /** The batch waits for a worker again. */
    private readonly givenBack: (batchId: number) => void,
  ) {}

  start(): void {
    this.heart = setInterval(() => void this.beat(), this.claims.times.heartbeat).unref();
    this.fence = setInterval(() => this.look(), this.claims.times.heartbeat / 10).unref();
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
      const tokens = await this.claims.heartbeat(
        asked.map(({ lease }) => lease.batchId),
        this.worker,
      );
      for (const leased of asked) {
        if (!this.confirmed.has(leased)) continue;
        if (tokens.get(leased.lease.batchId) === leased.lease.token) this.confirmed.set(leased, askedAt);
        else leased.lose();
      }
    } catch (error) {
      this.log.warn('a heartbeat failed', { error: String(error) });
    }
  }

  private look(): void {
    this.fenceOverdue();
    void this.giveBack();
  }

  /**
   * A worker that was cut off from the database and lives does not wait until its leases run out: as soon as the database
   * answers again it gives them back, and nothing it left running counts as crashed.
   */
  private async giveBack(): Promise<void> {
    if (this.isGivingBack || this.givenUp.size === 0) return;
    this.isGivingBack = true;
    try {
      for (const lease of this.givenUp) {
        const wasOurs = await this.claims.giveBack(lease);
        this.givenUp.delete(lease);
        if (wasOurs) this.givenBack(lease.batchId);
      }
    } catch {
      // The next look tries again; that the leases were given up stands in the log.
    } finally {
      this.isGivingBack = false;
    }
  }

  private fenceOverdue(): void {
    const oldest = performance.now() - this.claims.times.selfFence;
    for (const [leased, confirmedAt] of this.confirmed) {
      if (confirmedAt >= oldest) continue;
      this.log.warn('no confirmed heartbeat, the lease is given up', { batch: leased.lease.batchId });
      this.confirmed.delete(leased);
      leased.lose();
      this.givenUp.add(leased.lease);
    }
  }
}
