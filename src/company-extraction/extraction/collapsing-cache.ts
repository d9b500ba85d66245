import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import { EXTRACTION_MODES, serves } from '../facts/modes.js';
import { normalizeCompanyName } from '../facts/normalize-company-name.js';
import type { ExtractionRequest, Gathered } from '../facts/extraction-request.js';
import { endOf } from '../facts/source-step.js';

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

/** Cache key `company:v1:{name}|{country}|{language}|{mode}|{hint}`. A name without letters is used as it is. */
export function cacheKey({ name, country, language, hint, mode }: CacheableRequest): string {
  const normal = normalizeCompanyName(name);
  return `company:v1:${normal === '' ? name : normal}|${country}|${language}|${mode}|${hint ?? ''}`;
}

/** Keys whose entries may answer: that of the mode itself first, then those of richer modes. */
export function cacheKeys(request: CacheableRequest): readonly string[] {
  const richer = EXTRACTION_MODES.filter((mode) => mode !== request.mode && serves(mode, request.mode));
  return [request.mode, ...richer].map((mode) => cacheKey({ ...request, mode }));
}

/** Extraction cache with request coalescing: concurrent requests for the same key share one extraction. */
export class CollapsingCache {
  private readonly inFlight = new Map<string, Promise<Gathered>>();

  constructor(private readonly cache: ExtractionCache) {}

  /** Number of extractions in progress. */
  get size(): number {
    return this.inFlight.size;
  }

  async through(
    request: CacheableRequest,
    signal: AbortSignal,
    gather: () => Promise<Gathered>,
  ): Promise<{ readonly gathered: Gathered; readonly cached: boolean }> {
    const key = cacheKey(request);
    for (;;) {
      const extraction = this.inFlight.get(key);
      if (extraction === undefined) return this.lead(key, request, gather);
      const outcome = await awaitShared(extraction, signal);
      if (outcome instanceof Error) {
        if (signal.aborted) throw endOf(signal);
        // The cancellation or timeout of the first requester does not apply to the others: one of them starts the next
        // attempt.
        if (outcome instanceof AppError && outcome.code !== 'CANCELLED' && outcome.code !== 'TIMEOUT') throw outcome;
        continue;
      }
      return { gathered: outcome, cached: true };
    }
  }

  private async lead(
    key: string,
    request: CacheableRequest,
    gather: () => Promise<Gathered>,
  ): Promise<{ readonly gathered: Gathered; readonly cached: boolean }> {
    let cached = false;
    const extraction = (async () => {
      const entry = await this.cache.get(cacheKeys(request));
      if (entry !== null && (await request.bypassesCache?.()) !== true) {
        cached = true;
        if (entry.found) return entry.gathered;
        throw new AppError(entry.code, entry.message, { details: entry.details });
      }
      return this.gatherAndStore(key, gather);
    })();
    this.inFlight.set(key, extraction);
    try {
      return { gathered: await extraction, cached };
    } finally {
      this.inFlight.delete(key);
    }
  }

  private async gatherAndStore(key: string, gather: () => Promise<Gathered>): Promise<Gathered> {
    try {
      const gathered = await gather();
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

/** Waits for the result of a shared extraction, at most until the requester's own signal aborts. */
async function awaitShared(extraction: Promise<Gathered>, signal: AbortSignal): Promise<Gathered | Error> {
  if (signal.aborted) throw endOf(signal);
  return new Promise((resolve) => {
    const leave = (): void => resolve(endOf(signal));
    signal.addEventListener('abort', leave, { once: true });
    extraction
      .then(resolve, (error: unknown) =>
        resolve(error instanceof Error ? error : new Error('extraction failed', { cause: error })),
      )
      .finally(() => signal.removeEventListener('abort', leave));
  });
}
