import { header, type Headers } from './headers.js';

/** Caching headers of a response (RFC 9111). */
export interface Caching {
  /** Directives of Cache-Control by lower-case name; true for one without a value. */
  readonly cache_control: Readonly<Record<string, string | true>>;
  readonly etag: boolean;
  readonly last_modified: string | null;
  readonly expires: string | null;
  readonly age_s: number | null;
  readonly vary: string | null;
  /**
   * Seconds a browser may reuse the response without revalidation; 0 for no-store, no-cache and past dates; null when
   * the headers state nothing (heuristic caching).
   */
  readonly ttl_s: number | null;
}

const MAX_DIRECTIVES = 20;

export function describeCaching(headers: Headers): Caching {
  const cacheControl = parseCacheControl(header(headers, 'cache-control') ?? '');
  const age = Number(header(headers, 'age') ?? Number.NaN);
  return {
    cache_control: cacheControl,
    etag: header(headers, 'etag') !== null,
    last_modified: header(headers, 'last-modified'),
    expires: header(headers, 'expires'),
    age_s: Number.isFinite(age) ? age : null,
    vary: header(headers, 'vary'),
    ttl_s: timeToLive(cacheControl, headers),
  };
}

export function parseCacheControl(value: string): Readonly<Record<string, string | true>> {
  const directives: Record<string, string | true> = {};
  for (const part of value.slice(0, 2_000).split(',').slice(0, MAX_DIRECTIVES)) {
    const [name = '', ...rest] = part.trim().split('=');
    const key = name.trim().toLowerCase();
    if (!/^[a-z][a-z-]{0,39}$/.test(key)) continue;
    directives[key] ??= rest.length === 0 ? true : rest.join('=').trim().replace(/^"|"$/g, '');
  }
  return directives;
}

/** Freshness lifetime for a browser (a private cache, so s-maxage does not count): max-age, else Expires − Date. */
function timeToLive(directives: Readonly<Record<string, string | true>>, headers: Headers): number | null {
  if (directives['no-store'] === true || directives['no-cache'] !== undefined) return 0;
  const maxAge = directives['max-age'];
  if (typeof maxAge === 'string' && /^\d{1,12}$/.test(maxAge)) return Number(maxAge);
  const expires = header(headers, 'expires');
  if (expires === null) return null;
  const until = Date.parse(expires);
  const from = Date.parse(header(headers, 'date') ?? '');
  if (Number.isNaN(until)) return 0;
  return Math.max(0, Math.round((until - (Number.isNaN(from) ? Date.now() : from)) / 1_000));
}
