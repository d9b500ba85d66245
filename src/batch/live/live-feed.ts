import { Injectable } from '@nestjs/common';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchQueries } from '../read/batch-queries.js';
import type { KindName } from '../model/kinds/kind.js';
import { Notifier } from '../notify/notifier.js';
import type { ChangeNotice } from '../notify/change-bus.js';
import { type LiveEvent, toLiveEvent } from './live-event.js';
import { LiveQueries, type BatchRevision } from './live-queries.js';
import { SentRevisions } from './sent-revisions.js';

/** Least time between two `changed` events of one batch, in milliseconds: at most four a second after the snapshot. */
const SPACING_MS = 250;
/** Interval of polling the database, in milliseconds: change notices may be lost. */
const POLL_MS = 2000;
/** Most batches that one statement reads. */
const READ = 200;
/** Most open batches that polling covers for the subscribers of kinds; changes of further ones need a change notice. */
const FOLLOWED = 10_000;

/** A subscriber of batches or kinds. Its methods must neither throw nor wait. */
export interface LiveListener {
  /** Called with each change of a batch; the revision is newer than in any call before. */
  notify(event: LiveEvent): void;
  /** Called when the batch has been deleted. */
  notifyDeleted(key: number): void;
}

/**
 * Who receives what a read finds. `watchers`: only subscribers of the batch, after the initial read for a new client,
 * which does not mean that the batch has changed. `everybody`: subscribers of its kind too, after a real change.
 */
type Audience = 'watchers' | 'everybody';

interface Subscription {
  readonly listeners: Set<LiveListener>;
  last: LiveEvent;
}

/**
 * One feed for all live clients of this process: a change notice (or the poll every 2 s) marks a batch as changed, its
 * row is read once, and all subscribers receive the same text. A burst of notices causes one read per batch and 250 ms.
 */
@Injectable()
export class LiveFeed {
  private readonly subscriptions = new Map<number, Subscription>();
  private readonly kinds = new Map<KindName, Set<LiveListener>>();
  /** The revisions that were sent to the subscribers of kinds. */
  private readonly sentRevisions = new SentRevisions(FOLLOWED);
  private readonly changed = new Map<number, Audience>();
  /** The earliest time at which the next change of a batch may be sent, on the clock of `performance`. */
  private readonly notBefore = new Map<number, number>();
  private timer: NodeJS.Timeout | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private isReading = false;
  private isPolling = false;
  private stopListening: (() => void) | undefined;
  /** An error thrown by one listener must not affect the others or end the process. */
  private readonly guard = guardWith((error) => this.log.error('a live listener failed', { err: error }));

  constructor(
    private readonly batches: BatchQueries,
    private readonly queries: LiveQueries,
    private readonly notifier: Notifier,
    private readonly log: AppLogger,
  ) {}

  /** The number of batches and kinds with subscribers; 0 once all have left. */
  get watched(): number {
    return this.subscriptions.size + this.kinds.size;
  }

  /**
   * Subscribes to one batch, of which the caller has just read `seen`. Returns the newest known state, which the caller
   * must send first.
   */
  watch(seen: LiveEvent, listener: LiveListener): LiveEvent {
    // The read for a new client may be the first to see a change, which the other watchers then receive too.
    this.sendToWatchers(seen);
    const known = this.subscriptions.get(seen.key);
    const subscription = known ?? { listeners: new Set<LiveListener>(), last: seen };
    this.subscriptions.set(seen.key, subscription);
    subscription.listeners.add(listener);
    this.start();
    // Reads the batch again: a change between the caller's read and now was sent to no one.
    if (known === undefined) this.mark(seen.key, 'watchers');
    return subscription.last;
  }

  unwatch(key: number, listener: LiveListener): void {
    const subscription = this.subscriptions.get(key);
    if (subscription?.listeners.delete(listener) !== true || subscription.listeners.size > 0) return;
    this.subscriptions.delete(key);
    this.stopIfUnused();
  }

  /** Subscribes to every batch of a kind, of all owners; the listener filters those that its client may see. */
  watchKind(kind: KindName, listener: LiveListener): void {
    const listeners = this.kinds.get(kind) ?? new Set<LiveListener>();
    this.kinds.set(kind, listeners.add(listener));
    this.start();
  }

  unwatchKind(kind: KindName, listener: LiveListener): void {
    const listeners = this.kinds.get(kind);
    if (listeners?.delete(listener) !== true || listeners.size > 0) return;
    this.kinds.delete(kind);
    this.stopIfUnused();
  }

  /** Removes all subscriptions and stops polling. */
  stop(): void {
    this.subscriptions.clear();
    this.kinds.clear();
    this.stopIfUnused();
  }

