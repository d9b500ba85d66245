import { AppError, type ErrorCode } from '../../../platform/errors/app-error.js';
import type { Egress, EgressResponse } from '../../../platform/egress/egress.types.js';
import type { AskedHow } from './asked-how.js';
import { describeCaching } from './caching.js';
import { mediaType } from './headers.js';
import { readImageHeader, type ImageHeader } from './image-header.js';
import type { ResourceKind, ResourceRef } from './list-resources.js';

/** Limits for the subresources of one page. */
const RESOURCE_LIMITS = {
  requests: 60,
  /** Total transferred bytes. */
  bytes: 10 * 1024 * 1024,
  /** Concurrent requests; browsers open six connections per host. */
  concurrency: 4,
  /** Time limit in milliseconds for one resource. */
  eachMs: 15_000,
  /** Time limit in milliseconds for all resources: on a slow site some are skipped, instead of the item timing out. */
  allMs: 45_000,
} as const;

/** Result of one subresource; `error` instead of a status when no response came. */
export interface FetchedResource {
  readonly url: string;
  readonly kind: ResourceKind;
  readonly status: number | null;
  readonly error: ErrorCode | null;
  /** Transferred bytes of the body; the announced length when the body was cut. */
  readonly wireBytes: number;
  readonly contentType: string | null;
  readonly contentEncoding: string | null;
  readonly ttlSeconds: number | null;
  readonly image: ImageHeader | null;
}

export interface FetchedResources {
  readonly fetched: readonly FetchedResource[];
  /** Number of resources not requested because a limit was reached. */
  readonly skipped: number;
}

/**
 * Fetches subresources through the egress module within `RESOURCE_LIMITS`. A broken one is a finding, never a failure
 * of the page.
 */
export async function fetchResources(
  refs: readonly ResourceRef[],
  egress: Egress,
  how: AskedHow,
): Promise<FetchedResources> {
  const { signal } = how;
  const queue = refs.slice(0, RESOURCE_LIMITS.requests);
  const fetched: FetchedResource[] = [];
  const deadline = AbortSignal.timeout(RESOURCE_LIMITS.allMs);
  let budget = RESOURCE_LIMITS.bytes;
  const lane = async (): Promise<void> => {
    for (let ref = queue.shift(); ref !== undefined; ref = queue.shift()) {
      if (budget <= 0 || deadline.aborted) return;
      const share = Math.max(1, Math.floor(budget / RESOURCE_LIMITS.concurrency));
      const one = await fetchOne(ref, egress, { ...how, signal: AbortSignal.any([signal, deadline]) }, share);
      if (signal.aborted) throw new AppError('CANCELLED');
      if (one === null) return;
      budget -= one.read;
      fetched.push(one.resource);
    }
  };
  await Promise.all(Array.from({ length: RESOURCE_LIMITS.concurrency }, lane));
  const order = new Map(refs.map((ref, at) => [ref.url, at]));
  fetched.sort((a, b) => (order.get(a.url) ?? 0) - (order.get(b.url) ?? 0));
  return { fetched, skipped: refs.length - fetched.length };
}

/** Null when the time limit for all subresources was reached. */
async function fetchOne(
  ref: ResourceRef,
  egress: Egress,
  { headers, signal, connections }: AskedHow,
  share: number,
): Promise<{ readonly resource: FetchedResource; readonly read: number } | null> {
  try {
    const response = await egress.request(new URL(ref.url), {
      purpose: 'target',
      method: ref.kind === 'media' ? 'HEAD' : 'GET',
      headers,
      signal,
      connections,
      limits: { truncate: true, wireBytes: share, totalMs: RESOURCE_LIMITS.eachMs },
    });
    return { resource: describe(ref, response), read: response.wireBytes };
  } catch (error) {
    if (signal.aborted) return null;
    if (!(error instanceof AppError)) throw error;
    return { resource: { ...EMPTY, url: ref.url, kind: ref.kind, error: error.code }, read: 0 };
  }
}

const EMPTY = {
  status: null,
  error: null,
  wireBytes: 0,
  contentType: null,
  contentEncoding: null,
  ttlSeconds: null,
  image: null,
} as const;

function describe(ref: ResourceRef, response: EgressResponse): FetchedResource {
  const announced = Number(response.headers['content-length'] ?? Number.NaN);
  const cut = response.truncated || ref.kind === 'media';
  return {
    url: ref.url,
    kind: ref.kind,
    status: response.status,
    error: null,
    wireBytes: cut && Number.isSafeInteger(announced) ? Math.max(announced, response.wireBytes) : response.wireBytes,
    contentType: mediaType(response.headers),
    contentEncoding: response.contentEncoding,
    ttlSeconds: describeCaching(response.headers).ttl_s,
    image: ref.kind === 'image' ? readImageHeader(response.body) : null,
  };
}
