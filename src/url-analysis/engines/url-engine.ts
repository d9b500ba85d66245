import type { ProviderName, Strategy, UrlResult } from './url-result.js';
import type { UrlStep } from './url-steps.js';

/** Loads of a document whose timings are measured, by the engine `http`. */
export const SAMPLES = { default: 1, min: 1, max: 5 } as const;

/** A URL to analyse, accepted by `cleanUrl`. */
export interface UrlTask {
  /** The cleaned URL. */
  readonly url: string;
  /** The URL as submitted. */
  readonly inputUrl: string;
  readonly strategy: Strategy;
  /**
   * Whether a page that answers with an error status is analysed instead of failing with HTTP_ERROR; only the engine
   * `http` can.
   */
  readonly analyzesErrorPages?: boolean;
  /** Loads of the document, of whose timings the engine `http` gives the medians; default 1. */
  readonly samples?: number;
}

/** The part of the batch module's `Attempt` that an engine needs. */
export interface AnalysisAttempt {
  /** Number of the attempt; 1 for the first. */
  readonly number: number;
  /** Aborted on timeout, cancellation and shutdown. */
  readonly signal: AbortSignal;
  step(name: UrlStep): void;
  warn(text: string): void;
}

/**
 * An engine that analyses URLs. It reports what it measured and null, with the reason, for the rest; it never
 * estimates. `analyze` throws `AppError`; the class of its code decides whether the item is retried.
 */
export abstract class UrlAnalysisEngine {
  abstract readonly name: ProviderName;
  /** Version of the engine, or the one it expects to run; the result states the version that ran. */
  abstract readonly version: string;

  /** Analyses that could begin now; unlimited unless something scarce, such as a browser, bounds them. */
  get free(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** Waits for a free place, which an item takes before it waits for a host; call the returned function to leave it. */
  occupy(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    return Promise.resolve(() => undefined);
  }

  /** Analyses a page for a caller that has occupied a place. */
  abstract analyze(task: UrlTask, attempt: AnalysisAttempt): Promise<UrlResult>;

  /** Ends the engine's threads and processes. Idempotent. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
