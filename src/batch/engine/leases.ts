import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppConfig } from '../../platform/config/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { type Lease, type LeaseTimes, leaseTimes } from './lease.js';
import { type ClaimedBatch, type DeadLease, type HeldLease, LeaseStore } from './lease-store.js';
import { Recovery } from './recovery.js';
import { ClockJumps } from './clock-jumps.js';
import { SeenOutage } from './seen-outage.js';
import { type AnyHandler, HandlerRegistry } from '../model/handlers/handler-registry.js';
import { ExecutionStore } from './execution-store.js';
import { LEASE_SETTINGS } from '../model/status/lease.settings.js';

/**
 * A claimed batch; `hasCrashSuspects`: it has pending items that must run alone in their process. `joins`: others work
 * on it too.
 */
export interface Claim {
  readonly batch: ClaimedBatch;
  readonly joins: boolean;
  readonly lease: Lease;
  readonly handler: AnyHandler;
  readonly hasCrashSuspects: boolean;
  /** A worker of it has died, and not for an outage. */
  readonly hasDeath: boolean;
}

/** Claims batches for workers and extends their leases. */
@Injectable()
export class Leases {
  readonly times: LeaseTimes;
  private readonly outage: SeenOutage;
  private readonly clockJumps: ClockJumps;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ExecutionStore,
    private readonly leaseStore: LeaseStore,
    private readonly recovery: Recovery,
    private readonly registry: HandlerRegistry,
    config: AppConfig,
  ) {
    this.times = leaseTimes(LEASE_SETTINGS.of(config).LEASE_SECONDS);
    this.outage = new SeenOutage(this.times.lease);
    this.clockJumps = new ClockJumps(this.times.lease);
  }

  /**
   * Claims the best runnable batch for the worker; undefined when there is none. `mayJoin`: also one that others work
   * on and have not the slots for.
   */
  async claim(worker: string, mayJoin: boolean): Promise<Claim | undefined> {
    const claim = await this.run(async (tx) => {
      const batch = await this.leaseStore.claim(this.registry.kinds(), worker, mayJoin, tx);
      if (batch === undefined) return undefined;
      const lease = { batchId: batch.id, worker, token: batch.token };
      this.clockJumps.observe(batch.clock);
      const dead = batch.workers > 0 ? await this.removeDead(lease, tx) : [];
      if (!(await this.leaseStore.insert(lease, this.times.lease, tx))) throw new AlreadyHeld();
      await this.recovery.begin(batch, lease, dead, tx);
      const joins = batch.workers > dead.length;
      const hasCrashSuspects = !batch.isFirst && (await this.store.hasCrashSuspects(batch.id, tx));
      const hasDeath = dead.some(({ isExcused }) => !isExcused);
      return { batch, lease, handler: this.registry.get(batch.kind), hasCrashSuspects, joins, hasDeath };
    }).catch((error: unknown) => {
      if (error instanceof AlreadyHeld) return undefined;
      throw error;
    });
    crashPoint('claim.after_commit');
    return claim;
  }

  /** Recovers what dead workers left of a batch that this one works on too. */
  takeOver(batch: ClaimedBatch, lease: Lease): Promise<void> {
    return this.run(async (tx) => {
      if ((await this.store.hold(lease, tx)) === undefined) return;
      this.clockJumps.observe(await this.leaseStore.clock(tx));
      const dead = await this.removeDead(lease, tx);
      if (dead.length > 0) await this.recovery.takeOver(batch, lease, dead, tx);
    });
  }

  /** Extends the leases of a worker. Returns those that it owns, by batch id. */
  async heartbeat(batchIds: readonly number[], worker: string): Promise<ReadonlyMap<number, HeldLease>> {
    const held = await this.run((tx) => this.leaseStore.heartbeat(batchIds, worker, this.times.lease, tx));
    const clock = held[0]?.clock;
    if (clock !== undefined) this.clockJumps.observe(clock);
    return new Map(held.map((lease) => [lease.id, lease]));
  }

  /**
   * Releases a lease that its worker abandoned in an outage; its running items return to pending, without counting a
   * crash. Returns whether the worker still owned it.
   */
  async releaseAbandoned(lease: Lease): Promise<boolean> {
    return this.run(async (tx) => {
      const held = await this.store.hold(lease, tx);
      if (held === undefined) return false;
      await this.store.takeBack(lease, held.mine, tx);
      await this.store.release(lease, false, tx);
      return true;
    });
  }

  /** Recovers a worker's items of a batch like after its crash, because the execution failed for an unknown reason. */
  async recover(batch: ClaimedBatch, lease: Lease): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      const held = await this.store.hold(lease, tx);
      if (held === undefined) return;
      await this.recovery.recover(batch, lease, held.mine, tx);
      await this.store.release(lease, true, tx);
    });
  }

  /** Whether a runnable batch has no worker. */
  othersWait(): Promise<boolean> {
    return this.run((tx) => this.leaseStore.othersWait(this.registry.kinds(), tx));
  }

  private removeDead(lease: Lease, tx: EntityManager): Promise<readonly DeadLease[]> {
    const since = Math.max(this.outage.sinceItBegan, this.clockJumps.sinceBefore);
    return this.leaseStore.removeDead(lease, since, tx);
  }

  private run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.outage.watch(() => this.unitOfWork.run(work));
  }
}

/** Two wake-ups of a worker have found the same batch; the first has it, and the claim of the other is undone. */
class AlreadyHeld extends Error {}
