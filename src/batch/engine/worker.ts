import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchExecutor, type ExecutorHost } from './batch-executor.js';
import { type Claim, Leases } from './claims.js';
import { ItemSlots } from './item-slots.js';
import { LeaseKeeper } from './lease-keeper.js';
import { type AnyTransactional, isBackground } from '../model/handler-registry.js';
import type { ClaimedBatch, Lease } from './execution-store.js';
import { Notifier } from '../notify/notifier.js';
import { QueuedExecutor } from './queued-executor.js';
import { GroupCommit } from './group-commit.js';

/** Running items may finish for this long when the process stops (milliseconds); then they go back. */
const GRACE_MS = 25_000;

/**
 * Works off batches in this process: answers bells by claiming the best runnable batch, runs it, and claims again until there
 * is none. Its identity is a random UUID per start: a host name or process id comes back after a restart, and with it the
 * right to leases that are not its own.
 */
@Injectable()
export class Worker {
  readonly id = randomUUID();
  private readonly runs = new Map<number, { readonly run: BatchExecutor; readonly ended: Promise<void> }>();
  private readonly transactions = new Set<Promise<void>>();
  private readonly leases: LeaseKeeper;
  private readonly slots: ItemSlots;
  private readonly host: ExecutorHost;
  private readonly batches: number;
  private isStopping = false;
  private stopListening: () => void = () => undefined;

  constructor(
    private readonly claims: Leases,
    groupCommit: GroupCommit,
    private readonly transactional: QueuedExecutor,
    private readonly signals: Notifier,
    private readonly log: AppLogger,
    config: AppConfig,
  ) {
    this.batches = config.workerBatches;
    this.slots = new ItemSlots(config.workerItems);
    this.leases = new LeaseKeeper(this.id, claims, log, (batchId) => signals.wakeUp(batchId));
    this.host = {
      groupCommit,
      slots: this.slots,
      times: claims.times,
      changed: (batchId) => signals.changed(batchId, this.id),
      othersWait: () => claims.othersWait(),
      isDue: (run) => this.leases.isDue(run),
      extended: (run, beganAt) => this.leases.confirm(run, beganAt),
      repeats: (batch, failures, error) => {
        if (failures === 1) log.warn('a commit failed and is repeated', { batch, error: String(error) });
      },
    };
  }

  async start(): Promise<void> {
    this.stopListening = this.signals.onChange(({ batchId, source }) => {
      if (source !== this.id) this.runs.get(batchId)?.run.checkBatch();
    });
    this.leases.start();
    await this.signals.startHandlingWakeups(() => this.workUntilIdle(), this.batches);
  }

  /** Takes no more batches, lets running items finish for 25 s, gives everything else back. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.signals.stopHandlingWakeups();
    const open = [...this.runs.values()];
    for (const { run } of open) run.yieldLease();
    const grace = setTimeout(() => open.forEach(({ run }) => run.abandonItems()), GRACE_MS);
    await Promise.allSettled([...open.map(({ ended }) => ended), ...this.transactions]);
    clearTimeout(grace);
    this.leases.stop();
    this.stopListening();
  }

  /** Items that run now, and batches held. */
  get load(): { readonly items: number; readonly batches: number } {
    return { items: this.slots.running, batches: this.runs.size + this.transactions.size };
  }

  /** Answers a bell: works until nothing is runnable. */
  private async workUntilIdle(): Promise<void> {
    while (!this.isStopping) {
      // Claimed before they are given back, they would count as those of a dead worker; the keeper rings once they are.
      if (!(await this.leases.giveBack())) return;
      const askedAt = performance.now();
      const claim = await this.claims.claim(this.id);
      if (claim === undefined) return;
      this.signals.changed(claim.batch.id, this.id);
      await this.work(claim, askedAt);
    }
  }

  /** Resolves once the batch no longer takes a place in this worker: it ended, sleeps, was lost, or only runs out. */
  private async work({ batch, lease, handler, hasCrashSuspects }: Claim, claimedAt: number): Promise<void> {
    if (!isBackground(handler)) {
      await this.workInTransactions(handler, batch, lease);
      return;
    }
    const run = new BatchExecutor(batch, lease, handler, this.host, hasCrashSuspects);
    const ended = this.follow(run, batch);
    this.runs.set(batch.id, { run, ended });
    this.leases.add(run, claimedAt);
    if (this.isStopping) run.yieldLease();
    await Promise.race([ended, run.yielding]);
  }

  private async workInTransactions(handler: AnyTransactional, batch: ClaimedBatch, lease: Lease): Promise<void> {
    const host = { isStopping: () => this.isStopping, leaseMs: this.claims.times.lease, signals: this.signals };
    const done = this.transactional.run(handler, batch, lease, host);
    this.transactions.add(done);
    try {
      await done;
    } catch (error) {
      // Nothing of it is half done; as soon as the database answers somebody may go on.
      if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') this.leases.giveBackLater(lease);
      throw error;
    } finally {
      this.transactions.delete(done);
    }
  }

  private async follow(run: BatchExecutor, batch: ClaimedBatch): Promise<void> {
    const batchId = batch.id;
    try {
      const end = await run.run();
      if (end.reason === 'lost') this.log.warn('a lease was lost', { batch: batchId, token: run.lease.token });
      else if (end.wakeMs !== null) this.signals.wakeUp(batchId, end.wakeMs);
      else if (end.isOpen) this.signals.wakeUp(batchId);
    } catch (error) {
      run.lose();
      this.log.error('a batch could not be worked on', { batch: batchId, error: String(error) });
      await this.giveUp(run, batch);
    } finally {
      this.leases.remove(run);
      if (this.runs.get(batchId)?.run === run) this.runs.delete(batchId);
    }
  }

  /** What was finished here is done again; what runs counts as crashed, so that this ends. Else the lease runs out. */
  private async giveUp(run: BatchExecutor, batch: ClaimedBatch): Promise<void> {
    try {
      await this.claims.giveUp(batch, run.lease);
      this.signals.wakeUp(batch.id);
    } catch (error) {
      this.log.warn('a lease was left to run out', { batch: batch.id, error: String(error) });
    }
  }
}
