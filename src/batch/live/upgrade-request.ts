import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AppError } from '../../platform/errors/app-error.js';
import { errorBody } from '../../platform/http/error-body.js';
import { parseUrl } from '../../platform/addresses/parse-url.js';

export const UPGRADE_PATH = '/api/v1/live-events';
/** The subprotocol of the live feed; a browser sends its ticket beside it, as `ticket.<ticket>`. */
export const SUBPROTOCOL = 'batchwright.live';

/**
 * The URL of the request; null when its target is not valid. A target that begins with `//` is a path, not another
 * host.
 */
export function addressedUrl({ url = '/' }: IncomingMessage): URL | null {
  return parseUrl(url.startsWith('/') ? `http://service${url}` : url);
}

/** The ticket among the offered subprotocols, the only header of a WebSocket that a page's script can set. */
export function offeredTicket(request: IncomingMessage): string | undefined {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.find((name) => name.startsWith('ticket.'))?.slice('ticket.'.length);
}

/**
 * Whether a browser connects from a page that is neither the service's own nor listed in CORS_ORIGINS. Browsers do not
 * apply CORS to WebSockets, so the server must check the origin; clients other than browsers send none.
 */
export function isForeignOrigin(request: IncomingMessage, allowed: readonly string[]): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return false;
  return !allowed.includes(origin) && parseUrl(origin)?.host !== host;
}

/** Answers a refused upgrade with the usual error body, and closes the connection. */
export function refuse(socket: Duplex, error: AppError, traceId: string): void {
  if (socket.destroyed) return;
  const body = JSON.stringify(errorBody(error, traceId));
  const head = [
    `HTTP/1.1 ${error.status} ${error.code}`,
    'Connection: close',
    `X-Trace-Id: ${traceId}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(error.code === 'UNAUTHORIZED' ? ['WWW-Authenticate: Bearer realm="batchwright"'] : []),
    ...(error.retryAfter === undefined ? [] : [`Retry-After: ${Math.ceil(error.retryAfter)}`]),
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
