import type { LedgerLimits } from '../../batch/spending/ledger.js';
import { MODEL } from '../../platform/llm/chat-model.js';
import type { CompanyOptions } from '../input/company-options.js';

/** Sources of which every question is paid, with the most questions for one company. */
export const PAID_SOURCES = { brave: 1, people_data_labs: 1 } as const;
export type PaidSource = keyof typeof PAID_SOURCES;

/** What a batch may spend: the limits of its options, that of tokens at most the installation's. */
export function spendingLimits(
  { max_model_tokens, max_provider_calls }: Pick<CompanyOptions, 'max_model_tokens' | 'max_provider_calls'>,
  batchTokens: number,
): LedgerLimits {
  const tokens = Math.min(max_model_tokens ?? batchTokens, batchTokens);
  const paid = max_provider_calls === undefined ? {} : { calls: max_provider_calls };
  return { [MODEL]: { tokens }, brave: paid, people_data_labs: paid };
}
