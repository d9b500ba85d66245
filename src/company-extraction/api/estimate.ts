import { type ExtractionMode, MODE_PLANS } from '../facts/modes.js';

export interface EstimateInput {
  readonly companies: number;
  readonly mode: ExtractionMode;
  readonly maxConcurrent: number;
  /** Seconds a company took in ended batches of this mode (median of stored rows); null when there are none yet. */
  readonly medianSeconds: number | null;
}

/**
 * `estimated_processing_time` of a submission (S3-7): seconds, one decimal. Companies run in waves of `maxConcurrent`;
 * each wave takes the median of what companies of this mode took, or, before anything was measured, the mode's
 * `defaultSeconds` (about one second a page because a site is asked once a second, and one for each provider).
 */
export function estimateSeconds(input: EstimateInput): number {
  const waves = Math.ceil(input.companies / Math.max(1, input.maxConcurrent));
  const measured = input.medianSeconds;
  const each = measured !== null && measured > 0 ? measured : MODE_PLANS[input.mode].defaultSeconds;
  return Math.round(waves * each * 10) / 10;
}
