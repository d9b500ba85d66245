import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ERRORS, type ItemError } from '../platform/http/error.js';
import { AppConfig } from '../platform/config/config.js';
import { crashPoint } from '../platform/fault/crash-point.js';
import { AppLogger } from '../platform/observability/app-logger.js';
import { BatchRun, type RunHost } from './batch-run.js';
import { EventBus } from './events/event-bus.js';
import { failed } from './item.js';
import { ItemSlots } from './item-slots.js';
import { ALONE_FROM, type LeaseTimes, leaseTimes } from './lease.js';
import { LeaseKeeper } from './lease-keeper.js';
import { Lifecycle } from './lifecycle.js';
import { BatchQueue } from './queue/batch-queue.js';
import { HandlerRegistry, isBackground } from './registry.js';
import { type ClaimedBatch, RunStore } from './run-store.js';
import { TransactionalRun } from './transactional-run.js';
import { Turn } from './turn.js';

const WORKER_CRASHED: ItemError = { code: 'WORKER_CRASHED', message: ERRORS.WORKER_CRASHED.meaning };
/** Running items may finish for this long when the process stops (milliseconds); then they go back. */
const GRACE_MS = 25_000;

/** A claimed batch and whether items of it wait that have to run alone. */
interface Claim {
  readonly batch: ClaimedBatch;
  readonly hasSuspects: boolean;
}

/**
 * Works off batches in this process: answers bells by claiming the best runnable batch, runs it, and claims again until there
 * is none. Its identity is a random UUID per start: a host name or process id comes back after a restart, and with it the
 * right to leases that are not its own.
 */
@Injectable()
export class Worker {
  readonly id = randomUUID();
  private readonly runs = new Map<number, { readonly run: BatchRun; readonly ended: Promise<void> }>();
  private readonly keeper: LeaseKeeper;
  private readonly host: RunHost;
  private readonly slots: ItemSlots;
  private readonly times: LeaseTimes;
  private isStopping = false;
  private stopListening: () => void = () => undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly unitOfWork: UnitOfWork,
    private readonly store: RunStore,
    turn: Turn,
    private readonly transactional: TransactionalRun,
    private readonly lifecycle: Lifecycle,
    private readonly registry: HandlerRegistry,
    private readonly queue: BatchQueue,
    private readonly bus: EventBus,
    private readonly log: AppLogger,
  ) {
    this.slots = new ItemSlots(config.workerItems);
    this.times = leaseTimes(config.leaseSeconds);
    this.host = {
      turn,
      slots: this.slots,
      times: this.times,
      changed: (batchId) => bus.publish({ batchId, source: this.id }),
      othersWait: () => unitOfWork.run((tx) => store.othersWait(registry.kinds(), tx)),
    };
    this.keeper = new LeaseKeeper(this.id, this.times, unitOfWork, store, log);
  }

  async start(): Promise<void> {
    this.stopListening = this.bus.subscribe(({ batchId, source }) => {
      if (source !== this.id) this.runs.get(batchId)?.run.look();
    });
    this.keeper.start();
    await this.queue.start(() => this.answer(), this.config.workerBatches);
  }

  /** Takes no more batches, lets running items finish for 25 s, gives everything else back. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await this.queue.stop();
    const open = [...this.runs.values()];
    for (const { run } of open) run.yieldLease();
    const grace = setTimeout(() => open.forEach(({ run }) => run.abandonItems()), GRACE_MS);
    await Promise.allSettled(open.map(({ ended }) => ended));
    clearTimeout(grace);
    this.keeper.stop();
    this.stopListening();
  }

  /** Items that run now, and batches held. */
  get load(): { readonly items: number; readonly batches: number } {
    return { items: this.slots.running, batches: this.runs.size };
  }

  /** Answers a bell: works until nothing is runnable. */
  private async answer(): Promise<void> {
    while (!this.isStopping) {
      const claim = await this.claim();
      if (claim === undefined) return;
      await this.work(claim);
    }
  }

  private async claim(): Promise<Claim | undefined> {
    const claim = await this.unitOfWork.run(async (tx) => {
      const batch = await this.store.claim(this.registry.kinds(), this.id, this.times.lease, tx);
      if (batch === undefined) return undefined;
      if (batch.isFirst) {
        await this.lifecycle.note(batch.id, 'started', tx);
        return { batch, hasSuspects: false };
      }
      const handler = this.registry.get(batch.kind);
      const crashed = await this.store.recover(batch.id, WORKER_CRASHED, tx);
      if (crashed.length > 0 && isBackground(handler))
        await handler.save(
          crashed.map((item) => ({ ...item, batchId: batch.id, ownerId: batch.ownerId, outcome: failed(WORKER_CRASHED), warnings: [] })),
          tx,
        );
      return { batch, hasSuspects: await this.store.hasSuspects(batch.id, ALONE_FROM, tx) };
    });
    crashPoint('claim.after_commit');
    if (claim !== undefined) this.bus.publish({ batchId: claim.batch.id, source: this.id });
    return claim;
  }

  /** Resolves once the batch no longer takes a place in this worker: it ended, sleeps, was lost, or only runs out. */
  private async work(claim: Claim): Promise<void> {
    const { batch } = claim;
    const lease = { batchId: batch.id, worker: this.id, token: batch.token };
    const handler = this.registry.get(batch.kind);
    if (!isBackground(handler)) {
      await this.transactional.run(handler, batch, lease);
      return;
    }
    const run = new BatchRun(batch, lease, handler, this.host, claim.hasSuspects);
    const ended = this.follow(run, batch);
    this.runs.set(batch.id, { run, ended });
    this.keeper.add(run);
    if (this.isStopping) run.yieldLease();
    await Promise.race([ended, run.yielding]);
  }

  private async follow(run: BatchRun, batch: ClaimedBatch): Promise<void> {
    try {
      const end = await run.run();
      if (end.reason === 'lost') this.log.warn('a lease was lost', { batch: batch.id, token: batch.token });
      else if (end.wakeMs !== null) this.queue.ring(batch.id, end.wakeMs);
      else this.queue.ring(batch.id);
    } catch (error) {
      // The lease runs out and another worker takes over; what was finished here is done again there.
      run.lose();
      this.log.error('a batch could not be worked on', { batch: batch.id, error: String(error), stack: error instanceof Error ? error.stack : undefined });
    } finally {
      this.keeper.remove(run);
      this.runs.delete(batch.id);
    }
  }
}