  private start(): void {
    this.stopListening ??= this.notifier.onChange(
      this.guard(({ batchId }: ChangeNotice) => {
        if (this.subscriptions.has(batchId) || this.kinds.size > 0) this.mark(batchId, 'everybody');
      }),
    );
    this.pollTimer ??= setInterval(() => void this.poll(), POLL_MS).unref();
  }

  private stopIfUnused(): void {
    if (this.kinds.size === 0) this.sentRevisions.clear();
    if (this.watched > 0) return;
    this.stopListening?.();
    this.stopListening = undefined;
    clearInterval(this.pollTimer);
    clearTimeout(this.timer);
    this.pollTimer = this.timer = undefined;
    this.changed.clear();
    this.notBefore.clear();
  }

  private mark(key: number, audience: Audience): void {
    if (this.changed.size >= FOLLOWED && !this.subscriptions.has(key)) return;
    if (this.changed.get(key) !== 'everybody') this.changed.set(key, audience);
    this.arm();
  }

  private arm(): void {
    if (this.timer !== undefined || this.isReading || this.changed.size === 0) return;
    const now = performance.now();
    let wait = SPACING_MS;
    for (const key of this.changed.keys()) wait = Math.min(wait, Math.max(0, (this.notBefore.get(key) ?? 0) - now));
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.read();
    }, wait);
  }

  /** Reads the changed batches whose spacing has passed, and sends them. */
  private async read(): Promise<void> {
    const now = performance.now();
    const due = [...this.changed].filter(([key]) => (this.notBefore.get(key) ?? 0) <= now).slice(0, READ);
    for (const [key] of due) this.changed.delete(key);
    this.isReading = true;
    try {
      if (due.length > 0) await this.readAndSend(new Map(due));
    } catch (error) {
      // The next poll finds them again.
      this.log.warn('changed batches could not be read', { error: String(error) });
    } finally {
      this.isReading = false;
      if (this.watched > 0) this.arm();
    }
  }

  private async readAndSend(due: ReadonlyMap<number, Audience>): Promise<void> {
    const events = (await this.batches.findByKeys([...due.keys()])).map(toLiveEvent);
    const next = performance.now() + SPACING_MS;
    const found = new Set<number>();
    for (const event of events) {
      found.add(event.key);
      this.notBefore.set(event.key, next);
      this.sendToWatchers(event);
      if (due.get(event.key) === 'everybody') this.sendToKind(event);
    }
    for (const key of due.keys()) if (!found.has(key)) this.sendDeleted(key);
  }

  private sendToWatchers(event: LiveEvent): void {
    const subscription = this.subscriptions.get(event.key);
    if (subscription === undefined || subscription.last.revision >= event.revision) return;
    subscription.last = event;
    for (const listener of [...subscription.listeners]) this.guard(() => listener.notify(event))();
  }

  private sendToKind(event: LiveEvent): void {
    const listeners = this.kinds.get(event.kind);
    if (listeners === undefined || (this.sentRevisions.of(event.key) ?? -1) >= event.revision) return;
    this.sentRevisions.record(event);
    for (const listener of [...listeners]) this.guard(() => listener.notify(event))();
  }

  private sendDeleted(key: number): void {
    this.notBefore.delete(key);
    this.sentRevisions.recordDeleted(key);
    const subscription = this.subscriptions.get(key);
    for (const listener of [...(subscription?.listeners ?? [])]) this.guard(() => listener.notifyDeleted(key))();
  }

  /** Finds changes whose notice was lost. */
  private async poll(): Promise<void> {
    if (this.isPolling) return;
    this.isPolling = true;
    const now = performance.now();
    for (const [key, at] of this.notBefore) if (at < now - SPACING_MS) this.notBefore.delete(key);
    const keys = [...this.subscriptions.keys(), ...this.sentRevisions.openKeys()];
    try {
      const revisions = await this.queries.revisions(keys, [...this.kinds.keys()]);
      const found = new Set<number>();
      for (const current of revisions) {
        found.add(current.key);
        if (this.isUnsent(current)) this.mark(current.key, 'everybody');
      }
      for (const key of keys) if (!found.has(key)) this.sendDeleted(key);
    } catch (error) {
      this.log.warn('watched batches could not be polled', { error: String(error) });
    } finally {
      this.isPolling = false;
    }
  }

  private isUnsent({ key, revision }: BatchRevision): boolean {
    const last = this.subscriptions.get(key)?.last;
    if (last !== undefined && last.revision < revision) return true;
    const sent = this.sentRevisions.of(key);
    if (sent !== undefined) return sent < revision;
    // A batch in the result only because it is watched itself (ended, or of an unwatched kind) is not sent to kinds.
    return this.sentRevisions.hasRoom && (last === undefined || (!last.isLast && this.kinds.has(last.kind)));
  }
}
