import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import { EXTRACTION_MODES, serves } from '../facts/modes.js';
import { normalizeCompanyName } from '../facts/normalize-company-name.js';
import type { ExtractionRequest, Gathered } from '../facts/extraction-request.js';
import { endOf } from '../facts/source-step.js';

/** What is kept for a key: the facts, or that there is nothing to find. */
export type CacheEntry =
  | { readonly found: true; readonly gathered: Gathered }
  | {
      readonly found: false;
      readonly code: ErrorCode;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
    };

/** Where extractions are kept; two functions, so that the pipeline knows nothing of storage. */
export interface ExtractionCache {
  /** The entry of the first key that has one and is not over; counts one hit or one miss. */
  readonly get: (keys: readonly string[]) => Promise<CacheEntry | null>;
  readonly set: (key: string, entry: CacheEntry, ttlSeconds: number) => Promise<void>;
}

/** DOMAIN 2.7: results for a week, "nobody knows" for a day. */
export const RESULT_TTL_SECONDS = 7 * 86_400;
export const NEGATIVE_TTL_SECONDS = 86_400;
/** What lacks a source that was down is kept for an hour only. */
export const INCOMPLETE_TTL_SECONDS = 3_600;
/** Answers that will be the same tomorrow; everything else may be different at the next try. */
const CACHED_FAILURES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'COMPANY_NOT_FOUND',
  'COMPANY_AMBIGUOUS',
  'DOMAIN_HINT_INVALID',
]);

type Asked = Pick<ExtractionRequest, 'name' | 'country' | 'language' | 'hint' | 'mode' | 'asksAnew'>;

/** `company:v1:{name}|{country}|{language}|{mode}|{hint}`. A name without letters is itself. */
export function cacheKey({ name, country, language, hint, mode }: Asked): string {
  const normal = normalizeCompanyName(name);
  return `company:v1:${normal === '' ? name : normal}|${country}|${language}|${mode}|${hint ?? ''}`;
}

/** Keys whose entries may answer: the mode's own first, then richer modes'. */
export function cacheKeys(asked: Asked): readonly string[] {
  const richer = EXTRACTION_MODES.filter((mode) => mode !== asked.mode && serves(mode, asked.mode));
  return [asked.mode, ...richer].map((mode) => cacheKey({ ...asked, mode }));
}

/** A cache in front of an extraction that lets one run answer everybody who asks the same at the same time. */
export class CollapsingCache {
  private readonly inFlight = new Map<string, Promise<Gathered>>();

  constructor(private readonly cache: ExtractionCache) {}

  /** Companies being extracted now. */
  get size(): number {
    return this.inFlight.size;
  }

  async through(
    asked: Asked,
    signal: AbortSignal,
    gather: () => Promise<Gathered>,
  ): Promise<{ readonly gathered: Gathered; readonly cached: boolean }> {
    const key = cacheKey(asked);
    for (;;) {
      const flight = this.inFlight.get(key);
      if (flight === undefined) return this.lead(key, asked, gather);
      const outcome = await awaitShared(flight, signal);
      if (outcome instanceof Error) {
        if (signal.aborted) throw endOf(signal);
        // The first asker's end is not ours: whoever notices first leads the next try.
        if (outcome instanceof AppError && outcome.code !== 'CANCELLED' && outcome.code !== 'TIMEOUT') throw outcome;
        continue;
      }
      return { gathered: outcome, cached: true };
    }
  }

  private async lead(
    key: string,
    asked: Asked,
    gather: () => Promise<Gathered>,
  ): Promise<{ readonly gathered: Gathered; readonly cached: boolean }> {
    let cached = false;
    const flight = (async () => {
      const entry = await this.cache.get(cacheKeys(asked));
      if (entry !== null && (await asked.asksAnew?.()) !== true) {
        cached = true;
        if (entry.found) return entry.gathered;
        throw new AppError(entry.code, entry.message, { details: entry.details });
      }
      return this.gatherAndStore(key, gather);
    })();
    this.inFlight.set(key, flight);
    try {
      return { gathered: await flight, cached };
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

/** What somebody else's flight came to, no longer than our own signal allows. */
async function awaitShared(flight: Promise<Gathered>, signal: AbortSignal): Promise<Gathered | Error> {
  if (signal.aborted) throw endOf(signal);
  return new Promise((resolve) => {
    const leave = (): void => resolve(endOf(signal));
    signal.addEventListener('abort', leave, { once: true });
    flight
      .then(resolve, (error: unknown) =>
        resolve(error instanceof Error ? error : new Error('extraction failed', { cause: error })),
      )
      .finally(() => signal.removeEventListener('abort', leave));
  });
}
