import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { TLSSocket } from 'node:tls';
import { AppError, type ErrorCode } from '../errors/app-error.js';
import type { TargetPolicy } from './address-policy.js';
import { BodyBudget } from './body-budget.js';
import { codingOf, DEFAULT_ACCEPT_ENCODING } from './content-coding.js';
import { Deadline } from '../concurrency/deadline.js';
import { DEFAULT_EGRESS_LIMITS } from './egress-limits.js';
import {
  type AlpnProbe,
  Egress,
  type EgressHop,
  type EgressLimits,
  type EgressRequest,
  type EgressResponse,
} from './egress.types.js';
import type { KeptConnections } from './kept-connections.js';
import { withoutBrackets } from '../addresses/host-name-rules.js';
import { elapsed } from './phase.js';
import { PinnedConnector, type PinnedConnectorSettings } from './pinned-connector.js';
import { PRODUCT } from './product-token.js';
import { readBody } from './read-body.js';
import { redirectOf } from './redirect-rules.js';
import { crossOriginHeaders, requestHeaders } from './request-headers.js';
import { secure, tlsFacts } from './secure-socket.js';
import { headersOf, sendRequest, type OpenResponse } from './send-request.js';

/** Settings of the egress client besides its policy. */
interface PinnedEgressSettings extends PinnedConnectorSettings {
  /** User-Agent when the caller sets none; names the product. */
  readonly userAgent?: string;
  /** Budget for the bytes of all bodies in memory; an own one by default. */
  readonly bodies?: BodyBudget;
  /** Certificate authorities instead of the built-in ones, PEM. */
  readonly ca?: string;
}

type Purpose = EgressRequest['purpose'];

/** A connection that is ready for a request. */
interface Connection {
  readonly socket: Socket | TLSSocket;
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  readonly tlsMs: number | null;
}

/** One exchange in progress: what stays the same over its redirects. */
interface Exchange {
  readonly request: EgressRequest;
  readonly method: NonNullable<EgressRequest['method']>;
  readonly limits: EgressLimits;
  readonly signal: AbortSignal;
  readonly begun: number;
  readonly hops: EgressHop[];
}

/** Connections of one place may carry each other's requests. */
const placeOf = (url: URL, purpose: Purpose): string => `${purpose} ${url.origin}`;

/** What a request over a kept connection fails with when the connection is at fault. */
const STALE: readonly ErrorCode[] = ['INCOMPLETE_BODY', 'PROTOCOL_ERROR'];

/**
 * The egress client. Every request, and every redirect again, is checked, resolved once, connected to a checked
 * address and only then sent; every phase has a time limit and every size a bound.
 *
 * Each request has its own connection (no pool), so timings are complete, unless its caller keeps connections for
 * it. It speaks HTTP/1.1; `probeAlpn` reports whether a server would speak h2. Proxy variables of the environment are
 * not read.
 */
export class PinnedEgress extends Egress implements AlpnProbe {
  private readonly connector: PinnedConnector;
  private readonly bodies: BodyBudget;

  constructor(
    private readonly policy: TargetPolicy,
    private readonly settings: PinnedEgressSettings = {},
  ) {
    super();
    this.connector = new PinnedConnector(policy, settings);
    this.bodies = settings.bodies ?? new BodyBudget();
  }

  async request(url: string | URL, request: EgressRequest): Promise<EgressResponse> {
    const limits = { ...DEFAULT_EGRESS_LIMITS, ...request.limits };
    const deadline = new Deadline(limits.totalMs, request.signal);
    const exchange: Exchange = {
      request,
      method: request.method ?? 'GET',
      limits,
      signal: deadline.signal,
      begun: performance.now(),
      hops: [],
    };
    try {
      return await this.follow(this.check(url, request.purpose), exchange);
    } finally {
      deadline.dispose();
    }
  }

  async probeAlpn(
    url: string | URL,
    request: Pick<EgressRequest, 'purpose' | 'signal' | 'limits'>,
  ): Promise<string | null> {
    const limits = { ...DEFAULT_EGRESS_LIMITS, ...request.limits };
    const checked = this.check(url, request.purpose);
    if (checked.protocol !== 'https:') return null;
    const deadline = new Deadline(limits.totalMs, request.signal);
    try {
      const connection = await this.connect(checked, request.purpose, ['h2', 'http/1.1'], limits, deadline.signal);
      connection.socket.destroy();
      return connection.socket instanceof TLSSocket ? connection.socket.alpnProtocol || null : null;
    } finally {
      deadline.dispose();
    }
  }

  private check(url: string | URL, purpose: Purpose): URL {
    const result = typeof url === 'string' ? this.policy.checkText(url, purpose) : this.policy.checkUrl(url, purpose);
    if (result.allowed) return result.url;
    throw new AppError('TARGET_NOT_ALLOWED', result.message, { details: { reason: result.kind } });
  }

