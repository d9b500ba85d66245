/** Which allow list may open private targets: `EGRESS_ALLOW` for fetched targets, `WEBHOOK_ALLOW` for webhooks. Providers with an operator's base URL are `provider`. */
export type EgressPurpose = 'target' | 'webhook' | 'provider';

/** Bounds of one exchange; defaults in `egress-limits.ts`, from RELIABILITY 2.15. Times in milliseconds, sizes in bytes. */
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
}

export interface EgressRequest {
  readonly purpose: EgressPurpose;
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  readonly signal?: AbortSignal;
  readonly limits?: Partial<EgressLimits>;
  /** Measure on a fresh socket instead of a pooled one; `timings` are complete only then. */
  readonly freshConnection?: boolean;
}

/** One request of a redirect chain. */
export interface EgressHop {
  readonly url: string;
  readonly status: number;
  readonly location: string | null;
  readonly ms: number;
}

/** Null where the phase did not happen (a pooled connection, plain http). */
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
}

export interface EgressResponse {
  readonly status: number;
  /** `1.1` or `2`. */
  readonly httpVersion: string;
  /** Lower-case names; repeated headers as an array only for set-cookie, else joined by comma. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  /** The address that answered, after redirects. */
  readonly url: string;
  readonly hops: readonly EgressHop[];
  readonly timings: EgressTimings;
  readonly tls: EgressTls | null;
  /** Decoded, at most `decodedBytes`. */
  readonly body: Buffer;
  readonly wireBytes: number;
  readonly contentEncoding: string | null;
  readonly truncated: boolean;
}

/**
 * The one door for outgoing requests. Throws `AppError` with TARGET_NOT_ALLOWED, DNS_FAILURE, CONNECT_FAILED,
 * CONNECT_TIMEOUT, TLS_ERROR, HEADERS_TIMEOUT, TOO_SLOW, INCOMPLETE_BODY, BODY_TOO_LARGE, DECODED_TOO_LARGE,
 * ENCODING_NOT_ALLOWED, TOO_MANY_REDIRECTS, REDIRECT_NOT_ALLOWED, PROTOCOL_ERROR, TIMEOUT or CANCELLED.
 * An HTTP error status is an answer, not an error.
 */
export abstract class Egress {
  abstract request(url: string | URL, request: EgressRequest): Promise<EgressResponse>;
}
