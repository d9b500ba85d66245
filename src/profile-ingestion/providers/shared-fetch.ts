import { setMaxListeners } from 'node:events';
import { AppError } from '../../platform/errors/app-error.js';
import type { LinkedInProfileUrl } from '../profile/linkedin-url.js';
import type { FoundProfile } from './provider-chain.js';

/** Asks the providers for a profile. */
export type ProfileFetch = (
  ref: LinkedInProfileUrl,
  options: { readonly ownerId: number; readonly signal: AbortSignal },
) => Promise<FoundProfile>;

/** Who asks: one item of a batch. */
export interface Requester {
  readonly ownerId: number;
  readonly batchId: number;
  readonly index: number;
  readonly signal: AbortSignal;
}

/** A question on its way, and how many still wait for it. */
interface PendingFetch {
  readonly answer: Promise<FoundProfile>;
  readonly stop: AbortController;
  waiting: number;
}

/** An answer that other items of its batch may have. */
interface Remembered {
  readonly answer: Promise<FoundProfile>;
  readonly until: number;
  /** Items that had it. One that comes again is tried again, and wants to know what is so now. */
  readonly served: Set<number>;
}

/** Answers remembered; a profile and its reply take some 50 KB, at most a few MB. */
const CAPACITY = 64;
/** How long in milliseconds: as long as an item may take. */
const LIFETIME_MS = 60_000;

/**
 * Asks for each profile once where once is enough: items of one account that want the same profile at the same time share one
 * question, and a profile that stands several times in a batch is asked for once, even when its items run one after the other.
 * Providers charge by the question.
 *
 * Per process: a batch runs in one worker at a time, so within a batch it holds everywhere. Faults that pass are not remembered.
 */
export class SharedFetch {
  private readonly flights = new Map<string, PendingFetch>();
  private readonly answers = new Map<string, Remembered>();

  constructor(private readonly fetch: ProfileFetch) {}

  /**
   * The providers' answer; `attempts` is empty where another item's question brought it, so that each question is counted once.
   *
   * @throws what the fetch throws; the reason of the asker's own signal when that is aborted first.
   */
  async ask(ref: LinkedInProfileUrl, asker: Requester): Promise<FoundProfile> {
    const key = `${asker.batchId} ${asker.ownerId} ${ref.slug}`;
    const known = this.answers.get(key);
    if (known !== undefined && known.until > performance.now() && !known.served.has(asker.index)) {
      known.served.add(asker.index);
      return { ...(await known.answer), attempts: [] };
    }
    this.answers.delete(key);
    const flight = this.join(ref, asker.ownerId);
    const isFirst = flight.waiting === 1;
    try {
      const answer = await waitFor(flight.answer, asker.signal);
      this.remember(key, flight.answer, asker.index);
      return isFirst ? answer : { ...answer, attempts: [] };
    } catch (error) {
      if (isFinal(error)) this.remember(key, flight.answer, asker.index);
      throw error;
    } finally {
      this.leave(flight);
    }
  }

  private join(ref: LinkedInProfileUrl, ownerId: number): PendingFetch {
    const key = `${ownerId} ${ref.slug}`;
    const flight = this.flights.get(key) ?? this.start(key, ref, ownerId);
    flight.waiting += 1;
    return flight;
  }

  private start(key: string, ref: LinkedInProfileUrl, ownerId: number): PendingFetch {
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const answer = this.fetch(ref, { ownerId, signal: stop.signal });
    const flight = { answer, stop, waiting: 0 };
    const land = (): void => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    };
    answer.then(land, land);
    // Whoever comes after a question was given up must not join it.
    stop.signal.addEventListener('abort', land, { once: true });
    this.flights.set(key, flight);
    return flight;
  }

  /** The question goes on for the others when one asker leaves, and is given up with the last. */
  private leave(flight: PendingFetch): void {
    flight.waiting -= 1;
    if (flight.waiting === 0) flight.stop.abort(new AppError('CANCELLED'));
  }

  /** Items that shared the question share the entry, whichever of them gets here first. */
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

/** Asking again in the same round would bring the same. */
const isFinal = (error: unknown): boolean => error instanceof AppError && error.spec.class === 'permanent';

/** The answer, or the reason of the signal if that is aborted first. */
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
