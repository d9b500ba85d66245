import type { AppError, ItemError } from '../../platform/errors/app-error.js';
import { ERRORS, toItemError } from '../../platform/errors/app-error.js';
import type { ItemSlots } from './item-slots.js';
import type { LeaseTimes } from './lease.js';
import { isOutage, isRefusal } from '../model/outage.js';
import type { AnyBackground } from '../model/handler-registry.js';
import { decideRetry, waitAsked } from './retry-policy.js';
import type { ClaimedBatch, HeldBatch, Lease, StartedItem } from './execution-store.js';
import { ItemAttempt, type AttemptEnd } from './item-attempt.js';
import type { FinishedAttempt, GroupCommit, GroupCommitResult } from './group-commit.js';

/** Finished items are committed in groups: after this time in milliseconds, or this number of items. */
const GROUP_MS = 25;
const GROUP_ITEMS = 200;
const SAVE_FAILED: ItemError = { code: 'SAVE_FAILED', message: ERRORS.SAVE_FAILED.meaning };
/** Abort reason; passing one avoids building a DOMException with a stack trace. */
const WAKE_REASON = 'wake';
/** Delay before a failed commit is repeated, in milliseconds; doubled each time up to the longest. */
const FIRST_REPEAT_MS = 50;
const LONGEST_REPEAT_MS = 1000;
/**
 * Most repetitions of a commit that fails although the database is available; in an outage they end with the
 * self-fence.
 */
const REPEATS = 6;
/** Longest wait of the loop, in milliseconds, after which it writes steps and looks for due items and free capacity. */
const TICK_MS = 1000;

/** Services that the worker provides to its executors. */
export interface ExecutorHost {
  readonly groupCommit: GroupCommit;
  readonly slots: ItemSlots;
  readonly times: LeaseTimes;
  /** Publishes a change notice, after a commit. */
  changed(batchId: number): void;
  /** Whether a runnable batch waits for a worker. */
  othersWait(): Promise<boolean>;
  /** Whether the next commit should extend the lease. */
  isDue(run: BatchExecutor): boolean;
  /** Records that a commit that began at `beganAt`, on the monotonic clock, has extended the lease. */
  extended(run: BatchExecutor, beganAt: number): void;
  /** Called when a commit has failed, `failures` times in a row, and is repeated. */
  repeats(batchId: number, failures: number, error: unknown): void;
  /** Called when a handler has thrown an error that it does not know; the item fails with INTERNAL_ERROR. */
  unforeseen(batchId: number, index: number, error: unknown): void;
}

/** Why an execution ended. */
export type ExecutionEnd =
  /**
   * `isOpen`: pending items remain, because the batch is paused or yielded to others; `wakeMs`: until the next due
   * item.
   */
  | { readonly reason: 'released'; readonly wakeMs: number | null; readonly isOpen: boolean }
  | { readonly reason: 'lost' };

/**
 * Executes one claimed batch in one worker: starts items within its limits, collects finished attempts, and records
 * them in group commits, until the batch ends, is paused, has nothing to run, yields to others, or its lease is lost.
 */
export class BatchExecutor {
  private readonly running = new Map<number, ItemAttempt>();
  private finished: FinishedAttempt[] = [];
  private slotsHeld = 0;
  private isLost = false;
  private isYielding = false;
  private runsExclusively = false;
  /** The result of the last group commit, valid until the next one. */
  private previous: GroupCommitResult | undefined;
  private mustCheckBatch = false;
  /** Whether a failed commit may have been executed after all and have started items that are not known here. */
  private mustTakeBack = false;
  /** Most results of one commit; 1 once the database has refused a group. */
  private groupItems = GROUP_ITEMS;
  private isGraceOver = false;
  private pending = 1;
  /** The end of its time slice, after which it checks once per tick whether other batches wait. */
  private sliceEnd: number;
  private resolveYielding: () => void = () => undefined;
  /** Aborted to wake the loop: an item ended, the batch changed, or the worker is stopping. */
  private wakeSignal = new AbortController();
  private readonly stopWaiting = new AbortController();
  private readonly lost = new AbortController();

  constructor(
    private readonly batch: ClaimedBatch,
    readonly lease: Lease,
    private readonly handler: AnyBackground,
    private readonly host: ExecutorHost,
    private hasCrashSuspects: boolean,
  ) {
    this.sliceEnd = performance.now() + host.times.slice;
  }

  /** Stops everything without recording anything, because the lease is lost. */
  lose(): void {
    this.isLost = true;
    this.stopWaiting.abort();
    this.lost.abort(WAKE_REASON);
    for (const item of this.running.values()) item.abandon();
    this.wakeSignal.abort(WAKE_REASON);
  }

  /** Starts no further items, and releases the lease when the running ones have ended. */
  yieldLease(): void {
    this.isYielding = true;
    this.stopWaiting.abort();
    this.wakeSignal.abort(WAKE_REASON);
    this.resolveYielding();
  }

  /** Reads the batch row again, since the batch may have been cancelled, paused or changed. */
  checkBatch(): void {
    this.mustCheckBatch = true;
    this.wakeSignal.abort(WAKE_REASON);
  }

