import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Leases } from './claims.js';
import { isOutage } from '../outage.js';
import type { Lease } from './execution-store.js';

/** What is kept alive: a lease, and how to tell its run that it is gone. */
interface Leased {
  readonly lease: Lease;
  lose(): void;
}

/** When a lease was last confirmed, and since when it has been asked for in vain, on the monotonic clock. */
interface Confirmation {
  readonly confirmedAt: number;
  readonly askedSince?: number;
}

/**
 * Keeps a worker's leases alive. Commits extend the lease of their batch; only leases that had none for a while get a heartbeat,
 * all in one statement that waits for no row. Without a confirmation for the self-fence time the worker stops all work on the
 * lease by itself, before anybody else may take it.
 */
export class LeaseKeeper {
  private readonly leases = new Map<Leased, Confirmation>();
  /** Leases that this worker gave up although it lives, until they are given back. */
  private readonly givenUp = new Set<Lease>();
  private givingBack: Promise<void> | undefined;
  private isBeating = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly worker: string,
    private readonly claims: Leases,
    private readonly log: AppLogger,
    /** The batch waits for a worker again. */
    private readonly givenBack: (batchId: number) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.look(), this.claims.times.heartbeat / 5).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A lease claimed at that time. */
  add(leased: Leased, claimedAt: number): void {
    this.leases.set(leased, { confirmedAt: claimedAt });
  }

  remove(leased: Leased): void {
    this.leases.delete(leased);
  }

  /** Whether the next commit should extend the lease, so that it needs no heartbeat. */
  isDue(leased: Leased): boolean {
    const age = performance.now() - (this.leases.get(leased)?.confirmedAt ?? 0);
    return age > this.claims.times.heartbeat / 2;
  }

  /** The lease was extended by a statement sent at that time or later. */
  confirm(leased: Leased, askedAt: number): void {
    const known = this.leases.get(leased);
    if (known !== undefined && known.confirmedAt < askedAt) this.leases.set(leased, { confirmedAt: askedAt });
  }

  /**
   * A worker that was cut off from the database and lives does not wait until its leases run out: as soon as the database
   * answers again it gives them back, and nothing it left running counts as crashed. Answers whether none is left. Never throws.
   */
  async giveBack(): Promise<boolean> {
    if (this.givenUp.size === 0) return true;
    this.givingBack ??= this.giveAllBack().finally(() => (this.givingBack = undefined));
    await this.givingBack;
    return this.givenUp.size === 0;
  }

  /** A lease that is no longer worked on and that the database could not be told of. */
  giveBackLater(lease: Lease): void {
    this.givenUp.add(lease);
  }

  /** Through an outage the next look tries again; a lease that cannot be given back for another reason runs out. */
  private async giveAllBack(): Promise<void> {
    for (const lease of this.givenUp) {
      try {
        const wasOurs = await this.claims.giveBack(lease);
        if (wasOurs) this.givenBack(lease.batchId);
      } catch (error) {
        if (isOutage(error)) return;
        this.log.warn('a lease was left to run out', { batch: lease.batchId, error: String(error) });
      }
      this.givenUp.delete(lease);
    }
  }

  private look(): void {
    this.fenceOverdue();
    void this.heartbeat();
    void this.giveBack();
  }

  /** One at a time: a heartbeat that waits for a connection must not queue others behind it. */
  private async heartbeat(): Promise<void> {
    const askedAt = performance.now();
    const idle = [...this.leases].filter(([, { confirmedAt }]) => askedAt - confirmedAt > this.claims.times.heartbeat);
    if (this.isBeating || idle.length === 0) return;
    this.isBeating = true;
    for (const [leased, known] of idle) this.leases.set(leased, { askedSince: askedAt, ...known });
    try {
      const found = await this.claims.heartbeat(
        idle.map(([{ lease }]) => lease.batchId),
        this.worker,
      );
      for (const [leased] of idle) {
        if (!this.leases.has(leased)) continue;
        const held = found.get(leased.lease.batchId);
        if (held?.token !== leased.lease.token) leased.lose();
        else if (held.isExtended) this.confirm(leased, askedAt);
      }
    } catch (error) {
      this.log.warn('a heartbeat failed', { error: String(error) });
    } finally {
      this.isBeating = false;
    }
  }

  private fenceOverdue(): void {
    const now = performance.now();
    for (const [leased, { confirmedAt, askedSince }] of this.leases) {
      if (now - confirmedAt <= this.claims.times.selfFence) continue;
      this.log.warn('the lease could not be extended and is given up', { batch: leased.lease.batchId });
      this.leases.delete(leased);
      leased.lose();
      // A process that did not ask in time was kept from it by its own work, perhaps by an item: that counts as a crash.
      if (askedSince !== undefined && now - askedSince > this.claims.times.heartbeat) this.givenUp.add(leased.lease);
    }
  }
}
