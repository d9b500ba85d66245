import { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors/app-error.js';

/**
 * A request as Node's server reads it, which accepts `Upgrade` for a WebSocket only. Once a listener for upgrades
 * exists Node passes on every request with that header, body unread, and takes none back; but `curl --http2` and
 * others only offer what the service may ignore (RFC 9110 section 7.8). Node reads `upgrade` after the headers, in
 * every version.
 */
export class UpgradableRequest extends IncomingMessage {
  private asks: boolean | null = null;

  get upgrade(): boolean {
    return this.asks === true && (this.method === 'CONNECT' || this.isForWebSocket);
  }

  set upgrade(asks: boolean | null) {
    this.asks = asks;
  }

  /** Whether the request offers another protocol and is answered in HTTP/1.1. */
  get isUpgradeIgnored(): boolean {
    return this.asks === true && !this.upgrade;
  }

  private get isForWebSocket(): boolean {
    return this.headers.upgrade?.toLowerCase() === 'websocket';
  }
}

/**
 * Makes a request whose upgrade is ignored the last one of its connection. Node's parser drops what arrived in one
 * piece with its end, so that the rest of a next request, perhaps a body, would be read as a request of its own.
 */
export function endIgnoredUpgrades(http: FastifyInstance): void {
  const ending = new WeakSet<Socket>();
  http.addHook('onRequest', async ({ raw }, reply) => {
    // Its response is never sent; what matters is that the request is not processed.
    if (ending.has(raw.socket))
      throw new AppError('MALFORMED_JSON', 'A request after an ignored upgrade on the same connection is not read.');
    if (!(raw instanceof UpgradableRequest) || !raw.isUpgradeIgnored) return;
    ending.add(raw.socket);
    reply.raw.shouldKeepAlive = false;
  });
}
