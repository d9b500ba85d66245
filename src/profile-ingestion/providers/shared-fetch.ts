import { setMaxListeners } from 'node:events';
import { AppError } from '../../platform/errors/app-error.js';
import type { LinkedInProfileUrl } from '../profile/linkedin-url.js';
import type { FoundProfile } from './provider-chain.js';

/** Fetches a profile from the providers. */
export type ProfileFetch = (
  ref: LinkedInProfileUrl,
  options: { readonly ownerId: number; readonly signal: AbortSignal },
) => Promise<FoundProfile>;

/** The item of a batch that requests the profile. */
export interface Requester {
  readonly ownerId: number;
  readonly batchId: number;
  readonly index: number;
  readonly signal: AbortSignal;
}

/** A fetch in progress, and the number of items that wait for it. */
interface PendingFetch {
  readonly answer: Promise<FoundProfile>;
  readonly stop: AbortController;
  waiting: number;
}

/** A result that other items of its batch may use. */
interface Remembered {
  readonly answer: Promise<FoundProfile>;
  readonly until: number;
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
  private readonly pending = new Map<string, PendingFetch>();
  private readonly answers = new Map<string, Remembered>();

  constructor(private readonly fetch: ProfileFetch) {}

  /**
   * The result of the providers; `attempts` is empty when the fetch of another item was shared, so that each fetch is
   * counted once.
   * @throws what the fetch throws; the reason of the requester's own signal when that is aborted first.
   */
  async ask(ref: LinkedInProfileUrl, requester: Requester): Promise<FoundProfile> {
    const key = `${requester.batchId} ${requester.ownerId} ${ref.slug}`;
    const known = this.answers.get(key);
    if (known !== undefined && known.until > performance.now() && !known.served.has(requester.index)) {
      known.served.add(requester.index);
      return { ...(await known.answer), attempts: [] };
    }
    this.answers.delete(key);
    const pending = this.join(ref, requester.ownerId);
    const isFirst = pending.waiting === 1;
    try {
      const answer = await waitFor(pending.answer, requester.signal);
      this.remember(key, pending.answer, requester.index);
      return isFirst ? answer : { ...answer, attempts: [] };
    } catch (error) {
      if (isFinal(error)) this.remember(key, pending.answer, requester.index);
      throw error;
    } finally {
      this.leave(pending);
    }
  }

  private join(ref: LinkedInProfileUrl, ownerId: number): PendingFetch {
    const key = `${ownerId} ${ref.slug}`;
    const pending = this.pending.get(key) ?? this.start(key, ref, ownerId);
    pending.waiting += 1;
    return pending;
  }

  private start(key: string, ref: LinkedInProfileUrl, ownerId: number): PendingFetch {
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const answer = this.fetch(ref, { ownerId, signal: stop.signal });
    const pending = { answer, stop, waiting: 0 };
    const forget = (): void => {
      if (this.pending.get(key) === pending) this.pending.delete(key);
    };
    answer.then(forget, forget);
    // A requester that comes after a fetch was aborted must not join it.
    stop.signal.addEventListener('abort', forget, { once: true });
    this.pending.set(key, pending);
    return pending;
  }

  /** The fetch continues for the others when one requester leaves, and is aborted when the last one leaves. */
  private leave(pending: PendingFetch): void {
    pending.waiting -= 1;
    if (pending.waiting === 0) pending.stop.abort(new AppError('CANCELLED'));
  }

  /** Items that shared the fetch share the entry, whichever of them gets here first. */
  private remember(key: string, answer: Promise<FoundProfile>, index: number): void {
    const known = this.answers.get(key);
    if (known?.answer === answer) {
      known.served.add(index);
      return;
    }
    this.answers.set(key, { answer, until: performance.now() + LIFETIME_MS, served: new Set([index]) });
    for (const oldest of this.answers.keys()) {
      if (this.answers.size <= CAPACITY) break;
      this.answers.delete(oldest);
    }
  }
}

/** Whether fetching again would give the same error. */
const isFinal = (error: unknown): boolean => error instanceof AppError && error.spec.class === 'permanent';

/** The result, or the reason of the signal if that aborts first. */
function waitFor<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const reason = (): unknown => (signal.reason instanceof AppError ? signal.reason : new AppError('CANCELLED'));
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(reason());
    if (signal.aborted) {
      answer.catch(() => undefined);
      leave();
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
