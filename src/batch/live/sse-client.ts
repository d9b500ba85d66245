import type { ServerResponse } from 'node:http';
import type { Actor } from '../../accounts/rights/actor.js';
import { sees } from '../../accounts/rights/visibility.js';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { LiveClients, type LiveClient, MAX_BUFFERED } from './live-clients.js';
import { changeFrame, type LiveEvent, toFrame } from './live-event.js';
import { LiveFeed, type LiveListener } from './live-feed.js';

/** How long a client may take to read the buffered end of the stream before it is disconnected, in milliseconds. */
const GRACE_MS = 5000;

/** The start of a stream. */
interface SseStart {
  readonly actor: Actor;
  /** The batch as it was read for this client. */
  readonly seen: LiveEvent;
  /** The revision that the client saw last; undefined for a new client. */
  readonly after: number | undefined;
}

/**
 * One Server-Sent Events stream of one batch: the snapshot (unless the client has it), then each change; closed after
 * the batch has ended. Written directly to the response: Nest's own streams take twice the memory per client
 * (measured).
 */
export class SseClient implements LiveClient, LiveListener {
  readonly actor: Actor;
  private readonly key: number;
  private readonly ownerId: number;
  private readonly forget: () => void;
  private isOpen = true;
  private readonly guard = guardWith(() => this.response.destroy());

  private constructor(
    private readonly response: ServerResponse,
    private readonly feed: LiveFeed,
    clients: LiveClients,
    start: SseStart,
  ) {
    this.actor = start.actor;
    this.key = start.seen.key;
    this.ownerId = start.seen.ownerId;
    this.forget = clients.add(this);
    response.once(
      'close',
      this.guard(() => this.leave()),
    );
    // A write after the connection was closed emits `error`; without a listener that would end the process.
    response.on(
      'error',
      this.guard(() => response.destroy()),
    );
    this.begin(feed.watch(start.seen, this), start.after);
  }

  /** Begins the stream on a response whose headers have been sent. The stream ends itself. */
  static begin(response: ServerResponse, feed: LiveFeed, clients: LiveClients, start: SseStart): void {
    new SseClient(response, feed, clients, start);
  }

  notify(event: LiveEvent): void {
    this.write(changeFrame(event));
    if (event.isLast) this.end('');
  }

  notifyDeleted(): void {
    this.end('event: deleted\ndata: {}\n\n');
  }

  heartbeat(): void {
    this.write(':\n\n');
  }

  revoke(): void {
    this.end('event: revoked\ndata: {}\n\n');
  }

  narrow(actor: Actor): void {
    if (!sees(actor, this.ownerId)) this.revoke();
  }

  shutDown(): void {
    this.end('event: shutdown\nretry: 3000\ndata: {}\n\n');
  }

  private begin(newest: LiveEvent, after: number | undefined): void {
    // A revision newer than the batch's own comes from another database or was invented: the client must start over.
    if (after !== undefined && after > newest.revision) this.write('event: reset\ndata: {}\n\n');
    if (after === undefined || after !== newest.revision) this.write(toFrame('snapshot', newest));
    else this.write(':\n\n');
    if (newest.isLast) this.end('');
  }

  private write(text: string): void {
    if (!this.isOpen) return;
    if (this.response.writableLength > MAX_BUFFERED) this.end('event: overflow\ndata: {}\n\n');
    else this.response.write(text);
  }

  private end(text: string): void {
    if (!this.isOpen) return;
    this.leave();
    this.response.end(text);
    // A client that reads receives the end at once; one that does not is disconnected, which frees its buffer.
    const timer = setTimeout(() => this.response.destroy(), GRACE_MS).unref();
    this.response.once(
      'close',
      this.guard(() => clearTimeout(timer)),
    );
  }

  private leave(): void {
    this.isOpen = false;
    this.feed.unwatch(this.key, this);
    this.forget();
  }
}
