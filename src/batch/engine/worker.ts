import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { AppError } from '../../platform/errors/app-error.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchExecutor } from './batch-executor.js';
import { CommitQueue } from './commit-queue.js';
import type { ExecutorHost } from './executor-host.js';
import { type Claim, Leases } from './leases.js';
import { ItemSlots } from './item-slots.js';
import { LeaseKeeper } from './lease-keeper.js';
import { type AnyTransactional, isBackground } from '../model/handlers/handler-registry.js';
import type { ClaimedBatch } from './lease-store.js';
import { ExcusedAttempts } from '../model/items/outage.js';
import { Notifier } from '../notify/notifier.js';
import { TransactionalInWorker } from './transactional-in-worker.js';
import { GroupCommit } from './group-commit.js';
import { workerSize } from './worker-size.js';
import { WORKER_SETTINGS } from './worker.settings.js';

/** How long running items may continue when the process stops, in milliseconds; then they return to pending. */
const GRACE_MS = 25_000;

/**
 * Runs batches in this process: each wake-up makes it claim the best runnable batch, run it, and claim again until
 * there is none. Its id is a random UUID per start: a host name or process id would be the same after a restart, and
 * the worker would take the leases of its predecessor for its own.
 */
@Injectable()
export class Worker {
  readonly id = randomUUID();
  private readonly runs = new Map<number, { readonly run: BatchExecutor; readonly ended: Promise<void> }>();
  private readonly transactions = new Set<Promise<void>>();
  private readonly keeper: LeaseKeeper;
  private readonly slots: ItemSlots;
  private readonly host: ExecutorHost;
  private readonly batches: number;
  private isStopping = false;
  private stopListening: () => void = () => undefined;

  constructor(
    private readonly leases: Leases,
    groupCommit: GroupCommit,
    private readonly transactional: TransactionalInWorker,
    private readonly notifier: Notifier,
    private readonly log: AppLogger,
    config: AppConfig,
  ) {
    const size = workerSize(WORKER_SETTINGS.of(config), availableParallelism());
    this.batches = size.batches;
    this.slots = new ItemSlots(size.items);
    this.keeper = new LeaseKeeper(this.id, leases, log, (batchId) => notifier.wakeUp(batchId));
    this.host = {
      commits: new CommitQueue(groupCommit),
      slots: this.slots,
      times: leases.times,
      excused: new ExcusedAttempts(),
      changed: (batchId) => notifier.changed(batchId, this.id),
      inviteWorker: (batchId) => notifier.wakeUp(batchId),
      takeOver: (batch, lease) => leases.takeOver(batch, lease),
      othersWait: () => leases.othersWait(),
      isDue: (run) => this.keeper.isDue(run),
      extend: (run) => this.keeper.extend(run),
      extended: (run, beganAt) => this.keeper.confirm(run, beganAt),
      repeats: (batch, failures, error) => {
        if (failures === 1) log.warn('commit failed, repeating', { batch, error: String(error) });
      },
      unforeseen: (batch, index, err) => log.error('item failed with an unexpected error', { batch, index, err }),
    };
  }

  async start(): Promise<void> {
    // Not of what another worker of the batch commits: if it leaves room, the next tick finds that.
    this.stopListening = this.notifier.onChange(({ batchId, source }) => {
      if (source === undefined) this.runs.get(batchId)?.run.checkBatch();
    });
    this.keeper.start();
    await this.notifier.startHandlingWakeups(() => this.workUntilIdle(), this.batches);
  }

  /** Takes no further batches, waits up to GRACE_MS for running items, then returns the rest to pending. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.notifier.stopHandlingWakeups();
    const open = [...this.runs.values()];
    for (const { run } of open) run.yieldLease();
    const grace = setTimeout(() => open.forEach(({ run }) => run.abandonItems()), GRACE_MS);
    await Promise.allSettled([...open.map(({ ended }) => ended), ...this.transactions]);
    clearTimeout(grace);
    this.keeper.stop();
    this.stopListening();
  }

  /** Number of running items and of held batches. */
  get load(): { readonly items: number; readonly batches: number } {
    return { items: this.slots.running, batches: this.runs.size + this.transactions.size };
  }

  /** Handles a wake-up: claims and runs batches until none is runnable. */
  private async workUntilIdle(): Promise<void> {
    while (!this.isStopping) {
      // If batches with abandoned leases were claimed before these are released, they would be recovered as after a
      // crash. The lease keeper sends a wake-up once they are released.
      if (!(await this.keeper.releaseAbandoned())) return;
      const askedAt = performance.now();
      const claim = await this.leases.claim(this.id, this.slots.free > 0);
      if (claim === undefined) return;
      this.notifier.changed(claim.batch.id, this.id);
      await this.work(claim, askedAt);
    }
  }

  /**
   * Resolves when the batch no longer occupies a slot of this worker: it was released or lost, or starts no further
   * items.
   */
  private async work(claim: Claim, claimedAt: number): Promise<void> {
    const { batch, lease, handler } = claim;
    if (!isBackground(handler)) {
      await this.workInTransactions(handler, claim);
      return;
    }
    const run = new BatchExecutor(batch, lease, handler, this.host, claim);
    const ended = this.follow(run, batch);
    this.runs.set(batch.id, { run, ended });
    this.keeper.add(run, claimedAt);
    if (this.isStopping) run.yieldLease();
    await Promise.race([ended, run.yielding]);
  }

  private async workInTransactions(handler: AnyTransactional, { batch, lease, hasDeath }: Claim): Promise<void> {
    const isStopping = (): boolean => this.isStopping;
    const host = { isStopping, leaseMs: this.leases.times.lease, signals: this.notifier, hasDeath };
    const done = this.transactional.run(handler, batch, lease, host);
    this.transactions.add(done);
    try {
      await done;
    } catch (error) {
      // The failed transaction left nothing behind, so another worker may continue once the database answers.
      if (error instanceof AppError && error.code === 'DATABASE_UNAVAILABLE') this.keeper.releaseLater(lease);
      throw error;
    } finally {
      this.transactions.delete(done);
    }
  }

  private async follow(run: BatchExecutor, batch: ClaimedBatch): Promise<void> {
    const batchId = batch.id;
    try {
      const end = await run.run();
      if (end.reason === 'lost') this.log.warn('lease lost', { batch: batchId, token: run.lease.token });
      else if (end.wakeMs !== null) this.notifier.wakeUp(batchId, end.wakeMs);
      else if (end.mayGoOn) this.notifier.wakeUp(batchId);
    } catch (error) {
      run.lose();
      this.log.error('batch execution failed', { batch: batchId, error: String(error) });
      await this.recover(run, batch);
    } finally {
      this.keeper.remove(run);
      if (this.runs.get(batchId)?.run === run) this.runs.delete(batchId);
    }
  }

  /**
   * Recovers the batch. Unrecorded results are computed again, and running items count as crashed, so that this ends.
   */
  private async recover(run: BatchExecutor, batch: ClaimedBatch): Promise<void> {
    try {
      await this.leases.recover(batch, run.lease);
      this.notifier.wakeUp(batch.id);
    } catch (error) {
      this.log.warn('lease could not be released and will expire', { batch: batch.id, error: String(error) });
    }
  }
}
