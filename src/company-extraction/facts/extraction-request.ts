import type { Fact } from './fact.js';
import type { ExtractionMode } from './modes.js';

/** One company to extract, already validated. */
export interface ExtractionRequest {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** ISO 639-1. */
  readonly language: string;
  /** Registrable domain the caller gave for this company. */
  readonly hint: string | null;
  readonly mode: ExtractionMode;
  /** Values less certain are left out; 0 keeps all. */
  readonly minConfidence: number;
  /** Whether the cache must not answer, because somebody explicitly asked for another try; asked only when it could. */
  readonly asksAnew?: () => Promise<boolean>;
}

/** What is kept of an extraction: facts, not the merged result, so that age and `minConfidence` apply when it is used. */
export interface Gathered {
  readonly facts: readonly Fact[];
  readonly warnings: readonly string[];
  /** False when a source failed for a passing reason: asked again later it may say more. */
  readonly complete: boolean;
}
