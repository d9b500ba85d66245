import type { EgressLimits } from './egress.types.js';

/** Default limits of one exchange. Times in milliseconds, sizes in bytes. */
export const DEFAULT_EGRESS_LIMITS: EgressLimits = {
  /** All DNS queries about one name together. */
  dnsMs: 5_000,
  /** Until one of the checked addresses accepts; they share this time. */
  connectMs: 10_000,
  tlsMs: 10_000,
  /** From the request sent to the end of the response's header section. */
  headersMs: 15_000,
  /** Longest silence within a body. */
  idleMs: 10_000,
  /** The whole exchange with its redirects. An item's own time limit is passed as a signal. */
  totalMs: 120_000,
  /**
   * Redirects followed for GET and HEAD; one more is TOO_MANY_REDIRECTS. 0 returns the first redirect as the
   * response.
   */
  redirects: 5,
  /** The body as received, without the framing of chunks. */
  wireBytes: 5 * 1024 * 1024,
  decodedBytes: 10 * 1024 * 1024,
  /**
   * Maximum ratio of decoded to wire bytes, once more than `RATIO_FLOOR_BYTES` are decoded. Exceeding it is always
   * an error.
   */
  ratio: 100,
  truncate: false,
  /** Header section of a response, with its status line. */
  headerBytes: 64 * 1024,
  /** A body slower than this, averaged since its start, is TOO_SLOW once `slowAfterMs` have passed. */
  minBytesPerSecond: 1024,
  slowAfterMs: 10_000,
};

/** Decoded bytes below which the ratio is not checked: a small page of repeated rows is not a bomb. */
export const RATIO_FLOOR_BYTES = 256 * 1024;

/** Header fields of one response; more are rejected (10,000 tiny ones fit into 64 KiB). */
export const MAX_HEADER_FIELDS = 500;

/** Addresses of one name that are tried; all of them are checked. */
export const MAX_ADDRESSES_TRIED = 4;

/** Delay before the next address is tried in parallel to one that has not answered (RFC 8305, section 5). */
export const NEXT_ADDRESS_MS = 250;
