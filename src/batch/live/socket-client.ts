import { Injectable } from '@nestjs/common';
import type { RawData, WebSocket } from 'ws';
import type { Actor } from '../../accounts/rights/actor.js';
import { sees } from '../../accounts/rights/visibility.js';
import { AppError } from '../../platform/errors/app-error.js';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { BatchReader } from '../read/batch-reader.js';
import type { KindName } from '../model/kinds/kind.js';
import { LiveClients, type LiveClient, MAX_BUFFERED } from './live-clients.js';
import { type LiveEvent, toLiveEvent, toMessage } from './live-event.js';
import { LiveFeed, type LiveListener } from './live-feed.js';
import { type LiveMessage, readLiveMessage } from './live-message.js';

/** Close codes: those of RFC 6455 section 7.4.1, and 4401 (application-defined) for a missing or invalid key. */
export const CLOSE = { goingAway: 1001, binary: 1003, policy: 1008, tooMuch: 1013, unauthorized: 4401 } as const;

/** Most messages that a client may send in a second. */
export const MESSAGES_PER_SECOND = 20;
export const TOO_MANY_MESSAGES = `more than ${MESSAGES_PER_SECOND} messages a second`;
/** Most batches and kinds that a client may watch at once. */
const MAX_SUBSCRIPTIONS = 100;
/**
 * Heartbeats (15 s each) without a message or pong after which a client is disconnected; every other one sends a ping.
 */
const SILENT_HEARTBEATS = 6;
/** How long a client may take to answer the close frame before it is disconnected, in milliseconds. */
const GRACE_MS = 5000;

/** Dependencies of a connection. */
@Injectable()
export class SocketServices {
  constructor(
    readonly reader: BatchReader,
    readonly feed: LiveFeed,
    readonly clients: LiveClients,
    readonly log: AppLogger,
  ) {}
}

/** One authenticated WebSocket: it watches batches and kinds, each subscription checked for its owner. */
export class SocketClient implements LiveClient, LiveListener {
  private readonly watched = new Map<
    number,
    { readonly publicId: string; readonly ownerId: number; sentRevision: number }
  >();
  private readonly kinds = new Set<KindName>();
  private readonly forget: () => void;
  /** The chain of messages being handled, so that they are answered in order. */
  private work: Promise<void> = Promise.resolve();
  private waiting = 0;
  private silentHeartbeats = 0;
  private second = 0;
  private messages = 0;
  private isOpen = true;
  /** Closes the connection after an unexpected error in its handling. */
  private readonly fail = (error: unknown): void => {
    this.socket.terminate();
    this.services.log.error('a live connection failed', { err: error });
  };
  private readonly guard = guardWith(this.fail);

  constructor(
    private readonly socket: WebSocket,
    public actor: Actor,
    private readonly services: SocketServices,
  ) {
    this.forget = services.clients.add(this);
    socket.on(
      'message',
      this.guard((data: RawData, isBinary: boolean) => this.receive(data, isBinary)),
    );
    socket.on(
      'pong',
      this.guard(() => (this.silentHeartbeats = 0)),
    );
    socket.once(
      'close',
      this.guard(() => this.leave()),
    );
    this.send('{"type":"ready"}');
  }

  notify(event: LiveEvent): void {
    const watched = this.watched.get(event.key);
    if (watched === undefined && !this.maySee(event)) return;
    if (watched !== undefined && watched.sentRevision >= event.revision) return;
    if (watched !== undefined) watched.sentRevision = event.revision;
    this.send(toMessage('changed', event));
  }

  notifyDeleted(key: number): void {
    const watched = this.watched.get(key);
    if (watched === undefined) return;
    this.unwatch(key);
    this.send(JSON.stringify({ type: 'event', event: 'deleted', batch_id: watched.publicId }));
  }

  heartbeat(): void {
    this.silentHeartbeats += 1;
    if (this.silentHeartbeats > SILENT_HEARTBEATS) this.socket.terminate();
    else if (this.silentHeartbeats % 2 === 0) this.socket.ping();
  }

  revoke(): void {
    this.close(CLOSE.unauthorized, 'the API key is no longer valid');
  }

  /** Ends subscriptions of batches that the client may no longer see; events of kinds are filtered one by one. */
  narrow(actor: Actor): void {
    this.actor = actor;
    for (const [key, { publicId, ownerId }] of this.watched) {
      if (sees(actor, ownerId)) continue;
      this.unwatch(key);
      this.send(JSON.stringify({ type: 'event', event: 'revoked', batch_id: publicId }));
    }
  }

  shutDown(): void {
    this.close(CLOSE.goingAway, 'shutting down');
  }

