import { Injectable } from '@nestjs/common';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchQueries } from '../read/batch-queries.js';
import type { KindName } from '../model/kind.js';
import { Notifier } from '../notify/notifier.js';
import type { ChangeNotice } from '../notify/change-bus.js';
import { type LiveEvent, toLiveEvent } from './live-event.js';
import { LiveQueries, type BatchRevision } from './live-queries.js';
import { SentRevisions } from './sent-revisions.js';

/** Least time between two changes of one batch, in milliseconds: with its first snapshot a client gets five a second. */
const SPACING_MS = 250;
/** How often the feed looks by itself, in milliseconds: hints may be lost. */
const POLL_MS = 2000;
/** Batches of one read. */
const READ = 200;
/** Open batches that are followed for those who watch a kind; more are seen by hints only. */
const FOLLOWED = 10_000;

/** Somebody who watches. Neither method may throw or wait. */
export interface LiveListener {
  /** The batch has changed; newer than anything given before. */
  notify(event: LiveEvent): void;
  /** The batch is gone. */
  notifyDeleted(key: number): void;
}

/**
 * Who is told what a read finds: `watchers` of the batch alone after the read for a new client, which is no sign that the
 * batch has changed; else `everybody`, those who watch its kind too.
 */
type Audience = 'watchers' | 'everybody';

interface Subscription {
  readonly listeners: Set<LiveListener>;
  last: LiveEvent;
}

/**
 * One feed for all live clients of this process: a hint (or a look every two seconds) marks a batch as changed, its row is
 * read once, the same text goes to everybody who watches it. Bursts of hints become one read per 250 ms and batch.
 */
@Injectable()
export class LiveFeed {
  private readonly subscriptions = new Map<number, Subscription>();
  private readonly kinds = new Map<KindName, Set<LiveListener>>();
  /** What those who watch kinds were told. */
  private readonly sentRevisions = new SentRevisions(FOLLOWED);
  private readonly changed = new Map<number, Audience>();
  /** When the next change of a batch may be told, on the clock of `performance`. */
  private readonly notBefore = new Map<number, number>();
  private timer: NodeJS.Timeout | undefined;
  private pollTimer: NodeJS.Timeout | undefined;
  private isReading = false;
  private isPolling = false;
  private stopListening: (() => void) | undefined;
  /** A listener that throws against its promise stops neither the others nor the process. */
  private readonly guard = guardWith((error) => this.log.error('a live listener failed', { err: error }));

  constructor(
    private readonly batches: BatchQueries,
    private readonly queries: LiveQueries,
    private readonly signals: Notifier,
    private readonly log: AppLogger,
  ) {}

  /** Batches and kinds that somebody watches; 0 once all have left. */
  get watched(): number {
    return this.subscriptions.size + this.kinds.size;
  }

  /**
   * Watches one batch, of which the caller has just read `seen`. Answers the newest state known, which is to be told first.
   */
  watch(seen: LiveEvent, listener: LiveListener): LiveEvent {
    // The read for a new client may be the first to see a change; those who watch already are told first.
    this.sendToWatchers(seen);
    const known = this.subscriptions.get(seen.key);
    const topic = known ?? { listeners: new Set<LiveListener>(), last: seen };
    this.subscriptions.set(seen.key, topic);
    topic.listeners.add(listener);
    this.wake();
    // What changed between the read and now was told to nobody.
    if (known === undefined) this.mark(seen.key, 'watchers');
    return topic.last;
  }

  unwatch(key: number, listener: LiveListener): void {
    const topic = this.subscriptions.get(key);
    if (topic?.listeners.delete(listener) !== true || topic.listeners.size > 0) return;
    this.subscriptions.delete(key);
    this.rest();
  }

  /** Watches every batch of a kind; whose batches it may see is the listener's to judge. */
  watchKind(kind: KindName, listener: LiveListener): void {
    const listeners = this.kinds.get(kind) ?? new Set<LiveListener>();
    this.kinds.set(kind, listeners.add(listener));
    this.wake();
  }

  unwatchKind(kind: KindName, listener: LiveListener): void {
    const listeners = this.kinds.get(kind);
    if (listeners?.delete(listener) !== true || listeners.size > 0) return;
    this.kinds.delete(kind);
    this.rest();
  }

  /** Forgets everybody. */
  stop(): void {
    this.subscriptions.clear();
    this.kinds.clear();
    this.rest();
  }

  private wake(): void {
    this.stopListening ??= this.signals.onChange(
      this.guard(({ batchId }: ChangeNotice) => {
        if (this.subscriptions.has(batchId) || this.kinds.size > 0) this.mark(batchId, 'everybody');
      }),
    );
    this.pollTimer ??= setInterval(() => void this.poll(), POLL_MS).unref();
  }

  private rest(): void {
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

  /** Reads what changed and may be told again, and tells it. */
  private async read(): Promise<void> {
    const now = performance.now();
    const due = [...this.changed].filter(([key]) => (this.notBefore.get(key) ?? 0) <= now).slice(0, READ);
    for (const [key] of due) this.changed.delete(key);
    this.isReading = true;
    try {
      if (due.length > 0) await this.readAndSend(new Map(due));
    } catch (error) {
      // The next look finds them again.
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
    const topic = this.subscriptions.get(event.key);
    if (topic === undefined || topic.last.revision >= event.revision) return;
    topic.last = event;
    for (const listener of [...topic.listeners]) this.guard(() => listener.notify(event))();
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
    const topic = this.subscriptions.get(key);
    for (const listener of [...(topic?.listeners ?? [])]) this.guard(() => listener.notifyDeleted(key))();
  }

  /** Finds what changed without a hint. */
  private async poll(): Promise<void> {
    if (this.isPolling) return;
    this.isPolling = true;
    const now = performance.now();
    for (const [key, at] of this.notBefore) if (at < now - SPACING_MS) this.notBefore.delete(key);
    const keys = [...this.subscriptions.keys(), ...this.sentRevisions.openKeys()];
    try {
      const standings = await this.queries.revisions(keys, [...this.kinds.keys()]);
      const found = new Set<number>();
      for (const standing of standings) {
        found.add(standing.key);
        if (this.isNews(standing)) this.mark(standing.key, 'everybody');
      }
      for (const key of keys) if (!found.has(key)) this.sendDeleted(key);
    } catch (error) {
      this.log.warn('watched batches could not be looked at', { error: String(error) });
    } finally {
      this.isPolling = false;
    }
  }

  private isNews({ key, revision }: BatchRevision): boolean {
    const last = this.subscriptions.get(key)?.last;
    if (last !== undefined && last.revision < revision) return true;
    const told = this.sentRevisions.of(key);
    if (told !== undefined) return told < revision;
    // Of a batch that is watched by itself, an ended one or another kind's is no news to those who watch kinds.
    return this.sentRevisions.hasRoom && (last === undefined || (!last.isLast && this.kinds.has(last.kind)));
  }
}
