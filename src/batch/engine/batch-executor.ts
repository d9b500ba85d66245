import { explainOutage, isTooLong } from '../../platform/database/sqlstate.js';
import { isRefusal } from '../model/items/outage.js';
import type { AnyBackground } from '../model/handlers/handler-registry.js';
import type { ItemResult, StartedItem } from '../model/items/item.js';
import { BatchSlots, type Reservation } from './batch-slots.js';
import { afterFailedCommit } from './commit-repeats.js';
import { ExecutionState } from './execution-state.js';
import type { HeldBatch } from './execution-store.js';
import type { Lease } from './lease.js';
import type { ExecutionEnd, ExecutorHost } from './executor-host.js';
import type { GroupCommitResult } from './commit-request.js';
import { ItemAttempt } from './item-attempt.js';
import type { ClaimedBatch } from './lease-store.js';
import { NewSteps } from './new-steps.js';
import { GROUP_ITEMS, UnrecordedResults } from './unrecorded-results.js';
import { sleep, WakeSignal } from '../../platform/concurrency/wake-signal.js';

/** Results are committed in groups, at the latest so many milliseconds after the first of a group. */
const GROUP_MS = 25;
/** Longest wait of the loop, in milliseconds, after which it writes steps and looks for due items and free capacity. */
const TICK_MS = 1000;

/**
 * Executes one claimed batch in one worker, alone or beside others: starts items within the batch's limits, collects
 * the results of their attempts, and records them in group commits, until the batch ends, is paused, has nothing to
 * run, yields to others, or its lease is lost. `execution-state.ts` has its states.
 */
export class BatchExecutor {
  private readonly state: ExecutionState;
  private readonly slots: BatchSlots;
  private readonly running = new Map<number, ItemAttempt>();
  private readonly results = new UnrecordedResults();
  private readonly steps = new NewSteps();
  /** The result of the last group commit, valid until the next one. */
  private previous: GroupCommitResult | undefined;
  /**
   * What the next commit must do besides: read the batch, which may have changed, or also take back items that are not
   * known here, which a commit may have started that was executed and seemed to fail.
   */
  private demand: 'nothing' | 'check' | 'take_back' = 'nothing';
  /** The end of its time slice, after which it checks once per tick whether other batches wait. */
  private sliceEnd: number;
  /** When it may invite a further worker again: at most once per tick, but for changes of the batch. */
  private mayInviteAt = 0;
  private readonly joins: boolean;
  private resolveYielding: () => void = () => undefined;
  /** Wakes the loop: an item ended, the batch changed, or the worker is stopping. */
  private readonly wakeSignal = new WakeSignal();
  private readonly stopWaiting = new AbortController();
  private readonly lost = new AbortController();

  /** `joins`: others work on the batch too, so that this one makes room as soon as other batches wait. */
  constructor(
    private readonly batch: ClaimedBatch,
    readonly lease: Lease,
    private readonly handler: AnyBackground,
    private readonly host: ExecutorHost,
    { hasCrashSuspects, joins }: { readonly hasCrashSuspects: boolean; readonly joins: boolean },
  ) {
    this.state = new ExecutionState(hasCrashSuspects);
    this.slots = new BatchSlots(host.slots);
    this.joins = joins;
    this.sliceEnd = performance.now() + (joins ? TICK_MS : host.times.slice);
  }

  /** Stops everything without recording anything, because the lease is lost. */
  lose(): void {
    if (!this.state.can('lost')) return;
    this.state.to('lost');
    this.stopWaiting.abort();
    this.lost.abort();
    this.abandonAll();
  }

  /** Starts no further items, and releases the lease when the running ones have ended. */
  yieldLease(): void {
    if (!this.state.can('yielding')) return;
    this.state.to('yielding');
    this.stopWaiting.abort();
    this.wakeSignal.wake();
    this.resolveYielding();
  }

  /** Reads the batch row again, since the batch may have been cancelled, paused or changed. */
  checkBatch(): void {
    if (this.demand === 'nothing') this.demand = 'check';
    this.wakeSignal.wake();
  }

  /**
   * Stops the running items of an execution that yields; they return to pending, and the stopped attempts are not
   * counted. From now on a failing commit is repeated a few times only.
   */
  abandonItems(): void {
    if (!this.state.can('stopping')) return;
    this.state.to('stopping');
    this.abandonAll();
  }

