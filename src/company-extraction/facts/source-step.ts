import { abortReason } from '../../platform/concurrency/abort.js';
import { Deadline } from '../../platform/concurrency/deadline.js';
import type { Ledger } from '../../batch/spending/ledger.js';
import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';

/** Context of one company's extraction. */
export interface Run {
  /** Aborted at the company's time limit and on cancellation. */
  readonly signal: AbortSignal;
  /** When the time limit is over, on the clock of `performance.now()`; absent when there is none. */
  readonly endsAt?: number;
  /** Reports the phase that the extraction has entered. */
  readonly step: (phase: 'search' | 'extraction' | 'aggregation') => void;
  readonly warn: (text: string) => void;
  /**
   * What the company may spend on paid questions; without it the language model is not asked, and providers are asked
   * freely.
   */
  readonly ledger?: Ledger;
}

/** The text of a page that was read, as the language model gets it. */
export interface StoredPage {
  readonly url: string;
  readonly text: string;
}

/** Most pages of a company that are kept for the language model, and most characters of one and of all. */
const MAX_PAGES = 3;
export const MAX_PAGE_TEXT = 12_000;
export const MOST_PAGE_CHARACTERS = MAX_PAGES * MAX_PAGE_TEXT;

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
  /** Texts of the first pages that were read. */
  readonly pages: StoredPage[] = [];
  /** Whether a paid question was not asked because of a limit: whoever may ask it may find more. */
  isLimited = false;

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

  /** Keeps the text of a page. */
  keep(url: string, text: string | undefined): void {
    if (text !== undefined && text !== '' && this.pages.length < MAX_PAGES) this.pages.push({ url, text });
  }

  /** Whether a paid question to a provider may be asked; a warning when the batch has spent its calls. */
  async mayAsk(provider: string): Promise<boolean> {
    const { ledger } = this.run;
    if (ledger === undefined || (await ledger.reserve(provider))) return true;
    this.isLimited = true;
    this.run.warn(`${provider}: not asked, the batch allows no more calls`);
    return false;
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
