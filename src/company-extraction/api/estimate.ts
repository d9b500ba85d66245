import { type ExtractionMode, MODE_PLANS } from '../facts/modes.js';

interface EstimateInput {
  readonly companies: number;
  readonly mode: ExtractionMode;
  readonly maxConcurrent: number;
  /** Median seconds per company in ended batches of this mode; null when there are none yet. */
  readonly medianSeconds: number | null;
}

/**
 * `estimated_processing_time` of a submission in seconds, with one decimal. Companies run in waves of `maxConcurrent`;
 * each wave takes the median time of companies of this mode or, before anything was measured, the mode's
 * `defaultSeconds` (about one second per page, because a site is requested once per second, and one per provider).
 */
export function estimateSeconds(input: EstimateInput): number {
  const waves = Math.ceil(input.companies / Math.max(1, input.maxConcurrent));
  const measured = input.medianSeconds;
  const each = measured !== null && measured > 0 ? measured : MODE_PLANS[input.mode].defaultSeconds;
  return Math.round(waves * each * 10) / 10;
}
