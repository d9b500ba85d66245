import { setMaxListeners } from 'node:events';
import { AppError } from '../errors/app-error.js';
import { waitFor } from './abort.js';

interface Flight<T> {
  readonly work: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}

/** The result of shared work, and whether another caller had started it. */
interface Shared<T> {
  readonly value: T;
  readonly isShared: boolean;
}

/**
 * Runs work once for all callers that ask for the same key at the same time. The work continues for the others when one
 * of them leaves, even the first, and is aborted when the last one has left. A failure is the failure of all.
 *
 * Bounded by its callers: an entry lives as long as a caller waits for it.
 */
export class SingleFlight<T> {
  private readonly flights = new Map<string, Flight<T>>();

  /** Keys whose work is in progress. */
  get size(): number {
    return this.flights.size;
  }

  /**
   * Joins the work of the key or starts it; `work` gets the signal that ends it. Throws what the work throws, or the
   * reason of the caller's own signal when that aborts first.
   */
  async run(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<Shared<T>> {
    const running = this.flights.get(key);
    const flight = running ?? this.start(key, work);
    flight.waiting += 1;
    try {
      return { value: await waitFor(flight.work, signal), isShared: running !== undefined };
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0) flight.stop.abort(new AppError('CANCELLED'));
    }
  }

  private start(key: string, work: (signal: AbortSignal) => Promise<T>): Flight<T> {
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const flight: Flight<T> = { work: work(stop.signal), stop, waiting: 0 };
    const forget = (): void => {
      if (this.flights.get(key) === flight) this.flights.delete(key);
    };
    flight.work.then(forget, forget);
    // A caller that comes after the work was aborted must not join it.
    stop.signal.addEventListener('abort', forget, { once: true });
    this.flights.set(key, flight);
    return flight;
  }
}
