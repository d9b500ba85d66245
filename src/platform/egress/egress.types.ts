import type { KeptConnections } from './kept-connections.js';

/**
 * Selects the allow list that may open private targets: `EGRESS_ALLOW` for `target` (fetches), `WEBHOOK_ALLOW` for
 * `webhook`, the operator's base URLs for `provider`.
 */
export type EgressPurpose = 'target' | 'webhook' | 'provider';

/** Limits of one exchange; defaults and reasons in `egress-limits.ts`. Times in milliseconds, sizes in bytes. */
export interface EgressLimits {
  readonly dnsMs: number;
  readonly connectMs: number;
  readonly tlsMs: number;
  readonly headersMs: number;
  readonly idleMs: number;
  readonly totalMs: number;
  readonly redirects: number;
  readonly wireBytes: number;
  readonly decodedBytes: number;
  readonly ratio: number;
  /** true: a body over its limit is cut and `truncated` is set; false: it is an error. */
  readonly truncate: boolean;
  /** Response header section in bytes. */
  readonly headerBytes: number;
  /** A body slower than this on average is TOO_SLOW, checked from `slowAfterMs` after its start. */
  readonly minBytesPerSecond: number;
  readonly slowAfterMs: number;
}

export interface EgressRequest {
  readonly purpose: EgressPurpose;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<EgressLimits>;
  /**
   * The body stays counted in the byte budget until `release` is called; otherwise until the response is returned.
   */
  readonly holdBody?: true;
  /**
   * Connections to use again and to leave open; without them the request has one of its own. A kept one has no `dnsMs`,
   * `tcpMs` and `tlsMs`.
   */
  readonly connections?: KeptConnections;
}

/** One request of a redirect chain. */
export interface EgressHop {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly ms: number;
}

/**
 * Phases of the last request of the chain in milliseconds; null where the phase did not happen (a literal address, a
 * name resolved before, plain http, a kept connection). `ttfbMs` runs from the request sent to the response's headers,
 * without the connection; `totalMs` is the whole exchange with its redirects.
 */
export interface EgressTimings {
  readonly dnsMs: number | null;
  readonly tcpMs: number | null;
  readonly tlsMs: number | null;
  readonly ttfbMs: number;
  readonly downloadMs: number;
  readonly totalMs: number;
}

export interface EgressTls {
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly issuer: string | null;
  readonly subjectAltNames: readonly string[];
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Protocol chosen by ALPN for this exchange (`http/1.1`); null when the server chose none. See `AlpnProbe`. */
  readonly alpn?: string | null;
}

export interface EgressResponse {
  readonly status: number;
  /** `1.1` or `2`. */
  readonly httpVersion: string;
  /** Lower-case names; repeated headers as an array only for set-cookie, else joined by comma. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** The final URL, after redirects. */
  readonly url: string;
  readonly hops: readonly EgressHop[];
  readonly timings: EgressTimings;
  readonly tls: EgressTls | null;
  /** Decoded, at most `decodedBytes`. */
  readonly body: Buffer;
  /** Body bytes before decoding. */
  readonly wireBytes: number;
  readonly contentEncoding: string | null;
  readonly truncated: boolean;
  /** With `holdBody`: must be called when the body is no longer needed. Calling it again does nothing. */
  readonly release?: () => void;
}

/**
 * The client for all outgoing requests. Throws `AppError` with TARGET_NOT_ALLOWED, DNS_FAILURE, CONNECT_FAILED,
 * CONNECT_TIMEOUT, TLS_ERROR, HEADERS_TIMEOUT, TOO_SLOW, INCOMPLETE_BODY, BODY_TOO_LARGE, DECODED_TOO_LARGE,
 * ENCODING_NOT_ALLOWED, TOO_MANY_REDIRECTS, REDIRECT_NOT_ALLOWED, PROTOCOL_ERROR, OVERLOADED (no room for its
 * body), TIMEOUT or CANCELLED. An HTTP error status is a response, not an error.
 */
export abstract class Egress {
  abstract request(url: string | URL, request: EgressRequest): Promise<EgressResponse>;
}

/** Finds the protocol that a server would choose; a separate port because few callers need it. */
export abstract class AlpnProbe {
  /**
   * Opens a TLS connection under the same rules, offers `h2` and `http/1.1`, sends nothing and closes. Returns the
   * protocol the server chose, null when it chose none or the URL is plain http. Throws like `request`.
   */
  abstract probeAlpn(
    url: string | URL,
    request: Pick<EgressRequest, 'purpose' | 'signal' | 'limits'>,
  ): Promise<string | null>;
}
