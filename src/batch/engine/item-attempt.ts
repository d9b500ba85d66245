import { AppError } from '../../platform/errors/app-error.js';
import { cutText } from '../../platform/text/clean-text.js';
import { storable } from './storable-result.js';
import type { Attempt } from '../model/handler.js';
import { explainFailure } from '../model/outage.js';
import type { AnyBackground } from '../model/handler-registry.js';
import type { StartedItem } from './execution-store.js';

/**
 * Limits of an item's warnings (number, characters) and steps (characters), so that a handler cannot fill the database.
 */
const WARNINGS = 20;
const WARNING_LENGTH = 500;
const STEP_LENGTH = 64;

/** The batch's data for an attempt. */
export interface AttemptContext {
  readonly batchId: number;
  readonly ownerId: number;
  readonly options: object;
  readonly timeoutMs: number;
}

/** How an attempt ended; the error contains its `retryAfter` for the decision on a retry. */
export type AttemptEnd =
  | { readonly kind: 'succeeded'; readonly output: object }
  | { readonly kind: 'failed'; readonly error: AppError }
  /** Aborted from outside (cancel, shutdown, lost lease); no result is recorded. */
  | { readonly kind: 'abandoned' };

/** One attempt at one item, with its abort signal, time limit, step and warnings. */
export class ItemAttempt {
  private controller: AbortController | undefined;
  private stopReason: Error | undefined;
  private resolveStopped: (reason: Error) => void = () => undefined;
  private readonly reported: string[] = [];
  private currentStep: string | undefined;
  private stepIsNew = false;

  constructor(
    readonly item: StartedItem,
    private readonly handler: AnyBackground,
    private readonly context: AttemptContext,
  ) {}

  get index(): number {
    return this.item.index;
  }

  get step(): string | undefined {
    return this.currentStep;
  }

  get warnings(): readonly string[] {
    return this.reported;
  }

  /** The step if it has changed since the last call, else undefined. */
  takeNewStep(): string | undefined {
    const isNew = this.stepIsNew;
    this.stepIsNew = false;
    return isNew ? this.currentStep : undefined;
  }

  /** Aborts the attempt; its result is discarded. */
  abandon(): void {
    this.stop(new Abandoned());
  }

  /**
   * Runs the handler. Resolves at the latest when the time limit is over or the attempt is abandoned, even if the
   * handler ignores its signal.
   */
  async run(): Promise<AttemptEnd> {
    const limit = setTimeout(() => this.stop(timedOut(this.context.timeoutMs)), this.context.timeoutMs);
    const stopped = new Promise<never>((_, reject) => (this.resolveStopped = reject));
    try {
      const output = await Promise.race([this.handler.run(this.item.input, this.attempt()), stopped]);
      return { kind: 'succeeded', output: storable(output) };
    } catch (error) {
      if (this.stopReason instanceof Abandoned) return { kind: 'abandoned' };
      // After the time limit, any error of the handler counts as a timeout.
      if (this.stopReason !== undefined) return { kind: 'failed', error: timedOut(this.context.timeoutMs) };
      return { kind: 'failed', error: explainFailure(error) };
    } finally {
      clearTimeout(limit);
    }
  }

  /** Aborts with a reason; later calls have no effect. */
  private stop(reason: Error): void {
    if (this.stopReason !== undefined) return;
    this.stopReason = reason;
    this.controller?.abort(reason);
    this.resolveStopped(reason);
  }

  /** Creates the signal on first use: a controller and its listener are half the cost of an item that does nothing. */
  private signal(): AbortSignal {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.stopReason !== undefined) this.controller.abort(this.stopReason);
    }
    return this.controller.signal;
  }

  private attempt(): Attempt<object> {
    const signal = (): AbortSignal => this.signal();
    return {
      batchId: this.context.batchId,
      ownerId: this.context.ownerId,
      index: this.item.index,
      options: this.context.options,
      number: this.item.attempt,
      get signal() {
        return signal();
      },
      step: (name) => {
        this.stepIsNew ||= name !== this.currentStep;
        this.currentStep = name.slice(0, STEP_LENGTH);
      },
      warn: (text) => {
        if (this.reported.length < WARNINGS) this.reported.push(cutText(text, WARNING_LENGTH));
      },
    };
  }
}

class Abandoned extends Error {}

const timedOut = (limitMs: number): AppError =>
  new AppError('TIMEOUT', `The item took longer than its limit of ${Math.round(limitMs / 1000)} s.`, {
    details: { limit_ms: limitMs },
  });
