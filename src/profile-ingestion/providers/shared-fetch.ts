import type { Ledger } from '../../batch/spending/ledger.js';
import { BoundedCache } from '../../platform/cache/bounded-cache.js';
import { SingleFlight } from '../../platform/concurrency/single-flight.js';
import { AppError } from '../../platform/errors/app-error.js';
import type { LinkedInProfileUrl } from '../profile/linkedin-url.js';
import type { FoundProfile } from './provider-chain.js';

/** Fetches a profile from the providers. */
type ProfileFetch = (
  ref: LinkedInProfileUrl,
  options: { readonly ownerId: number; readonly signal: AbortSignal },
  ledger: Ledger,
) => Promise<FoundProfile>;

/** The item of a batch that requests the profile. */
interface Requester {
  readonly ownerId: number;
  readonly batchId: number;
  readonly index: number;
  readonly signal: AbortSignal;
  /** What its batch may spend on paid questions. */
  readonly ledger: Ledger;
}

/** A result that other items of its batch may use. */
interface Remembered {
  readonly answer: FoundProfile | AppError;
  /** Indexes of the items that received it. An item that requests it again was retried and needs a new result. */
  readonly served: Set<number>;
}

/** Maximum cached results; a profile and its response take about 50 KB, at most a few MB. */
const CAPACITY = 64;
/** Lifetime of a cached result in milliseconds: the time limit of an item. */
const LIFETIME_MS = 60_000;

/**
 * Fetches each profile as rarely as possible: items of one account that request the same profile concurrently share one
 * fetch, and a profile that is listed several times in a batch is fetched once, even when its items run one after the
 * other. Providers charge per request.
 * Per process: a batch runs in one worker at a time, so within a batch this is complete. Temporary faults are not
 * cached.
 */
export class SharedFetch {
  private readonly fetches = new SingleFlight<FoundProfile>();
  private readonly answers = new BoundedCache<Remembered>({ max: CAPACITY, ttlMs: LIFETIME_MS });

  constructor(private readonly fetch: ProfileFetch) {}

  /**
   * The result of the providers; `attempts` is empty when the fetch of another item was shared, so that each fetch is
   * counted once.
   * @throws what the fetch throws; the reason of the requester's own signal when that is aborted first.
   */
  async ask(ref: LinkedInProfileUrl, requester: Requester): Promise<FoundProfile> {
    const key = `${requester.batchId} ${requester.ownerId} ${ref.slug}`;
    const known = this.answers.get(key);
    if (known !== undefined && !known.served.has(requester.index)) {
      known.served.add(requester.index);
      if (known.answer instanceof AppError) throw known.answer;
      return { ...known.answer, attempts: [] };
    }
    this.answers.delete(key);
    const { ownerId, index, signal, ledger } = requester;
    try {
      const fetch = (shared: AbortSignal): Promise<FoundProfile> =>
        this.fetch(ref, { ownerId, signal: shared }, ledger);
      // What a limit kept from being asked is no answer for others.
      const place = `${ledger.account ?? ''} ${ownerId} ${ref.slug}`;
      const { value, isShared } = await this.fetches.run(place, signal, fetch);
      this.remember(key, value, index);
      return isShared ? { ...value, attempts: [] } : value;
    } catch (error) {
      if (isFinal(error)) this.remember(key, error, index);
      throw error;
    }
  }

  /** Items that shared the fetch share the entry, whichever of them gets here first. */
  private remember(key: string, answer: FoundProfile | AppError, index: number): void {
    const known = this.answers.get(key);
    if (known?.answer === answer) {
      known.served.add(index);
      return;
    }
    this.answers.set(key, { answer, served: new Set([index]) });
  }
}

/** Whether fetching again would give the same error. */
const isFinal = (error: unknown): error is AppError => error instanceof AppError && error.spec.class === 'permanent';
