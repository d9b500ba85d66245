import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { AppError } from '../errors/app-error.js';
import { MAX_HEADER_FIELDS } from './egress-limits.js';
import type { EgressLimits, EgressRequest } from './egress.types.js';
import { httpFailure } from './http-failure.js';
import { elapsed, phase } from './phase.js';

/** One request as it is written to its socket. */
interface OutgoingRequest {
  readonly method: NonNullable<EgressRequest['method']>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
  /** Whether the server is asked to leave the connection open. */
  readonly keepsAlive?: boolean;
}

/** A response whose headers have arrived and whose body has not been read. */
export interface OpenResponse {
  readonly request: ClientRequest;
  readonly response: IncomingMessage;
  /** A parser error in the bytes after the headers, found before the body was read. */
  readonly failure: () => AppError | undefined;
  /** Whether the response has been read to its end and both sides leave the connection open. */
  readonly isFree: () => boolean;
  /** From the request written to the headers received, in milliseconds. */
  readonly ttfbMs: number;
}

/**
 * Writes a request to a connected socket and waits for the response's headers. The socket is used once, unless it
 * `keepsAlive`. Throws HEADERS_TIMEOUT, INCOMPLETE_BODY (closed without a response), PROTOCOL_ERROR, or the signal's
 * reason.
 */
export function sendRequest(
  socket: Socket,
  url: URL,
  outgoing: OutgoingRequest,
  limits: EgressLimits,
  signal: AbortSignal,
): Promise<OpenResponse> {
  return phase<OpenResponse>(limits.headersMs, 'HEADERS_TIMEOUT', signal, (resolve, reject, guard) => {
    const begun = performance.now();
    const request = httpRequest({
      // With a connection and without an agent, Node neither resolves, connects nor pools.
      createConnection: () => socket,
      method: outgoing.method,
      path: `${url.pathname}${url.search}`,
      headers: {
        ...outgoing.headers,
        host: url.host,
        connection: outgoing.keepsAlive === true ? 'keep-alive' : 'close',
      },
      maxHeaderSize: limits.headerBytes,
      insecureHTTPParser: false,
    });
    // The parser silently drops fields beyond this count, so one more is allowed in order to detect the excess.
    request.maxHeadersCount = MAX_HEADER_FIELDS + 1;
    let failed: AppError | undefined;
    let isFree = false;
    // Node tells so of a connection that would go back to a pool.
    if (outgoing.keepsAlive === true)
      socket.once(
        'free',
        guard(() => (isFree = true)),
      );
    request.on(
      'error',
      guard((error: unknown) => {
        failed ??= httpFailure(error, 'INCOMPLETE_BODY');
        reject(failed);
      }),
    );
    request.on(
      'upgrade',
      guard(() => reject(new AppError('PROTOCOL_ERROR'))),
    );
    request.on(
      'response',
      guard((response: IncomingMessage) => {
        if (response.rawHeaders.length / 2 > MAX_HEADER_FIELDS)
          reject(new AppError('PROTOCOL_ERROR', 'The response of the target has too many header fields.'));
        else if ((response.statusCode ?? 0) < 100)
          reject(new AppError('PROTOCOL_ERROR', 'The status of the response is not a number from 100 to 999.'));
        else resolve({ request, response, failure: () => failed, isFree: () => isFree, ttfbMs: elapsed(begun) });
      }),
    );
    request.end(outgoing.body);
    return (succeeded) => {
      if (succeeded) return;
      request.destroy();
      socket.destroy();
    };
  });
}

/**
 * Response headers by lower-case name. Repeated fields are joined by comma; `set-cookie`, which must not be joined
 * (RFC 9110, 5.3), is always a list.
 */
export function headersOf(response: IncomingMessage): Record<string, string | readonly string[]> {
  const fields = new Map<string, string[]>();
  for (let i = 0; i + 1 < response.rawHeaders.length; i += 2) {
    const name = (response.rawHeaders[i] ?? '').toLowerCase();
    const values = fields.get(name) ?? [];
    values.push(response.rawHeaders[i + 1] ?? '');
    fields.set(name, values);
  }
  // fromEntries defines own properties, so a field named __proto__ is only a field.
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, name === 'set-cookie' ? values : values.join(', ')] as const),
  );
}