  /**
   * Stops the running items, which return to pending; the stopped attempts are not counted. A failing commit is
   * repeated at most REPEATS times.
   */
  abandonItems(): void {
    this.isGraceOver = true;
    for (const item of this.running.values()) item.abandon();
  }

  /** Resolves when no further items start: the worker may take another batch, although this lease is still held. */
  readonly yielding = new Promise<void>((resolve) => (this.resolveYielding = resolve));

  async run(): Promise<ExecutionEnd> {
    try {
      for (;;) {
        const result = await this.commitRepeating();
        if (this.isLost || result === undefined) {
          this.lose();
          return { reason: 'lost' };
        }
        if (result.released !== undefined) {
          return { reason: 'released', wakeMs: result.released.wakeMs, isOpen: result.pending > 0 };
        }
        await this.checkSlice();
        await this.waitForWork(result);
      }
    } finally {
      this.releaseAllSlots();
    }
  }

  /**
   * Makes a group commit and repeats it while it fails. Meanwhile running items continue and their results are stored
   * in memory; they are bounded, since nothing starts without a commit. Returns undefined once the lease is lost.
   * Throws errors that repetition does not help against.
   */
  private async commitRepeating(): Promise<GroupCommitResult | undefined> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.commitGroup();
      } catch (error) {
        if (this.isLost) return undefined;
        if (this.isGraceOver && failures > REPEATS) return undefined;
        if (!isOutage(error) && failures > REPEATS) throw error;
        if (isRefusal(error)) this.narrow();
        this.host.repeats(this.batch.id, failures, error);
        this.mustCheckBatch = this.mustTakeBack = true;
        const longest = Math.min(LONGEST_REPEAT_MS, FIRST_REPEAT_MS * 2 ** (failures - 1));
        await sleep(longest * (0.5 + Math.random() / 2), this.lost.signal);
      }
    }
  }

  /** Finds the result that the database refuses, by recording one at a time; a refused one becomes SAVE_FAILED. */
  private narrow(): void {
    const [first] = this.finished;
    if (this.groupItems === 1 && first !== undefined)
      this.finished[0] = { ...first, row: { index: first.row.index, status: 'failed', error: SAVE_FAILED } };
    this.groupItems = 1;
  }

  private async commitGroup(): Promise<GroupCommitResult | undefined> {
    if (this.isLost) return undefined;
    const isExclusive = await this.takeExclusiveSlot();
    const reserved = isExclusive ? 1 : this.reserve();
    const finished = this.finished.slice(0, this.groupItems);
    const steps = this.newSteps();
    const isIdle =
      reserved === 0 && finished.length === 0 && steps.length === 0 && !this.mustCheckBatch && !this.isYielding;
    if (isIdle && this.previous !== undefined) return this.previous;
    this.mustCheckBatch = false;
    const extendMs = this.host.isDue(this) ? this.host.times.lease : undefined;
    const beganAt = performance.now();
    let result: GroupCommitResult | undefined;
    try {
      result = await this.host.groupCommit.commit({
        lease: this.lease,
        ownerId: this.batch.ownerId,
        handler: this.handler,
        finished,
        steps,
        limit: (held) => this.limit(held, reserved),
        exclusive: isExclusive,
        running: this.running.size + this.finished.length - finished.length,
        extendMs,
        known: this.mustTakeBack ? this.known() : undefined,
        yields: this.isYielding,
        mayPark: isExclusive || !this.hasCrashSuspects,
      });
    } finally {
      this.releaseUnusedSlots(reserved, isExclusive, result);
    }
    if (result === undefined) return undefined;
    if (extendMs !== undefined) this.host.extended(this, beganAt);
    this.finished = this.finished.slice(finished.length);
    this.mustTakeBack = false;
    if (this.finished.length === 0) this.groupItems = GROUP_ITEMS;
    this.previous = result;
    this.pending = result.pending;
    for (const item of result.started) this.start(item, result.held);
    if (finished.length > 0 || result.started.length > 0 || result.released !== undefined)
      this.host.changed(this.batch.id);
    return result;
  }

  /** Indexes of the items that are running here or have a result that is not yet recorded. */
  private known(): readonly number[] {
    return [...this.running.keys(), ...this.finished.map(({ row }) => row.index)];
  }

  /** Number of items to start; 0 while more run than allowed, after the batch's concurrency was lowered. */
  private limit(held: HeldBatch, reserved: number): number {
    if (held.status !== 'processing' || this.isYielding) return 0;
    return Math.max(0, Math.min(reserved, held.maxConcurrent - this.running.size));
  }

  /** Takes the whole process for a crash suspect, once no ordinary item of the batch runs or waits. */
  private async takeExclusiveSlot(): Promise<boolean> {
    const ordinaryIsDone = this.previous !== undefined && this.running.size === 0 && this.finished.length === 0;
    if (!this.hasCrashSuspects || !ordinaryIsDone || this.isYielding) return false;
    return this.host.slots.takeExclusive(this.stopWaiting.signal);
  }

  private reserve(): number {
    if (this.isYielding || this.pending === 0) return 0;
    const wanted = (this.previous?.held.maxConcurrent ?? this.batch.maxConcurrent) - this.running.size;
    const capacity = this.handler.capacity?.(this.batch.options) ?? Number.POSITIVE_INFINITY;
    const taken = wanted <= 0 ? 0 : this.host.slots.take(Math.min(wanted, capacity));
    this.slotsHeld += taken;
    return taken;
  }

  /** Releases the slots that the group commit did not use; a failed one has used none. */
  private releaseUnusedSlots(reserved: number, isExclusive: boolean, result: GroupCommitResult | undefined): void {
    const started = result?.started.length ?? 0;
    if (isExclusive) {
      this.runsExclusively = started > 0;
      if (!this.runsExclusively) this.host.slots.releaseExclusive();
      if (result !== undefined) this.hasCrashSuspects = this.runsExclusively;
      return;
    }
    this.releaseSlots(reserved - started);
  }

  private releaseSlots(count: number): void {
    if (count === 0) return;
    this.slotsHeld -= count;
    this.host.slots.release(count);
  }

  private releaseAllSlots(): void {
    this.releaseSlots(this.slotsHeld);
    if (this.runsExclusively) this.host.slots.releaseExclusive();
    this.runsExclusively = false;
  }

  private start(item: StartedItem, held: HeldBatch): void {
    const context = {
      batchId: this.batch.id,
      ownerId: this.batch.ownerId,
      options: this.batch.options,
      timeoutMs: held.timeoutMs,
    };
    const running = new ItemAttempt(item, this.handler, context);
    this.running.set(item.index, running);
    void running.run().then((end) => this.collect(running, end, held.maxAttempts));
  }

  private collect(item: ItemAttempt, end: AttemptEnd, maxAttempts: number): void {
    this.running.delete(item.index);
    if (this.runsExclusively) {
      this.runsExclusively = false;
      this.host.slots.releaseExclusive();
    } else if (this.slotsHeld > 0) this.releaseSlots(1);
    if (end.kind === 'failed' && end.error.code === 'INTERNAL_ERROR')
      this.host.unforeseen(this.batch.id, item.index, end.error.cause ?? end.error);
    this.finished.push({ input: item.item.input, row: toRow(item, end, maxAttempts) });
    if (this.running.size === 0 || this.finished.length >= GROUP_ITEMS) this.wakeSignal.abort(WAKE_REASON);
    else if (this.finished.length === 1) setTimeout(() => this.wakeSignal.abort(WAKE_REASON), GROUP_MS);
  }

  private newSteps(): readonly { readonly index: number; readonly step: string }[] {
    return [...this.running.values()].flatMap((item) => {
      const step = item.takeNewStep();
      return step === undefined ? [] : [{ index: item.index, step }];
    });
  }

  /** Waits for the wake signal, the next tick or, if items could start, a free slot. */
  private async waitForWork(result: GroupCommitResult): Promise<void> {
    if (this.finished.length > 0 && this.running.size === 0) return;
    if (result.pending > 0 && this.running.size === 0 && this.hasCrashSuspects) return;
    if (this.wakeSignal.signal.aborted) {
      this.wakeSignal = new AbortController();
      return;
    }
    const { signal } = this.wakeSignal;
    const wantsSlots = result.pending > 0 && !this.isYielding && this.running.size < result.held.maxConcurrent;
    await Promise.race([sleep(TICK_MS, signal), ...(wantsSlots ? [this.host.slots.change(signal)] : [])]);
    this.wakeSignal.abort(WAKE_REASON);
    this.wakeSignal = new AbortController();
  }

  /**
   * After its time slice, yields if other batches wait: starts no further items, and keeps its lease until the running
   * end.
   */
  private async checkSlice(): Promise<void> {
    const now = performance.now();
    if (this.isYielding || now < this.sliceEnd) return;
    this.sliceEnd = now + TICK_MS;
    if (await this.host.othersWait().catch(() => false)) this.yieldLease();
  }
}

/** The result of an ended attempt: a final outcome, another attempt later, or pending because it was stopped. */
function toRow(item: ItemAttempt, end: AttemptEnd, maxAttempts: number): FinishedAttempt['row'] {
  const { index, warnings } = item;
  const step = item.step === undefined ? {} : { step: item.step };
  if (end.kind === 'abandoned') return { index, status: 'pending', isUndone: true };
  if (end.kind === 'succeeded') return { index, status: 'succeeded', output: end.output, warnings, ...step };
  return { ...afterFailure(index, end.error, item.item.attempt, maxAttempts), warnings, ...step };
}

function afterFailure(index: number, error: AppError, attempt: number, maxAttempts: number): FinishedAttempt['row'] {
  const recorded = toItemError(error);
  if (error.isUnbegun) {
    const waitMs = waitAsked(error);
    return { index, status: 'pending', waitMs, waitReason: recorded.message, isUndone: true };
  }
  const decision = decideRetry(error, attempt, maxAttempts);
  if (!decision.retry) return { index, status: 'failed', error: recorded };
  return { index, status: 'pending', error: recorded, waitMs: decision.waitMs, waitReason: recorded.message };
}

/** Resolves after a time or when the signal is aborted; leaves no timer. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
