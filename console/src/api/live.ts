import { useSyncExternalStore } from 'react';
import { type Batch, SERVICE } from './client';
import { ListChanges, LISTS } from './list-changes';
import { isOutdated } from './live-lists';
import { type BatchList, refreshList, refreshLists } from './lists';
import { queries } from './session';

/** How the page hears of changes: as they happen, by asking every few seconds, or not at all. */
export type LiveState = 'live' | 'polling' | 'stale';

/** Asking as long as there is no connection, in milliseconds. */
export const POLL_MS = 4000;
const RETRY_MS = [1000, 2000, 5000, 10_000, 30_000];
/** Changes are shown at most so often, in milliseconds: a batch may change a hundred times a second. */
const SHOW_MS = 250;
/** Lists that a change concerns are asked for anew at most so often, in milliseconds. */
const REFRESH_MS = 3000;

/**
 * Figures of the overview are asked for anew at most so often: several requests each time, which count for the key's
 * limit.
 */
export const FIGURES_MS = 10_000;

/** A page that nobody looks at asks when somebody does. */
const WHILE_SEEN = (): { readonly refetchType: 'active' | 'none' } => ({
  refetchType: document.visibilityState === 'visible' ? 'active' : 'none',
});

/**
 * One WebSocket for all lists of the page. What it brings is written into the cache of the queries; while it is away
 * they ask by themselves (`usePolling`).
 */
class LiveFeed {
  private socket: WebSocket | undefined;
  private state: LiveState = 'polling';
  private kinds: readonly string[] = [];
  private failures = 0;
  private timer: number | undefined;
  private readonly changes = new ListChanges<Batch>(queries);
  /** Changes that the lists have not been compared with yet. */
  private readonly unsettled = new Map<string, Batch>();
  private isCounting = false;
  private isShowing = false;
  private isRefreshing = false;
  private readonly listeners = new Set<() => void>();

  /** Connects for the changes of these kinds, or of others than before. */
  open(kinds: readonly string[]): void {
    if (kinds.join() === this.kinds.join() && this.socket !== undefined) return;
    this.close();
    this.kinds = kinds;
    if (kinds.length > 0) this.connect();
  }

  close(): void {
    window.clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = undefined;
    this.kinds = [];
    this.changes.clear();
    this.unsettled.clear();
    socket?.close();
    // Nothing is told until another connection is there.
    this.set('polling');
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly read = (): LiveState => this.state;

  private connect(): void {
    const address = new URL('api/v1/live-events', SERVICE);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new WebSocket(address, 'batchwright.live');
    this.socket = socket;
    socket.onmessage = ({ data }: MessageEvent<string>) => this.take(JSON.parse(data) as Message, socket);
    socket.onclose = () => {
      if (this.socket !== socket) return;
      this.set(navigator.onLine ? 'polling' : 'stale');
      const wait = RETRY_MS[Math.min(this.failures, RETRY_MS.length - 1)];
      this.failures += 1;
      this.timer = window.setTimeout(() => this.connect(), wait);
    };
  }

  private take(message: Message, socket: WebSocket): void {
    if (message.type === 'ready') {
      this.failures = 0;
      socket.send(JSON.stringify({ type: 'subscribe', kinds: this.kinds }));
      this.set('live');
      // What happened before the connection was there.
      void refreshLists();
      void queries.invalidateQueries({ queryKey: ['batches'], predicate: ({ queryKey }) => queryKey[1] !== 'list' });
    }
    if (message.type !== 'event') return;
    if (message.batch !== undefined) {
      this.changes.add(message.batch);
      this.unsettled.set(message.batch.id, message.batch);
    }
    this.showSoon();
  }

  private showSoon(): void {
    if (this.isShowing) return;
    this.isShowing = true;
    window.setTimeout(() => this.show(), SHOW_MS);
  }

  /** Writes the changes into the lists that hold the batches, and sees to what is asked anew less often. */
  private show(): void {
    this.isShowing = false;
    if (!this.changes.write()) this.showSoon();
    if (!this.isRefreshing) {
      this.isRefreshing = true;
      window.setTimeout(() => this.refresh(), REFRESH_MS);
    }
    if (this.isCounting) return;
    this.isCounting = true;
    window.setTimeout(() => {
      this.isCounting = false;
      void queries.invalidateQueries({ queryKey: ['batches', 'figures'], ...WHILE_SEEN() });
    }, FIGURES_MS);
  }

  /** Asks anew for the lists into which batches came or whose batches fit no more, since the last time. */
  private refresh(): void {
    this.isRefreshing = false;
    const changed = new Map(this.unsettled);
    this.unsettled.clear();
    for (const { queryKey, state } of queries.getQueryCache().findAll({ queryKey: LISTS, type: 'active' })) {
      const parts = queryKey[2] as Readonly<Record<string, string>>;
      const list = state.data as BatchList | undefined;
      if (list !== undefined && isOutdated(list, parts, changed)) void refreshList(parts, changed);
    }
  }

  private set(state: LiveState): void {
    if (state === this.state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

interface Message {
  readonly type: string;
  readonly batch?: Batch;
}

export const feed = new LiveFeed();

export const useLiveState = (): LiveState => useSyncExternalStore(feed.subscribe, feed.read);

/** How often a list asks by itself: not while it is told. */
export const usePolling = (): number | false => (useLiveState() === 'live' ? false : POLL_MS);

/** How often figures ask by themselves. */
export const useFiguresPolling = (): number | false => (useLiveState() === 'live' ? false : FIGURES_MS);
