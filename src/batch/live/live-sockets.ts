import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Actor } from '../../accounts/rights/actor.js';
import { LiveAccess } from '../../accounts/access/live-access.js';
import { presentedKey } from '../../accounts/keys/presented-key.js';
import { allows } from '../../accounts/rights/scopes.js';
import { AppConfig } from '../../platform/config/config.js';
import { withoutPrefix } from '../../platform/http/public-path.js';
import { clientAddress, countedAddress } from '../../platform/http/caller-address.js';
import { AppError } from '../../platform/errors/app-error.js';
import { traceIdOf } from '../../platform/http/trace-id.js';
import { guardWith } from '../../platform/egress/guard-handlers.js';
import { AppLogger } from '../../platform/observability/app-logger.js';
import { HeldMessages } from './held-messages.js';
import { type AuthMessage, readLiveMessage } from './live-message.js';
import {
  CLOSE,
  MESSAGES_PER_SECOND,
  SocketClient,
  SocketServices,
  textOf,
  TOO_MANY_MESSAGES,
} from './socket-client.js';
import { addressedUrl, isForeignOrigin, offeredTicket, refuse, SUBPROTOCOL, UPGRADE_PATH } from './upgrade-request.js';

/** Longest message of a client, in bytes. */
const MAX_MESSAGE = 16 * 1024;
/** How long a connection may stay unauthenticated, in milliseconds. */
const AUTH_MS = 5000;
/** Most unauthenticated connections of the process at once. */
const MAX_UNAUTHENTICATED = 200;
/** Most unauthenticated connections of one address, so that it cannot occupy all of them for five seconds. */
const UNAUTHENTICATED_PER_ADDRESS = 40;

/**
 * The WebSocket server of the live feed. A client authenticates by header, by one-time ticket, or by its first message
 * within 5 s; a key in the URL is refused, since URLs are logged. Listens for `upgrade` on the HTTP server itself,
 * because a route could not refuse an upgrade with an HTTP status before the socket is open.
 */
@Injectable()
export class LiveSockets implements OnModuleInit, OnModuleDestroy {
  private readonly server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false)),
  });
  private readonly unauthenticated = new Map<WebSocket, string>();

  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly access: LiveAccess,
    private readonly services: SocketServices,
    private readonly config: AppConfig,
    private readonly log: AppLogger,
  ) {}

  onModuleInit(): void {
    this.host.httpAdapter
      .getInstance()
      .server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        const guard = guardWith(() => socket.destroy());
        socket.on(
          'error',
          guard(() => socket.destroy()),
        );
        guard(() =>
          this.accept(request, socket, head).catch((error: unknown) => this.refuse(request, socket, error)),
        )();
      });
  }

  onModuleDestroy(): void {
    for (const socket of this.unauthenticated.keys()) socket.close(CLOSE.goingAway, 'shutting down');
    this.server.close();
  }

  private async accept(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = addressedUrl(request);
    if (url === null || withoutPrefix(url.pathname, this.config.publicPath).replace(/\/$/, '') !== UPGRADE_PATH)
      throw new AppError('NOT_FOUND');
    if (isForeignOrigin(request, this.config.corsOrigins))
      throw new AppError('FORBIDDEN', 'The origin is not allowed.');
    const hasKeyInAddress = ['key', 'api_key', 'token'].some((name) => url.searchParams.has(name));
    const actor = hasKeyInAddress ? undefined : await this.identify(request, url);
    if (actor !== undefined) await this.requireRights(actor);
    else this.requirePlace(countedAddress(this.addressOf(request)));
    if (socket.destroyed) return;
    const guard = guardWith(() => socket.destroy());
    const welcome = guard((open: WebSocket) => {
      open.on('error', () => undefined);
      if (hasKeyInAddress) open.close(CLOSE.unauthorized, 'an API key must not be sent in the URL');
      else if (actor === undefined) this.ask(open, this.addressOf(request));
      else this.welcome(open, actor);
    });
    this.server.handleUpgrade(request, socket, head, welcome);
  }

  /**
   * The actor of the header, ticket or session; undefined when the request has none and must authenticate by its
   * first message.
   */
  private async identify(request: IncomingMessage, url: URL): Promise<Actor | undefined> {
    const key = presentedKey(request);
    if (key !== undefined) return this.access.byKey(key, this.addressOf(request));
    const ticket = url.searchParams.get('ticket') ?? offeredTicket(request);
    if (ticket !== undefined) return this.access.byTicket(ticket, this.addressOf(request));
    return this.access.bySession(request, this.addressOf(request));
  }

  private requirePlace(address: string): void {
    const own = [...this.unauthenticated.values()].filter((other) => other === address).length;
    if (own >= UNAUTHENTICATED_PER_ADDRESS || this.unauthenticated.size >= MAX_UNAUTHENTICATED)
      throw new AppError('OVERLOADED', undefined, { retryAfter: 5 });
  }

  private async requireRights(actor: Actor): Promise<void> {
    if (!allows(actor.scopes, 'batch:read')) throw new AppError('FORBIDDEN', 'The API key lacks the scope batch:read.');
    await this.access.countConnection(actor);
    this.services.clients.requireRoom(actor);
  }

  /** Waits for the first message, which must authenticate the client. */
  private ask(socket: WebSocket, address: string): void {
    this.unauthenticated.set(socket, countedAddress(address));
    const guard = guardWith(() => socket.terminate());
    const refuse = (reason: string): void => socket.close(CLOSE.unauthorized, reason);
    const timer = setTimeout(
      guard(() => refuse('no auth message within 5 seconds')),
      AUTH_MS,
    ).unref();
    const stopWaiting = (): void => {
      clearTimeout(timer);
      this.unauthenticated.delete(socket);
    };
    socket.once('close', guard(stopWaiting));
    socket.once(
      'message',
      guard((data: RawData, isBinary: boolean) => {
        if (isBinary) return socket.close(CLOSE.binary, 'text only');
        const message = readLiveMessage(textOf(data));
        if (typeof message === 'string' || message.type !== 'auth') return refuse('the first message must be auth');
        const held = new HeldMessages(socket, MESSAGES_PER_SECOND, () => socket.close(CLOSE.policy, TOO_MANY_MESSAGES));
        return this.actorOf(message, address)
          .then((actor) => {
            stopWaiting();
            if (socket.readyState === socket.OPEN) this.welcome(socket, actor);
          })
          .catch((error: unknown) => refuse(error instanceof AppError ? error.code : 'INTERNAL_ERROR'))
          .finally(() => held.release());
      }),
    );
  }

  private async actorOf(message: AuthMessage, address: string): Promise<Actor> {
    const actor = await (message.key === undefined
      ? this.access.byTicket(message.ticket ?? '', address)
      : this.access.byKey(message.key, address));
    await this.requireRights(actor);
    return actor;
  }

  private welcome(socket: WebSocket, actor: Actor): void {
    new SocketClient(socket, actor, this.services);
  }

  private addressOf(request: IncomingMessage): string {
    return clientAddress(request, this.config.trustProxy);
  }

  private refuse(request: IncomingMessage, socket: Duplex, thrown: unknown): void {
    const error = thrown instanceof AppError ? thrown : new AppError('INTERNAL_ERROR');
    const traceId = traceIdOf(request);
    if (error.status >= 500 && error.code !== 'SHUTTING_DOWN')
      this.log.error('request failed', { trace_id: traceId, err: thrown, code: error.code });
    else this.log.info('request rejected', { trace_id: traceId, code: error.code, status: error.status });
    refuse(socket, error, traceId);
  }
}
