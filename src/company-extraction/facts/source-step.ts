import { abortReason } from '../../platform/concurrency/abort.js';
import { Deadline } from '../../platform/concurrency/deadline.js';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';

/** Context of one company's extraction. */
export interface Run {
  /** Aborted at the company's time limit and on cancellation. */
  readonly signal: AbortSignal;
  /** Reports the phase that the extraction has entered. */
  readonly step: (phase: 'search' | 'extraction' | 'aggregation') => void;
  readonly warn: (text: string) => void;
}

/** A source that failed; recorded because a failure may be the reason why no company was found. */
export interface Failure {
  readonly source: string;
  readonly code: ErrorCode;
  readonly retryAfter: number | undefined;
}

/** Time limit in milliseconds for one source. */
const STEP_MS = 20_000;

/**
 * Runs the steps of one company so that a source that fails or exceeds its time limit only costs its own facts. When
 * the company's own signal aborts, every step ends.
 */
export class SourceSteps {
  readonly failures: Failure[] = [];

  constructor(readonly run: Run) {}

  /** Result of the step; null when it failed, which adds a warning and an entry in `failures`. */
  async attempt<T>(source: string, work: (signal: AbortSignal) => Promise<T>, ms: number = STEP_MS): Promise<T | null> {
    if (this.run.signal.aborted) throw abortReason(this.run.signal);
    const deadline = new Deadline(ms, this.run.signal);
    try {
      return await work(deadline.signal);
    } catch (error) {
      if (this.run.signal.aborted) throw abortReason(this.run.signal);
      this.warn(source, deadline.signal.aborted ? new AppError('TIMEOUT') : error);
      return null;
    } finally {
      deadline.dispose();
    }
  }

  /** Records that part of a source's facts is missing; the rest of them is used. */
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
