import { AppError } from '../../platform/errors/app-error.js';
import { cutText } from '../../platform/text/clean-text.js';
import { storable } from '../model/items/storable-result.js';
import type { Attempt } from '../model/handlers/handler.js';
import { type ExcusedAttempts, explainFailure } from '../model/items/outage.js';
import type { AnyBackground } from '../model/handlers/handler-registry.js';
import { type ItemResult, type StartedItem, succeeded } from '../model/items/item.js';
import { endOfFailure, UNDONE } from './retry-policy.js';

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
  readonly maxAttempts: number;
  readonly excused: ExcusedAttempts;
  /** Called when the handler has thrown an error that it does not know; the item fails with INTERNAL_ERROR. */
  readonly onUnforeseen: (index: number, error: unknown) => void;
}

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
   * handler ignores its signal. Never throws.
   */
  async run(): Promise<ItemResult> {
    const { index, input } = this.item;
    const end = await this.runHandler();
    if (end === UNDONE) return { index, input, end, warnings: [] };
    return { index, input, end, warnings: this.reported, step: this.currentStep };
  }

  private async runHandler(): Promise<ItemResult['end']> {
    const limit = setTimeout(() => this.stop(timedOut(this.context.timeoutMs)), this.context.timeoutMs);
    const stopped = new Promise<never>((_, reject) => (this.resolveStopped = reject));
    try {
      const output = await Promise.race([this.handler.run(this.item.input, this.attempt()), stopped]);
      return succeeded(storable(output));
    } catch (error) {
      if (this.stopReason instanceof Abandoned) return UNDONE;
      // After the time limit, any error of the handler counts as a timeout.
      if (this.stopReason !== undefined) return this.failedWith(timedOut(this.context.timeoutMs));
      return this.failedWith(
        explainFailure(error, () => this.context.excused.excuse(this.context.batchId, this.index)),
      );
    } finally {
      clearTimeout(limit);
    }
  }

  private failedWith(error: AppError): ItemResult['end'] {
    if (error.code === 'INTERNAL_ERROR') this.context.onUnforeseen(this.index, error.cause ?? error);
    return endOfFailure(error, this.item.attempt, this.context.maxAttempts);
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
      endsAt: performance.now() + this.context.timeoutMs,
      get signal() {
        return signal();
      },
      step: (name) => {
        const step = cutText(name, STEP_LENGTH);
        this.stepIsNew ||= step !== this.currentStep;
        this.currentStep = step;
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
