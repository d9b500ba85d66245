import { setMaxListeners } from 'node:events';
import { AppError } from '../errors/app-error.js';
import { waitFor } from './abort.js';

/** Asks for many keys at once; one value for each, in their order. */
export type AskMany<Value> = (keys: readonly string[], signal: AbortSignal) => Promise<readonly Value[]>;

export interface BulkLaneOptions<Value> {
  readonly ask: AskMany<Value>;
  /** Most keys of one request. */
  readonly max: number;
  /** Requests in flight at once; keys that come while all are under way wait for the next. Default 1. */
  readonly atOnce?: number;
  /** Milliseconds for which the first key waits for others. Default 0: those of the same tick. */
  readonly delayMs?: number;
  /** Whether a request of several keys that is answered with nothing usable is repeated key by key; default true. */
  readonly repeatsUnusable?: boolean;
}

interface Waiting<Value> {
  readonly key: string;
  readonly answer: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (reason: unknown) => void;
  /** Callers that wait; a key that nobody waits for any more is not asked for. */
  callers: number;
  stop: (() => void) | undefined;
}

/**
 * Gathers the questions of callers that come at the same time into one request. A caller that leaves costs the others
 * nothing; a request is aborted when all of its callers have left. A failure is the failure of all, but a request of
 * several keys that the provider answers with nothing usable is repeated key by key, so that one answer that cannot be
 * read costs only itself.
 *
 * Bounded by its callers.
 */
export class BulkLane<Value> {
  private readonly pending = new Map<string, Waiting<Value>>();
  private inFlight = 0;
  private isScheduled = false;

  constructor(private readonly options: BulkLaneOptions<Value>) {}

  /** The value of a key. Throws what the request throws, or the reason of the caller's own signal. */
  async get(key: string, signal: AbortSignal): Promise<Value> {
    const waiting = this.pending.get(key) ?? this.enqueue(key);
    waiting.callers += 1;
    try {
      return await waitFor(waiting.answer, signal);
    } finally {
      waiting.callers -= 1;
      if (waiting.callers === 0) {
        if (this.pending.get(key) === waiting) this.pending.delete(key);
        waiting.stop?.();
      }
    }
  }

  private enqueue(key: string): Waiting<Value> {
    const functions: { resolve?: (value: Value) => void; reject?: (reason: unknown) => void } = {};
    const answer = new Promise<Value>((resolve, reject) => Object.assign(functions, { resolve, reject }));
    // A caller that has left does not hear of the failure.
    answer.catch(() => undefined);
    const waiting: Waiting<Value> = {
      ...{ key, answer, callers: 0, stop: undefined },
      resolve: (value) => functions.resolve?.(value),
      reject: (reason) => functions.reject?.(reason),
    };
    this.pending.set(key, waiting);
    this.schedule();
    return waiting;
  }

  private schedule(): void {
    if (this.isScheduled || this.pending.size === 0 || this.inFlight >= (this.options.atOnce ?? 1)) return;
    this.isScheduled = true;
    setTimeout(() => {
      this.isScheduled = false;
      void this.flush();
    }, this.options.delayMs ?? 0);
  }

  private async flush(): Promise<void> {
    const group = [...this.pending.values()].slice(0, this.options.max);
    for (const { key } of group) this.pending.delete(key);
    if (group.length === 0) return;
    this.inFlight += 1;
    this.schedule();
    try {
      await this.answer(group);
    } finally {
      this.inFlight -= 1;
      this.schedule();
    }
  }

  private async answer(group: readonly Waiting<Value>[]): Promise<void> {
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    for (const waiting of group)
      waiting.stop = () => {
        if (group.every(({ callers }) => callers === 0)) stop.abort(new AppError('CANCELLED'));
      };
    try {
      const values = await this.options.ask(
        group.map(({ key }) => key),
        stop.signal,
      );
      group.forEach((waiting, at) => {
        const value = values[at];
        if (value === undefined) waiting.reject(new AppError('PROVIDER_UNAVAILABLE', 'An answer is missing.'));
        else waiting.resolve(value);
      });
    } catch (error) {
      const isRepeated = group.length > 1 && this.options.repeatsUnusable !== false && isUnusable(error);
      if (!isRepeated) for (const waiting of group) waiting.reject(error);
      else for (const waiting of group) if (waiting.callers > 0) await this.answer([waiting]);
    }
  }
}

const isUnusable = (error: unknown): boolean => error instanceof AppError && error.details['unusable_reply'] === true;
