import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Transform, pipeline, type Duplex } from 'node:stream';
import { DEFAULT_EGRESS_LIMITS } from './egress-limits.js';
import { guardWith } from './guard-handlers.js';

/** Limits of the traffic between a browser and one target. */
interface RelayBounds {
  /** Silence in milliseconds after which both sides are cut. */
  readonly idleMs: number;
  /** Bytes towards the browser. */
  readonly maxBytes: number;
}

/** Hop-by-hop fields that a proxy must not forward (RFC 9110, 7.6.1). */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Relays bytes both ways until one side ends, is silent too long or exceeds its limit. */
export function tunnel(client: Duplex, target: Socket, bounds: RelayBounds): void {
  const cut = () => {
    client.destroy();
    target.destroy();
  };
  const cutOn = guardWith(cut)((error: unknown) => {
    if (error) cut();
  });
  target.setTimeout(bounds.idleMs, cut);
  pipeline(client, target, cutOn);
  pipeline(target, byteLimit(bounds.maxBytes), client, cutOn);
}

/**
 * Forwards a browser's plain request to its target's socket and streams the response back. A response that cannot
 * be forwarded (a status below 100, a header field that Node refuses to write) cuts both sides.
 */
export function forward(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  target: Socket,
  bounds: RelayBounds,
): void {
  const cut = () => {
    response.destroy();
    target.destroy();
  };
  if (response.destroyed) {
    target.destroy();
    return;
  }
  const guard = guardWith(cut);
  const upstream = httpRequest({
    createConnection: () => target,
    method: request.method,
    path: `${url.pathname}${url.search}`,
    headers: { ...endToEnd(request), host: url.host, connection: 'close' },
    maxHeaderSize: DEFAULT_EGRESS_LIMITS.headerBytes,
  });
  target.setTimeout(bounds.idleMs, cut);
  const refuse = () => {
    if (!response.headersSent) response.writeHead(502, { connection: 'close', 'content-length': 0 }).end();
    else response.destroy();
    target.destroy();
  };
  upstream.on('error', guard(refuse));
  upstream.on('upgrade', guard(refuse));
  upstream.on(
    'response',
    guard((answer: IncomingMessage) => {
      response.writeHead(answer.statusCode ?? 502, { ...endToEnd(answer), connection: 'close' });
      pipeline(
        answer,
        byteLimit(bounds.maxBytes),
        response,
        guard(() => target.destroy()),
      );
    }),
  );
  response.once(
    'close',
    guard(() => target.destroy()),
  );
  pipeline(
    request,
    upstream,
    guard((error: unknown) => {
      if (error && !upstream.destroyed) upstream.destroy();
    }),
  );
}

/** The end-to-end headers: those not meant for one connection only. */
function endToEnd(message: IncomingMessage): OutgoingHttpHeaders {
  const listed = (message.headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  return Object.fromEntries(
    Object.entries(message.headers).filter(([name]) => !HOP_BY_HOP.has(name) && !listed.includes(name)),
  );
}

/** Passes at most `max` bytes, then fails. */
function byteLimit(max: number): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      if (passed > max) done(new Error('byte limit'));
      else done(null, chunk);
    },
  });
}
