import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';

/** What one company's extraction is told from outside. */
export interface Run {
  /** The company's whole time limit, and cancellation. */
  readonly signal: AbortSignal;
  /** One of the phases of S3-26. */
  readonly step: (phase: 'search' | 'extraction' | 'aggregation') => void;
  readonly warn: (text: string) => void;
}

/** A source that failed; kept because a failure may be why nobody was found. */
export interface Failure {
  readonly source: string;
  readonly code: ErrorCode;
  readonly retryAfter: number | undefined;
}

/** Longest time in milliseconds one source may take of the company's. */
const STEP_MS = 20_000;

/** The error of an ended signal, in the words of the table. */
export function endOf(signal: AbortSignal): AppError {
  const reason: unknown = signal.reason;
  if (reason instanceof AppError) return reason;
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  return new AppError(timedOut ? 'TIMEOUT' : 'CANCELLED', undefined, { cause: reason });
}

/**
 * Runs the steps of one company so that a source that fails, or takes too long, costs its facts only. When the company's
 * own signal ends, everything ends.
 */
export class SourceSteps {
  readonly failures: Failure[] = [];

  constructor(readonly run: Run) {}

  /** The step's value, or null when it failed: then there is a warning and an entry in `failures`. */
  async attempt<T>(source: string, work: (signal: AbortSignal) => Promise<T>, ms: number = STEP_MS): Promise<T | null> {
    if (this.run.signal.aborted) throw endOf(this.run.signal);
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(new AppError('TIMEOUT')), ms);
    try {
      return await work(AbortSignal.any([this.run.signal, deadline.signal]));
    } catch (error) {
      if (this.run.signal.aborted) throw endOf(this.run.signal);
      this.warn(source, deadline.signal.aborted ? new AppError('TIMEOUT') : error);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** A part of a source's facts that is missing; the rest of them counts. */
  lose(source: string, code: ErrorCode, warning: string): void {
    this.failures.push({ source, code, retryAfter: undefined });
    this.run.warn(warning);
  }

  private warn(source: string, error: unknown): void {
    const known = error instanceof AppError ? error : null;
    const code = known?.code ?? 'INTERNAL_ERROR';
    this.failures.push({ source, code, retryAfter: known?.retryAfter });
    this.run.warn(`${source}: ${code}`);
  }
}