  /** Resolves when no further items start: the worker may take another batch, although this lease is still held. */
  readonly yielding = new Promise<void>((resolve) => (this.resolveYielding = resolve));

  async run(): Promise<ExecutionEnd> {
    try {
      for (;;) {
        const result = await this.commitRepeating();
        if (this.state.is('lost') || result === undefined) {
          this.lose();
          return { reason: 'lost' };
        }
        if (result.released !== undefined) {
          this.state.to('released');
          const mayGoOn = result.pending > 0 && result.held.status !== 'paused';
          return { reason: 'released', wakeMs: result.released.wakeMs, mayGoOn };
        }
        if (result.held.hasDead) await this.takeOver();
        await this.checkSlice();
        await this.waitForWork(result);
      }
    } finally {
      this.slots.releaseAll();
    }
  }

  /** What a dead worker left is to run again, here or elsewhere; the next commit sees that it was taken over. */
  private takeOver(): Promise<void> {
    return this.host.takeOver(this.batch, this.lease).then(
      () => this.checkBatch(),
      () => undefined,
    );
  }

  /**
   * Makes a group commit and repeats it while it fails. Meanwhile running items continue and their results stay in
   * memory; they are bounded, since nothing starts without a commit. Returns undefined once the lease is lost. Throws
   * errors that repetition does not help against.
   */
  private async commitRepeating(): Promise<GroupCommitResult | undefined> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.commitGroup();
      } catch (error) {
        if (this.state.is('lost')) return undefined;
        const next = afterFailedCommit(error, failures, this.state.is('stopping'));
        if (next.do === 'give_up') return undefined;
        if (next.do === 'throw') throw error;
        this.host.repeats(this.batch.id, failures, error);
        this.demand = 'take_back';
        const isThere = await this.host.extend(this);
        if (isRefusal(error)) this.results.narrow();
        // The first may have gone with other batches, which have less time together; a repetition goes alone.
        else if (isThere && failures > 1 && isTooLong(explainOutage(error))) this.results.tookTooLong();
        await sleep(next.waitMs, this.lost.signal);
      }
    }
  }

  /** Returns the result of the previous commit when there is nothing to do, undefined once the lease is lost. */
  private async commitGroup(): Promise<GroupCommitResult | undefined> {
    const reserved = await this.reserve();
    let result: GroupCommitResult | undefined;
    try {
      if (this.state.is('lost')) return undefined;
      const finished = this.results.next();
      const steps = this.steps.take(this.running.values());
      const isIdle = reserved.count + finished.length + steps.length === 0 && this.demand === 'nothing';
      if (isIdle && this.state.mayStart && this.previous !== undefined && !this.isUseless(reserved))
        return this.previous;
      result = await this.commit(reserved, finished, steps);
    } finally {
      this.slots.releaseUnused(reserved, result?.started.length ?? 0);
    }
    // A lease that was lost during the commit: its items run elsewhere, or are taken back with the lease.
    if (result === undefined || this.state.is('lost')) return undefined;
    if (reserved.isExclusive && this.state.is('suspects_wait'))
      this.state.to(result.started.length > 0 ? 'exclusive' : 'ordinary');
    for (const item of result.started) this.start(item, result.held);
    return result;
  }

  private async commit(
    reserved: Reservation,
    finished: readonly ItemResult[],
    steps: readonly { readonly index: number; readonly step: string }[],
  ): Promise<GroupCommitResult | undefined> {
    const { demand } = this;
    // A change that is announced during the commit is looked at by the next one.
    this.demand = 'nothing';
    const extendMs = this.host.isDue(this) ? this.host.times.lease : undefined;
    const beganAt = performance.now();
    const isUseless = this.isUseless(reserved);
    // A useless one would be the first to come, again and again: whoever has slots invites others.
    const mayInvite = !isUseless && (demand === 'check' || beganAt >= this.mayInviteAt);
    if (mayInvite) this.mayInviteAt = beganAt + TICK_MS;
    const result = await this.host.commits.commit({
      lease: this.lease,
      ownerId: this.batch.ownerId,
      handler: this.handler,
      lost: this.lost.signal,
      finished,
      steps,
      limit: () => (this.state.mayStart ? reserved.count : 0),
      starts: reserved.isExclusive ? 'suspects' : 'ordinary',
      running: this.running.size + this.results.count - finished.length,
      known: demand === 'take_back' ? [...this.running.keys(), ...this.results.indexes] : undefined,
      whenIdle: isUseless ? 'yield' : this.state.whenIdle(reserved.isExclusive),
      extendMs,
      mayInvite,
    });
    if (result === undefined) return undefined;
    if (extendMs !== undefined) this.host.extended(this, beganAt);
    this.results.recorded(finished);
    if (steps.length > 0) this.steps.written();
    this.previous = result;
    if (finished.length > 0 || result.started.length > 0 || result.released !== undefined)
      this.host.changed(this.batch.id);
    if (result.invites) this.host.inviteWorker(this.batch.id);
    if (result.looksOn) this.checkBatch();
    return result;
  }

  /** Whether it joined others with slots that it has no more: it runs nothing, and could not. */
  private isUseless(reserved: Reservation): boolean {
    return this.joins && reserved.count === 0 && this.running.size === 0 && this.results.count === 0;
  }

  /**
   * Takes slots for the items that may start, or the whole process for a crash suspect, once no ordinary item runs or
   * waits.
   */
  private async reserve(): Promise<Reservation> {
    const ordinaryIsDone = this.previous !== undefined && this.running.size === 0 && this.results.count === 0;
    const exclusive =
      this.state.is('suspects_wait') && ordinaryIsDone
        ? await this.slots.reserveExclusive(this.stopWaiting.signal)
        : undefined;
    if (exclusive !== undefined) return exclusive;
    // Results that cannot be recorded as fast as items end must not fill the memory.
    const mayStart = this.state.mayStart && this.results.count <= GROUP_ITEMS;
    if (!mayStart || this.previous?.pending === 0) return this.slots.reserve(0);
    const wanted = (this.previous?.held.maxConcurrent ?? this.batch.maxConcurrent) - this.running.size;
    const capacity = this.handler.capacity?.(this.batch.options) ?? Number.POSITIVE_INFINITY;
    return this.slots.reserve(Math.min(wanted, capacity));
  }

  private start(item: StartedItem, held: HeldBatch): void {
    const attempt = new ItemAttempt(item, this.handler, {
      batchId: this.batch.id,
      ownerId: this.batch.ownerId,
      options: this.batch.options,
      timeoutMs: held.timeoutMs,
      maxAttempts: held.maxAttempts,
      excused: this.host.excused,
      onUnforeseen: (index, error) => this.host.unforeseen(this.batch.id, index, error),
    });
    this.running.set(item.index, attempt);
    void attempt.run().then((result) => this.collect(result));
  }

  private collect(result: ItemResult): void {
    this.running.delete(result.index);
    this.slots.releaseOne();
    if (this.state.is('exclusive')) this.state.to('suspects_wait');
    this.results.add(result);
    if (this.running.size === 0 || this.results.isFull) this.wakeSignal.wake();
    else if (this.results.count === 1) setTimeout(() => this.wakeSignal.wake(), GROUP_MS);
  }

  private abandonAll(): void {
    for (const attempt of this.running.values()) attempt.abandon();
    this.wakeSignal.wake();
  }

  /** Waits until it is woken, for the next tick or, if items could start, for a free slot. */
  private async waitForWork({ pending, held }: GroupCommitResult): Promise<void> {
    if (this.results.isFull) return;
    if (this.running.size === 0 && (this.results.count > 0 || (pending > 0 && this.state.hasCrashSuspects))) return;
    const wantsSlots = pending > 0 && this.state.mayStart && this.running.size < held.maxConcurrent;
    await this.wakeSignal.wait(
      // Results that came during the last commit started no timer.
      this.results.count > 0 ? GROUP_MS : this.steps.waitMs || TICK_MS,
      wantsSlots ? (signal) => this.slots.change(signal) : undefined,
    );
  }

  /**
   * After its time slice, yields if other batches wait: starts no further items, and keeps its lease until the running
   * end.
   */
  private async checkSlice(): Promise<void> {
    const now = performance.now();
    if (!this.state.mayStart || now < this.sliceEnd) return;
    this.sliceEnd = now + TICK_MS;
    if (await this.host.othersWait().catch(() => false)) this.yieldLease();
  }
}
