import { SingleFlight } from '../../platform/concurrency/single-flight.js';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import { EXTRACTION_MODES, serves } from '../facts/modes.js';
import { normalizeKeepingWords } from '../facts/normalize-company-name.js';
import type { ExtractionRequest, Gathered } from '../facts/extraction-request.js';

/** Cached value of a key: the facts, or that the company was not found. */
export type CacheEntry =
  | { readonly found: true; readonly gathered: Gathered }
  | {
      readonly found: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    };

/** Storage of cached extractions; two functions, so that the pipeline does not depend on the storage. */
export interface ExtractionCache {
  /** The entry of the first key that has an unexpired one; counts one hit or one miss. */
  readonly get: (keys: readonly string[]) => Promise<CacheEntry | null>;
  readonly set: (key: string, entry: CacheEntry, ttlSeconds: number) => Promise<void>;
}

/** Lifetime of a cached result: one week. "Not found" is cached for one day. */
export const RESULT_TTL_SECONDS = 7 * 86_400;
export const NEGATIVE_TTL_SECONDS = 86_400;
/** Lifetime of a result that lacks a source that was unavailable: one hour. */
export const INCOMPLETE_TTL_SECONDS = 3_600;
/** Errors that will be the same tomorrow. Other errors may not recur, so they are not cached. */
const CACHED_FAILURES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'COMPANY_NOT_FOUND',
  'COMPANY_AMBIGUOUS',
  'COMPANY_UNCONFIRMED',
  'DOMAIN_HINT_INVALID',
]);

type CacheableRequest = Pick<ExtractionRequest, 'name' | 'country' | 'language' | 'hint' | 'mode' | 'bypassesCache'>;

/** Cache key `company:v3:{name}|{country}|{language}|{mode}|{hint}`. A name without letters is used as it is. */
export function cacheKey({ name, country, language, hint, mode }: CacheableRequest): string {
  const normal = normalizeKeepingWords(name);
  return `company:v3:${normal === '' ? name : normal}|${country}|${language}|${mode}|${hint ?? ''}`;
}

/** Keys whose entries may answer: that of the mode itself first, then those of richer modes. */
export function cacheKeys(request: CacheableRequest): readonly string[] {
  const richer = EXTRACTION_MODES.filter((mode) => mode !== request.mode && serves(mode, request.mode));
  return [request.mode, ...richer].map((mode) => cacheKey({ ...request, mode }));
}

/** Result of a request, and whether it came from the cache or from another request's extraction. */
interface Loaded {
  readonly gathered: Gathered;
  readonly cached: boolean;
}

/**
 * Extraction cache with request coalescing: concurrent requests for the same key share one extraction, unless a limit
 * of paid questions holds for one of them: what such a limit kept from being found is neither shared nor stored.
 */
export class CollapsingCache {
  private readonly extractions = new SingleFlight<Loaded>();

  constructor(private readonly cache: ExtractionCache) {}

  /**
   * The cached result of the request, or a new one; `gather` gets a signal that aborts when no request waits for it.
   * `account` is that of the requester's ledger.
   */
  async through(
    request: CacheableRequest,
    { signal, account }: { readonly signal: AbortSignal; readonly account: string | null },
    gather: (signal: AbortSignal) => Promise<Gathered>,
  ): Promise<Loaded> {
    const key = cacheKey(request);
    const load = (shared: AbortSignal): Promise<Loaded> => this.load(key, request, () => gather(shared));
    const { value, isShared } = await this.extractions.run(`${account ?? ''}|${key}`, signal, load);
    return isShared ? { ...value, cached: true } : value;
  }

  private async load(key: string, request: CacheableRequest, gather: () => Promise<Gathered>): Promise<Loaded> {
    const entry = await this.cache.get(cacheKeys(request));
    if (entry === null || (await request.bypassesCache?.()) === true)
      return { gathered: await this.gatherAndStore(key, gather), cached: false };
    if (entry.found) return { gathered: entry.gathered, cached: true };
    throw new AppError(entry.code, entry.message, { details: entry.details });
  }

  private async gatherAndStore(key: string, gather: () => Promise<Gathered>): Promise<Gathered> {
    try {
      const gathered = await gather();
      if (gathered.isLimited) return gathered;
      const ttl = gathered.complete ? RESULT_TTL_SECONDS : INCOMPLETE_TTL_SECONDS;
      await this.cache.set(key, { found: true, gathered }, ttl);
      return gathered;
    } catch (error) {
      if (error instanceof AppError && CACHED_FAILURES.has(error.code) && error.details.uncertain !== true) {
        const { code, message, details } = error;
        await this.cache.set(key, { found: false, code, message, details }, NEGATIVE_TTL_SECONDS);
      }
      throw error;
    }
  }
}
