import type { EgressLimits } from './egress.types.js';

/** Bounds of one exchange where the caller names none. Times in milliseconds, sizes in bytes. */
export const DEFAULT_EGRESS_LIMITS: EgressLimits = {
  /** All questions about one name together. */
  dnsMs: 5_000,
  /** Until one of the judged addresses accepts; they share it. */
  connectMs: 10_000,
  tlsMs: 10_000,
  /** From the request sent to the end of the response's header section. */
  headersMs: 15_000,
  /** Longest silence within a body. */
  idleMs: 10_000,
  /** The whole exchange with its redirects. An item's own time limit comes as a signal. */
  totalMs: 120_000,
  /** Redirects followed for GET and HEAD; one more is TOO_MANY_REDIRECTS. 0 hands the first redirect out as the answer. */
  redirects: 5,
  /** The body as it comes, without the framing of chunks. */
  wireBytes: 5 * 1024 * 1024,
  decodedBytes: 10 * 1024 * 1024,
  /** Decoded to wire bytes, once more than `RATIO_FLOOR_BYTES` are decoded. Breaking it is always an error. */
  ratio: 100,
  truncate: false,
  /** Header section of a response, with its status line. */
  headerBytes: 64 * 1024,
  /** A body slower than this, averaged since its begin, is TOO_SLOW once `slowAfterMs` have passed. */
  minBytesPerSecond: 1024,
  slowAfterMs: 10_000,
};

/** Decoded bytes below which no ratio is judged: a small page of repeated rows is not a bomb. */
export const RATIO_FLOOR_BYTES = 256 * 1024;

/** Header fields of one response; more are refused (10,000 tiny ones fit into 64 KiB). */
export const MAX_HEADER_FIELDS = 500;

/** Addresses of one name that are tried; all of them are judged. */
export const MAX_ADDRESSES_TRIED = 4;

/** Pause before the next address is tried beside the one that has not answered (RFC 8305, section 5). */
export const NEXT_ADDRESS_MS = 250;
