import { getDomain } from 'tldts';
import type { FetchedResource, FetchedResources } from './fetch-resources.js';
import { RESOURCE_KINDS, type ResourceKind, type ResourceRef } from './list-resources.js';
import { COMPRESSIBLE_FROM_BYTES, isText } from './transfer.js';

const MAX_LISTED = 20;
/** One week: Lighthouse too counts a static file as well cached from here on. */
const LONG_TTL_SECONDS = 7 * 86_400;

interface KindTotals {
  /** Number of resources in the markup. */
  readonly count: number;
  /** Transferred bytes of those fetched. */
  readonly bytes: number;
}

/** Resources that the page makes a browser load, as far as the markup shows. */
export interface Resources {
  readonly count: number;
  readonly fetched: number;
  /** Not fetched because a limit (60 requests, 10 MiB, 45 s) was reached; their bytes are not in the totals. */
  readonly skipped: number;
  readonly by_kind: Readonly<Record<ResourceKind, KindTotals>>;
  /** Transferred bytes including the document. */
  readonly total_bytes: number;
  readonly third_party: { readonly count: number; readonly bytes: number; readonly hosts: readonly string[] };
  readonly failures: readonly { readonly url: string; readonly status: number | null; readonly error: string | null }[];
  readonly failure_count: number;
  readonly uncompressed_text: readonly { readonly url: string; readonly bytes: number }[];
  readonly uncompressed_text_count: number;
  /** Text resources large enough to compress. */
  readonly compressible_count: number;
  /** Fetched static files (styles, scripts, fonts, images), and those that a browser may cache for a week. */
  readonly static_cache: { readonly count: number; readonly long_lived: number };
}

export function describeResources(
  refs: readonly ResourceRef[],
  result: FetchedResources,
  document: { readonly url: string; readonly wireBytes: number },
): Resources {
  const { fetched } = result;
  const good = fetched.filter((one) => one.status !== null && one.status < 400);
  const failures = fetched.filter((one) => one.status === null || one.status >= 400);
  const site = siteOf(document.url);
  const foreign = refs.filter((ref) => siteOf(ref.url) !== site);
  const compressible = good.filter((one) => isText(one.contentType) && one.wireBytes > COMPRESSIBLE_FROM_BYTES);
  const plain = compressible.filter((one) => one.contentEncoding === null);
  const cacheable = good.filter((one) => ['style', 'script', 'font', 'image'].includes(one.kind));
  return {
    count: refs.length,
    fetched: fetched.length,
    skipped: result.skipped,
    by_kind: totalsByKind(refs, fetched),
    total_bytes: document.wireBytes + sum(fetched),
    third_party: {
      count: foreign.length,
      bytes: sum(fetched.filter((one) => siteOf(one.url) !== site)),
      hosts: [...new Set(foreign.map((ref) => new URL(ref.url).host))].slice(0, MAX_LISTED),
    },
    failures: failures.slice(0, MAX_LISTED).map(({ url, status, error }) => ({ url, status, error })),
    failure_count: failures.length,
    uncompressed_text: plain.slice(0, MAX_LISTED).map(({ url, wireBytes }) => ({ url, bytes: wireBytes })),
    uncompressed_text_count: plain.length,
    compressible_count: compressible.length,
    static_cache: {
      count: cacheable.length,
      long_lived: cacheable.filter((one) => (one.ttlSeconds ?? 0) >= LONG_TTL_SECONDS).length,
    },
  };
}

function totalsByKind(
  refs: readonly ResourceRef[],
  fetched: readonly FetchedResource[],
): Record<ResourceKind, KindTotals> {
  const totals = (kind: ResourceKind): KindTotals => ({
    count: refs.filter((ref) => ref.kind === kind).length,
    bytes: sum(fetched.filter((one) => one.kind === kind)),
  });
  return Object.fromEntries(RESOURCE_KINDS.map((kind) => [kind, totals(kind)])) as Record<ResourceKind, KindTotals>;
}

/** Registrable domain, so that www and cdn hosts of one owner count as one party; the host itself for IP addresses. */
function siteOf(url: string): string {
  const { hostname } = new URL(url);
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}

function sum(list: readonly FetchedResource[]): number {
  return list.reduce((total, one) => total + one.wireBytes, 0);
}
