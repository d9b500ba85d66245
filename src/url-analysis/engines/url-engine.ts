import type { ProviderName, Strategy, UrlResult } from './url-result.js';
import type { UrlStep } from './url-steps.js';

/** What is to be analysed: an address that `cleanUrl` has let through. */
export interface UrlTask {
  /** The cleaned address. */
  readonly url: string;
  /** The address as it was submitted. */
  readonly inputUrl: string;
  readonly strategy: Strategy;
}

/** The part of the batch module's `Attempt` an engine needs. */
export interface AnalysisAttempt {
  /** 1 for the first try. */
  readonly number: number;
  /** Aborted on timeout, cancel and shutdown. */
  readonly signal: AbortSignal;
  step(name: UrlStep): void;
  warn(text: string): void;
}

/**
 * One way to analyse an address. An engine reports what it has measured and null, with the reason, for what it cannot; it
 * never estimates. `analyze` throws `AppError`; the class of its code decides whether the item is tried again.
 */
export abstract class UrlAnalysisEngine {
  abstract readonly name: ProviderName;
  /** Version of the engine, or the one it expects to run; the result carries the one that ran. */
  abstract readonly version: string;

  abstract analyze(task: UrlTask, attempt: AnalysisAttempt): Promise<UrlResult>;

  /** Ends threads and processes the engine holds. Idempotent. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
