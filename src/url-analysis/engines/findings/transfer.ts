import { charsetOf, header, mediaType, type Exchange } from './headers.js';

/** How the document was transferred. */
export interface Transfer {
  readonly status: number;
  /** Protocol of the exchange: `1.0`, `1.1` or `2`. */
  readonly http_version: string;
  /**
   * Best protocol that the server chose when offered h2 and http/1.1; null over plain http and when it could not be
   * determined.
   */
  readonly alpn: string | null;
  /** Protocols that the server advertises by Alt-Svc (`h3`); they are not tried. */
  readonly alt_svc: readonly string[];
  readonly content_type: string | null;
  readonly charset: string | null;
  readonly content_encoding: string | null;
  /** Body bytes as transferred, and after decoding. */
  readonly wire_bytes: number;
  readonly decoded_bytes: number;
  /** Decoded divided by transferred bytes; null for an empty body. */
  readonly ratio: number | null;
  /** Whether the body was cut at the size limit; sizes and facts cover the received part. */
  readonly truncated: boolean;
}

const ALT_SVC = /(?:^|,)\s*([A-Za-z0-9-]{1,20})=/g;

export function describeTransfer(response: Exchange, alpn: string | null): Transfer {
  const altSvc = (header(response.headers, 'alt-svc') ?? '').slice(0, 1_000);
  return {
    status: response.status,
    http_version: response.httpVersion,
    alpn,
    alt_svc: [...new Set([...altSvc.matchAll(ALT_SVC)].map((found) => found[1] ?? ''))].slice(0, 10),
    content_type: mediaType(response.headers),
    charset: charsetOf(response.headers),
    content_encoding: response.contentEncoding,
    wire_bytes: response.wireBytes,
    decoded_bytes: response.body.length,
    ratio: response.wireBytes === 0 ? null : Math.round((response.body.length / response.wireBytes) * 100) / 100,
    truncated: response.truncated,
  };
}

/**
 * Minimum bytes of text worth compressing: 1,400 bytes is about one packet, below that nothing is gained (as in
 * Lighthouse's audit).
 */
export const COMPRESSIBLE_FROM_BYTES = 1_400;

export function isText(type: string | null): boolean {
  if (type === null) return false;
  return /^text\/|[/+](?:json|xml|javascript|ecmascript)$|^application\/(?:x-javascript|manifest\+json|wasm)$|^image\/svg\+xml$/.test(
    type,
  );
}
