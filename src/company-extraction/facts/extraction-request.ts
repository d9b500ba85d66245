import type { StoredPage } from './source-step.js';
import type { Fact } from './fact.js';
import type { ExtractionMode } from './modes.js';

/** One company to extract, after validation. */
export interface ExtractionRequest {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 639-1. */
  readonly language: string;
  /** Registrable domain given by the caller for this company. */
  readonly hint: string | null;
  readonly mode: ExtractionMode;
  /** Values with a lower confidence are omitted; 0 includes all. */
  readonly minConfidence: number;
  /**
   * Whether the cache must be bypassed because the caller explicitly retried; only evaluated when the cache has an
   * entry.
   */
  readonly bypassesCache?: () => Promise<boolean>;
}

/**
 * What the cache stores of an extraction: facts, not the merged result, so that age and `minConfidence` apply at each
 * use.
 */
export interface Gathered {
  readonly facts: readonly Fact[];
  readonly warnings: readonly string[];
  /** Texts of pages for the language model; absent when none is configured. */
  readonly pages?: readonly StoredPage[];
  /** False when a source failed temporarily: a later extraction may find more. */
  readonly complete: boolean;
  /** Set when a limit of paid questions kept a source from being asked; such facts are never stored. */
  readonly isLimited?: true;
}
