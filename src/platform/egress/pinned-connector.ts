import { performance } from 'node:perf_hooks';
import type { Socket } from 'node:net';
import { AppError } from '../errors/app-error.js';
import { parseAddress } from '../addresses/address-ranges.js';
import type { TargetPolicy } from './address-policy.js';
import { connectPinned } from './connect-pinned.js';
import type { EgressLimits, EgressPurpose } from './egress.types.js';
import type { KeptConnections } from './kept-connections.js';
import { withoutBrackets } from '../addresses/host-name-rules.js';
import { elapsed } from './phase.js';
import { portOf } from '../addresses/ports.js';
import { resolveHost } from './resolve-host.js';

/** A connection to a checked address, and the time it took. */
interface PinnedConnection {
  readonly socket: Socket;
  /** Null for a literal address, and for a name that was resolved before. */
  readonly dnsMs: number | null;
  readonly tcpMs: number;
}

/** Settings of the connector besides the policy. */
export interface PinnedConnectorSettings {
  /** DNS servers as `address` or `address:port`; default: those of the machine. */
  readonly dnsServers?: readonly string[];
  /**
   * Maximum random delay before a refused or unreachable target is reported, so that response times reveal less
   * about a private network. Milliseconds, default 100.
   */
  readonly refusalJitterMs?: number;
}

/**
 * Connects a checked URL, the same way for requests and for Chrome's proxy: resolves once, checks every address,
 * connects to checked addresses only. One refused address among many refuses the host, since a zone that mixes
 * public and private addresses is suspicious. There is no second resolution, so the result cannot change in
 * between.
 */
export class PinnedConnector {
  private readonly jitterMs: number;

  constructor(
    private readonly policy: TargetPolicy,
    private readonly settings: PinnedConnectorSettings = {},
  ) {
    this.jitterMs = settings.refusalJitterMs ?? 100;
  }

  /**
   * Connects to the host of a URL that the policy has checked; `names` has the addresses of names that were resolved
   * before. Throws TARGET_NOT_ALLOWED, DNS_FAILURE, CONNECT_FAILED or CONNECT_TIMEOUT.
   */
  async open(
    url: URL,
    purpose: EgressPurpose,
    limits: EgressLimits,
    signal: AbortSignal,
    names?: KeptConnections,
  ): Promise<PinnedConnection> {
    const host = withoutBrackets(url.hostname);
    const port = portOf(url);
    const literal = parseAddress(host) !== null;
    try {
      const isKnown = literal || names?.knows(host) === true;
      const asked = performance.now();
      const look = (): Promise<readonly string[]> => this.resolve(host, purpose, limits, signal);
      const addresses = literal ? [host] : await (names?.resolve(host, look) ?? look());
      const dnsMs = isKnown ? null : elapsed(asked);
      if (!addresses.every((address) => this.policy.allowsAddress(address, host, port, purpose))) {
        throw new AppError('TARGET_NOT_ALLOWED');
      }
      const begun = performance.now();
      const socket = await connectPinned(addresses, port, limits.connectMs, signal);
      return { socket, dnsMs, tcpMs: elapsed(begun) };
    } catch (error) {
      if (error instanceof AppError && ['TARGET_NOT_ALLOWED', 'CONNECT_FAILED'].includes(error.code)) {
        await this.blur(signal);
      }
      throw error;
    }
  }

  private resolve(
    host: string,
    purpose: EgressPurpose,
    limits: EgressLimits,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const named = this.policy.isNamed(host, purpose);
    return resolveHost(host, { named, servers: this.settings.dnsServers, ms: limits.dnsMs, signal });
  }

  /** Waits a random part of the jitter, or until the signal aborts. */
  private blur(signal: AbortSignal): Promise<void> {
    if (this.jitterMs <= 0 || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.random() * this.jitterMs);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
