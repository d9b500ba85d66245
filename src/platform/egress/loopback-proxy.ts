import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '../errors/app-error.js';
import type { TargetPolicy, UrlCheck } from './address-policy.js';
import { Deadline } from '../concurrency/deadline.js';
import { DEFAULT_EGRESS_LIMITS } from './egress-limits.js';
import type { EgressPurpose } from './egress.types.js';
import { guardWith } from './guard-handlers.js';
import { PinnedConnector, type PinnedConnectorSettings } from './pinned-connector.js';
import { forward, tunnel } from './proxy-relay.js';

/** Settings of the proxy. */
export interface LoopbackProxySettings extends PinnedConnectorSettings {
  /** The purpose whose allow list applies; default `target`. */
  readonly purpose?: EgressPurpose;
  /** Client connections at the same time; default 256. */
  readonly maxConnections?: number;
  /** Silence in milliseconds after which a connection is cut; default 30,000. */
  readonly idleMs?: number;
  /**
   * Bytes that one connection (a tunnel) or one exchange (plain http) may send towards the browser; default 64 MiB.
   */
  readonly maxBytes?: number;
}

/** Counts of connections since the proxy's start. */
interface ProxyCounts {
  readonly allowed: number;
  /** Targets that the policy refused. */
  readonly refused: number;
  /** Allowed targets that could not be reached. */
  readonly failed: number;
}

/**
 * Egress client for Chrome, which fetches by itself: an HTTP proxy (CONNECT and absolute-form requests) on
 * 127.0.0.1 that puts every target through the same policy and the same pinned connection as `PinnedEgress`.
 *
 * Chrome must be started so that no traffic bypasses it: `--proxy-server=<url>`, `--proxy-bypass-list=<-loopback>`,
 * `--disable-quic`, `--force-webrtc-ip-handling-policy=disable_non_proxied_udp`. Chrome then resolves no names
 * itself.
 */
export class LoopbackProxy {
  private readonly connector: PinnedConnector;
  private readonly sockets = new Set<Socket>();
  private readonly counted = { allowed: 0, refused: 0, failed: 0 };
  private stopping = new AbortController();
  private server: Server | undefined;

  constructor(
    private readonly policy: TargetPolicy,
    private readonly settings: LoopbackProxySettings = {},
  ) {
    this.connector = new PinnedConnector(policy, settings);
  }

  get counts(): ProxyCounts {
    return { ...this.counted };
  }

  /**
   * Listens on a free port of 127.0.0.1 and returns the proxy's URL, for `--proxy-server`. Throws when already
   * started.
   */
  async start(): Promise<string> {
    if (this.server) throw new Error('the proxy runs already');
    const server = createServer({ maxHeaderSize: DEFAULT_EGRESS_LIMITS.headerBytes }, (request, response) => {
      guardWith(() => response.destroy())(() => this.onRequest(request, response))();
    });
    this.server = server;
    this.stopping = new AbortController();
    // Every connection being opened adds a listener, up to the number of allowed connections.
    setMaxListeners(0, this.stopping.signal);
    server.maxConnections = this.settings.maxConnections ?? 256;
    server.on('connection', (socket: Socket) => {
      const guard = guardWith(() => socket.destroy());
      this.sockets.add(socket);
      socket.once(
        'close',
        guard(() => this.sockets.delete(socket)),
      );
      // A browser cuts connections at any time; without a listener that would end the process.
      socket.on(
        'error',
        guard(() => socket.destroy()),
      );
    });
    server.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      guardWith(() => socket.destroy())(() => this.onConnect(request, socket, head))();
    });
    // Also while listening: a connection that cannot be accepted (no file descriptor is left) is an `error` event
    // as well.
    server.on('error', () => undefined);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  }

  /** Cuts every connection and stops listening. Does nothing when not running. */
  async stop(): Promise<void> {
    const { server } = this;
    if (!server) return;
    this.server = undefined;
    this.stopping.abort(new AppError('CANCELLED'));
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  }

  private async onRequest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = request.url ?? '';
    const opened = await this.open(this.policy.checkText(target, this.purpose), 'http:');
    if (typeof opened === 'number') {
      response.writeHead(opened, { connection: 'close', 'content-length': 0 }).end();
      return;
    }
    try {
      forward(request, response, opened.url, opened.socket, this.bounds);
    } catch (error) {
      opened.socket.destroy();
      throw error;
    }
  }

  private async onConnect(request: IncomingMessage, client: Duplex, head: Buffer): Promise<void> {
    client.on(
      'error',
      guardWith(() => client.destroy())(() => client.destroy()),
    );
    // Only the authority form (RFC 9110, 9.3.6): anything more would be checked as something other than it is.
    const authority = /^(?:\[[0-9a-f:.]{2,45}\]|[^\s:/?#@[\]\\]{1,253}):\d{1,5}$/i.test(request.url ?? '');
    const opened = authority
      ? await this.open(this.policy.checkText(`https://${request.url ?? ''}/`, this.purpose), 'https:')
      : 400;
    if (typeof opened === 'number') {
      client.end(`HTTP/1.1 ${String(opened)} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    try {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) opened.socket.write(head);
      tunnel(client, opened.socket, this.bounds);
    } catch (error) {
      opened.socket.destroy();
      throw error;
    }
  }

  /** Returns the checked URL with its connection, or the status to send: 403 refused, 502 unreachable. */
  private async open(check: UrlCheck, protocol: string): Promise<{ url: URL; socket: Socket } | number> {
    if (!check.allowed || check.url.protocol !== protocol) {
      this.counted.refused += 1;
      return 403;
    }
    const deadline = new Deadline(DEFAULT_EGRESS_LIMITS.totalMs, this.stopping.signal);
    try {
      const { socket } = await this.connector.open(check.url, this.purpose, DEFAULT_EGRESS_LIMITS, deadline.signal);
      if (this.stopping.signal.aborted) socket.destroy();
      this.counted.allowed += 1;
      this.sockets.add(socket);
      socket.once(
        'close',
        guardWith(() => socket.destroy())(() => this.sockets.delete(socket)),
      );
      return { url: check.url, socket };
    } catch (error) {
      const refused = error instanceof AppError && error.code === 'TARGET_NOT_ALLOWED';
      this.counted[refused ? 'refused' : 'failed'] += 1;
      return refused ? 403 : 502;
    } finally {
      deadline.dispose();
    }
  }

  private get purpose(): EgressPurpose {
    return this.settings.purpose ?? 'target';
  }

  private get bounds(): { readonly idleMs: number; readonly maxBytes: number } {
    return { idleMs: this.settings.idleMs ?? 30_000, maxBytes: this.settings.maxBytes ?? 64 * 1024 * 1024 };
  }
}
