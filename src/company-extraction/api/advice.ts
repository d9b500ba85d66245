import { type ExtractionMode, MODE_PLANS } from '../facts/modes.js';

/** Recommended batch sizes by priority, as published: "urgent < 5, high 5-20, normal 20-50, low 50+". */
const PRIORITY_BANDS = {
  urgent: { from: 1, to: 4, words: 'fewer than 5 companies' },
  high: { from: 5, to: 20, words: '5-20 companies' },
  normal: { from: 20, to: 50, words: '20-50 companies' },
  low: { from: 50, to: Infinity, words: '50 or more companies' },
} as const;
type AdvisedPriority = keyof typeof PRIORITY_BANDS;

export interface Submission {
  readonly size: number;
  readonly mode: ExtractionMode;
  readonly priority: AdvisedPriority;
  readonly maxConcurrent: number;
  /** Which options the caller set explicitly. No advice is given about a default. */
  readonly stated: { readonly priority: boolean; readonly maxConcurrent: boolean };
  readonly companyNames: readonly string[];
  readonly domainHints: Readonly<Record<string, string>>;
}

/**
 * Advice for `warnings[]` of a submission: sizes and concurrency outside the recommended ranges, and hints for names
 * that are not in the batch. Advice never rejects a submission.
 */
export function advise(submission: Submission): readonly string[] {
  const { size, mode, priority, maxConcurrent, stated } = submission;
  const plan = MODE_PLANS[mode];
  const band = PRIORITY_BANDS[priority];
  const warnings: string[] = [];
  if (size > plan.recommendedSize)
    warnings.push(`${size} companies in one ${mode} batch; at most ${plan.recommendedSize} are recommended.`);
  if (stated.maxConcurrent && maxConcurrent > plan.recommendedConcurrency)
    warnings.push(
      `max_concurrent ${maxConcurrent} in ${mode} mode; at most ${plan.recommendedConcurrency} is recommended.`,
    );
  if (stated.priority && (size < band.from || size > band.to))
    warnings.push(`Priority ${priority} is recommended for ${band.words}; this batch has ${size}.`);
  const known = new Set(submission.companyNames.map((name) => name.trim()));
  for (const name of Object.keys(submission.domainHints))
    if (!known.has(name.trim()))
      warnings.push(`domain_hints names "${name.slice(0, 200)}", which is not among company_names.`);
  return warnings;
}