  private receive(data: RawData, isBinary: boolean): void {
    if (!this.isOpen) return;
    this.silentHeartbeats = 0;
    const second = Math.floor(performance.now() / 1000);
    this.messages = second === this.second ? this.messages + 1 : 1;
    this.second = second;
    if (isBinary) return this.close(CLOSE.binary, 'text only');
    // The queue is bounded too, since messages would pile up while the database is slow.
    if (this.messages > MESSAGES_PER_SECOND || this.waiting > 2 * MESSAGES_PER_SECOND)
      return this.close(CLOSE.policy, TOO_MANY_MESSAGES);
    const message = readLiveMessage(textOf(data));
    if (typeof message === 'string') return this.fault('VALIDATION_ERROR', message);
    this.waiting += 1;
    this.work = this.work
      .then(() => this.reply(message))
      .catch(this.fail)
      .finally(() => (this.waiting -= 1));
  }

  private async reply(message: LiveMessage): Promise<void> {
    if (!this.isOpen) return;
    try {
      if (message.type === 'subscribe') await this.subscribe(message);
      else if (message.type === 'unsubscribe') this.unsubscribe(message);
      else this.send(message.type === 'ping' ? '{"type":"pong"}' : '{"type":"ready"}');
    } catch (error) {
      if (error instanceof AppError) return this.fault(error.code, error.message);
      this.services.log.error('a live message failed', { error: String(error) });
      this.fault('INTERNAL_ERROR', 'Something went wrong on our side.');
    }
  }

  private async subscribe(message: Extract<LiveMessage, { type: 'subscribe' | 'unsubscribe' }>): Promise<void> {
    // Batches first, so that their snapshots precede the events that the kind's subscription sends of them.
    for (const publicId of message.batchIds) {
      try {
        await this.watch(publicId, message.after);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        this.fault(error.code, error.message, publicId);
      }
    }
    for (const kind of message.kinds) {
      this.requireRoom();
      this.kinds.add(kind);
      this.services.feed.watchKind(kind, this);
      this.send(JSON.stringify({ type: 'subscribed', kind }));
    }
  }

  /** Throws NOT_FOUND for another owner's batch. */
  private async watch(publicId: string, after: number | undefined): Promise<void> {
    const seen = toLiveEvent(await this.services.reader.get(this.actor, publicId));
    if (!this.isOpen) return;
    if (!this.watched.has(seen.key)) this.requireRoom();
    this.send(JSON.stringify({ type: 'subscribed', batch_id: publicId }));
    const newest = this.services.feed.watch(seen, this);
    this.watched.set(seen.key, { publicId: seen.publicId, ownerId: seen.ownerId, sentRevision: newest.revision });
    if (after === undefined || after !== newest.revision) this.send(toMessage('snapshot', newest));
  }

  private unsubscribe(message: Extract<LiveMessage, { type: 'subscribe' | 'unsubscribe' }>): void {
    for (const kind of message.kinds) {
      if (this.kinds.delete(kind)) this.services.feed.unwatchKind(kind, this);
      this.send(JSON.stringify({ type: 'unsubscribed', kind }));
    }
    for (const publicId of message.batchIds) {
      for (const [key, watched] of this.watched) if (watched.publicId === publicId) this.unwatch(key);
      this.send(JSON.stringify({ type: 'unsubscribed', batch_id: publicId }));
    }
  }

  private unwatch(key: number): void {
    this.watched.delete(key);
    this.services.feed.unwatch(key, this);
  }

  private maySee(event: LiveEvent): boolean {
    return this.kinds.has(event.kind) && sees(this.actor, event.ownerId);
  }

  private requireRoom(): void {
    if (this.watched.size + this.kinds.size >= MAX_SUBSCRIPTIONS)
      throw new AppError('RATE_LIMITED', `A connection may watch ${MAX_SUBSCRIPTIONS} batches and kinds.`);
  }

  private fault(code: string, message: string, publicId?: string): void {
    this.send(JSON.stringify({ type: 'error', code, message, ...(publicId && { batch_id: publicId }) }));
  }

  private send(text: string): void {
    if (!this.isOpen) return;
    if (this.socket.bufferedAmount > MAX_BUFFERED) this.close(CLOSE.tooMuch, 'overflow: the client does not read');
    else this.socket.send(text);
  }

  private close(code: number, reason: string): void {
    if (!this.isOpen) return;
    this.leave();
    this.socket.close(code, reason);
    const timer = setTimeout(() => this.socket.terminate(), GRACE_MS).unref();
    this.socket.once(
      'close',
      this.guard(() => clearTimeout(timer)),
    );
  }

  private leave(): void {
    this.isOpen = false;
    for (const key of [...this.watched.keys()]) this.unwatch(key);
    for (const kind of this.kinds) this.services.feed.unwatchKind(kind, this);
    this.kinds.clear();
    this.forget();
  }
}

/** A message of several fragments comes as several buffers; its size is bounded by the server. */
export function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