  /** Sends the request and follows redirects up to the limit. */
  private async follow(first: URL, exchange: Exchange): Promise<EgressResponse> {
    const { request, method, limits, hops } = exchange;
    let headers = requestHeaders(request.headers ?? {}, {
      'user-agent': this.settings.userAgent ?? PRODUCT,
      accept: '*/*',
      'accept-encoding': DEFAULT_ACCEPT_ENCODING,
    });
    for (let url = first; ;) {
      const begun = performance.now();
      const { connection, open } = await this.send(url, headers, exchange);
      try {
        const { statusCode: status = 0 } = open.response;
        const location = open.response.headers.location;
        hops.push({ url: url.href, status, location: location ?? null, ms: elapsed(begun) });
        const visited = hops.map((hop) => hop.url);
        const limit = limits.redirects;
        const next = redirectOf(
          { status, location, method, purpose: request.purpose, from: url, visited, limit },
          this.policy,
        );
        if (next === null) return await this.read(url, connection, open, headers['accept-encoding'] ?? '', exchange);
        if (next.origin !== url.origin) headers = crossOriginHeaders(headers);
        url = next;
      } finally {
        this.leave(url, connection, open, exchange);
      }
    }
  }

  /**
   * Sends a request over a kept connection, else over a new one. A server may have closed a kept one meanwhile, or send
   * the rest of an earlier answer over it (bodies of answers to HEAD): neither is the server's last word.
   */
  private async send(
    url: URL,
    headers: Readonly<Record<string, string>>,
    { request, method, limits, signal }: Exchange,
  ): Promise<{ readonly connection: Connection; readonly open: OpenResponse }> {
    const { body, purpose, connections } = request;
    const outgoing = { method, headers, body, keepsAlive: connections !== undefined };
    const kept =
      method === 'GET' || method === 'HEAD' ? connections?.take<Connection>(placeOf(url, purpose)) : undefined;
    if (kept !== undefined) {
      const used = { socket: kept.socket, dnsMs: null, tcpMs: null, tlsMs: null };
      try {
        return { connection: used, open: await sendRequest(kept.socket, url, outgoing, limits, signal) };
      } catch (error) {
        if (!(error instanceof AppError) || !STALE.includes(error.code)) throw error;
      }
    }
    const connection = await this.connect(url, purpose, ['http/1.1'], limits, signal, connections);
    try {
      return { connection, open: await sendRequest(connection.socket, url, outgoing, limits, signal) };
    } catch (error) {
      connection.socket.destroy();
      throw error;
    }
  }

  /** Keeps a connection whose response was read to its end, for a caller who keeps them; closes any other. */
  private leave(url: URL, connection: Connection, open: OpenResponse, { request }: Exchange): void {
    if (request.connections === undefined || !open.isFree()) connection.socket.destroy();
    else request.connections.keep(placeOf(url, request.purpose), connection);
  }

  private async connect(
    url: URL,
    purpose: Purpose,
    alpn: readonly string[],
    limits: EgressLimits,
    signal: AbortSignal,
    names?: KeptConnections,
  ): Promise<Connection> {
    const { socket, dnsMs, tcpMs } = await this.connector.open(url, purpose, limits, signal, names);
    if (url.protocol === 'http:') return { socket, dnsMs, tcpMs, tlsMs: null };
    const begun = performance.now();
    try {
      const host = withoutBrackets(url.hostname);
      const tls = await secure(socket, { host, alpn, ca: this.settings.ca, ms: limits.tlsMs, signal });
      return { socket: tls, dnsMs, tcpMs, tlsMs: elapsed(begun) };
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  private async read(
    url: URL,
    connection: Connection,
    open: OpenResponse,
    acceptEncoding: string,
    exchange: Exchange,
  ): Promise<EgressResponse> {
    const { response, ttfbMs } = open;
    const tls = connection.socket instanceof TLSSocket ? tlsFacts(connection.socket) : null;
    const headers = headersOf(response);
    const contentEncoding = codingOf(response.headers['content-encoding'], acceptEncoding);
    const begun = performance.now();
    const place = this.bodies.place();
    const content = await readBody(open, contentEncoding, {
      limits: exchange.limits,
      signal: exchange.signal,
      place,
    }).catch((error: unknown) => {
      place.release();
      throw error;
    });
    const isHeld = exchange.request.holdBody === true;
    if (!isHeld) place.release();
    return {
      status: response.statusCode ?? 0,
      httpVersion: response.httpVersion,
      headers,
      url: url.href,
      hops: exchange.hops,
      timings: {
        dnsMs: connection.dnsMs,
        tcpMs: connection.tcpMs,
        tlsMs: connection.tlsMs,
        ttfbMs,
        downloadMs: elapsed(begun),
        totalMs: elapsed(exchange.begun),
      },
      tls,
      body: content.body,
      wireBytes: content.wireBytes,
      contentEncoding,
      truncated: content.truncated,
      ...(isHeld ? { release: () => place.release() } : {}),
    };
  }
}
