import { AppLogger } from '../../platform/observability/app-logger.js';
import type { Leases } from './leases.js';
import { isOutage } from '../model/items/outage.js';
import type { Lease } from './lease.js';

/** A lease to extend, and what to call when it is lost, and when another lease of the batch has expired. */
export interface Leased {
  readonly lease: Lease;
  lose(): void;
  checkBatch(): void;
}

/** When a lease was last confirmed, and since when heartbeats for it have failed, on the monotonic clock. */
interface Confirmation {
  readonly confirmedAt: number;
  readonly askedSince?: number;
}

/**
 * Extends the leases of a worker. Group commits extend the lease of their batch; only leases without a recent commit
 * get a heartbeat, all in one statement that does not wait for row locks. Without a confirmation for the self-fence
 * time, the worker stops all work on the lease, before another worker can claim the batch.
 */
export class LeaseKeeper {
  private readonly held = new Map<Leased, Confirmation>();
  /** Leases that this worker abandoned during an outage and has still to release. */
  private readonly abandoned = new Set<Lease>();
  private releasing: Promise<void> | undefined;
  private isSendingHeartbeat = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly worker: string,
    private readonly leases: Leases,
    private readonly log: AppLogger,
    /** Called when an abandoned lease was released, so that the batch waits for a worker again. */
    private readonly onReleased: (batchId: number) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => this.check(), this.leases.times.heartbeat / 5).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Adds a lease that was claimed at `claimedAt` on the monotonic clock. */
  add(leased: Leased, claimedAt: number): void {
    this.held.set(leased, { confirmedAt: claimedAt });
  }

  remove(leased: Leased): void {
    this.held.delete(leased);
  }

  /** Whether the next commit should extend the lease, so that it needs no heartbeat. */
  isDue(leased: Leased): boolean {
    const age = performance.now() - (this.held.get(leased)?.confirmedAt ?? 0);
    return age > this.leases.times.heartbeat / 2;
  }

  /**
   * Extends the lease now if it is due. Heartbeats skip a lease whose commit has locked it: between the tries of one
   * that takes long each time none might come. Never throws; returns false when the database did not answer.
   */
  async extend(leased: Leased): Promise<boolean> {
    const known = this.held.get(leased);
    return known === undefined || !this.isDue(leased) || (await this.send([[leased, known]])) === undefined;
  }

  /** Records that the lease was extended by a statement sent at `askedAt` or later. */
  confirm(leased: Leased, askedAt: number): void {
    const known = this.held.get(leased);
    if (known !== undefined && known.confirmedAt < askedAt) this.held.set(leased, { confirmedAt: askedAt });
  }

  /**
   * Releases the abandoned leases. A worker that survives an outage of the database does not let them expire: it
   * releases them once the database answers again, and their running items do not count as crashed. Returns whether
   * none is left. Never throws.
   */
  async releaseAbandoned(): Promise<boolean> {
    if (this.abandoned.size === 0) return true;
    this.releasing ??= this.releaseAll().finally(() => (this.releasing = undefined));
    await this.releasing;
    return this.abandoned.size === 0;
  }

  /** Adds a lease whose work has ended and that could not be released because of an outage. */
  releaseLater(lease: Lease): void {
    this.abandoned.add(lease);
  }

  /** In an outage the next check repeats it; a lease that cannot be released for another reason expires. */
  private async releaseAll(): Promise<void> {
    for (const lease of this.abandoned) {
      try {
        const wasOwn = await this.leases.releaseAbandoned(lease);
        if (wasOwn) this.onReleased(lease.batchId);
      } catch (error) {
        if (isOutage(error)) return;
        this.log.warn('lease could not be released and will expire', { batch: lease.batchId, error: String(error) });
      }
      this.abandoned.delete(lease);
    }
  }

  private check(): void {
    this.fenceOverdue();
    void this.heartbeat();
    void this.releaseAbandoned();
  }

  /** Sends one heartbeat at a time: while one waits for a connection, no others must queue behind it. */
  private async heartbeat(): Promise<void> {
    const askedAt = performance.now();
    const idle = [...this.held].filter(([, { confirmedAt }]) => askedAt - confirmedAt > this.leases.times.heartbeat);
    if (this.isSendingHeartbeat || idle.length === 0) return;
    this.isSendingHeartbeat = true;
    const error = await this.send(idle);
    if (error !== undefined) this.log.warn('heartbeat failed', { error: String(error) });
    this.isSendingHeartbeat = false;
  }

  /** Returns the error of a database that did not answer. */
  private async send(leases: readonly (readonly [Leased, Confirmation])[]): Promise<unknown> {
    const askedAt = performance.now();
    for (const [leased, known] of leases) this.held.set(leased, { askedSince: askedAt, ...known });
    try {
      const found = await this.leases.heartbeat(
        leases.map(([{ lease }]) => lease.batchId),
        this.worker,
      );
      for (const [leased] of leases) {
        if (!this.held.has(leased)) continue;
        const held = found.get(leased.lease.batchId);
        if (held?.token !== leased.lease.token) leased.lose();
        else if (held.isExtended) this.confirm(leased, askedAt);
        if (held?.hasDead === true) leased.checkBatch();
      }
      return undefined;
    } catch (error) {
      return error ?? new Error('The heartbeat failed.');
    }
  }

  private fenceOverdue(): void {
    const now = performance.now();
    for (const [leased, { confirmedAt, askedSince }] of this.held) {
      if (now - confirmedAt <= this.leases.times.selfFence) continue;
      this.log.warn('lease lost: it could not be extended', { batch: leased.lease.batchId });
      this.held.delete(leased);
      leased.lose();
      // A process that sent no heartbeat in time was blocked by its own work, perhaps by an item: that counts as a
      // crash.
      if (askedSince !== undefined && now - askedSince > this.leases.times.heartbeat) this.abandoned.add(leased.lease);
    }
  }
}
