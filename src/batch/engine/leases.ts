import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppConfig } from '../../platform/config/config.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { crashPoint } from '../../platform/fault/crash-point.js';
import { EXCLUSIVE_FROM, type LeaseTimes, leaseTimes } from './lease.js';
import { type ClaimedBatch, type HeldLease, LeaseStore } from './lease-store.js';
import { Recovery } from './recovery.js';
import { SeenOutage } from './seen-outage.js';
import { type AnyHandler, HandlerRegistry } from '../model/handler-registry.js';
import { type Lease, ExecutionStore } from './execution-store.js';

/** A claimed batch; `hasCrashSuspects`: it has pending items that must run alone in their process. */
export interface Claim {
  readonly batch: ClaimedBatch;
  readonly lease: Lease;
  readonly handler: AnyHandler;
  readonly hasCrashSuspects: boolean;
}

/** Claims batches for workers and extends their leases. */
@Injectable()
export class Leases {
  readonly times: LeaseTimes;
  private readonly outage: SeenOutage;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: ExecutionStore,
    private readonly leases: LeaseStore,
    private readonly recovery: Recovery,
    private readonly registry: HandlerRegistry,
    config: AppConfig,
  ) {
    this.times = leaseTimes(config.leaseSeconds);
    this.outage = new SeenOutage(this.times.lease);
  }

  /** Claims the best runnable batch for the worker; undefined when there is none. */
  async claim(worker: string): Promise<Claim | undefined> {
    const times = { leaseMs: this.times.lease, outageMs: this.outage.sinceItBegan };
    const claim = await this.run(async (tx) => {
      const batch = await this.leases.claim(this.registry.kinds(), worker, times, tx);
      if (batch === undefined) return undefined;
      const lease = { batchId: batch.id, worker, token: batch.token };
      if (batch.isMassExpiry) await this.leases.releaseExpired(tx);
      await this.recovery.begin(batch, lease, tx);
      const hasCrashSuspects = !batch.isFirst && (await this.store.hasCrashSuspects(batch.id, EXCLUSIVE_FROM, tx));
      return { batch, lease, handler: this.registry.get(batch.kind), hasCrashSuspects };
    });
    crashPoint('claim.after_commit');
    return claim;
  }

  /** Extends the leases of a worker. Returns those that it owns, by batch id. */
  async heartbeat(batchIds: readonly number[], worker: string): Promise<ReadonlyMap<number, HeldLease>> {
    const held = await this.run((tx) => this.leases.heartbeat(batchIds, worker, this.times.lease, tx));
    return new Map(held.map((lease) => [lease.id, lease]));
  }

  /**
   * Releases a lease that its worker abandoned in an outage; its running items return to pending, without counting a
   * crash. Returns whether the worker still owned it.
   */
  async releaseAbandoned(lease: Lease): Promise<boolean> {
    return this.run(async (tx) => {
      if ((await this.store.hold(lease, tx)) === undefined) return false;
      await this.store.takeBack(lease.batchId, [], tx);
      await this.store.release(lease, false, tx);
      return true;
    });
  }

  /** Recovers a batch like after a crash of its worker, because its execution failed for an unknown reason. */
  async recover(batch: ClaimedBatch, lease: Lease): Promise<void> {
    await this.unitOfWork.run(async (tx) => {
      if ((await this.store.hold(lease, tx)) === undefined) return;
      await this.recovery.recover(batch, lease, tx);
      await this.store.release(lease, true, tx);
    });
  }

  /** Whether a runnable batch has no worker. */
  othersWait(): Promise<boolean> {
    return this.run((tx) => this.leases.othersWait(this.registry.kinds(), tx));
  }

  private run<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.outage.watch(() => this.unitOfWork.run(work));
  }
}
