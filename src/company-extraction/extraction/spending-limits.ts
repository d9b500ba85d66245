import type { LedgerLimits } from '../../batch/spending/ledger.js';
import { MODEL } from '../../platform/llm/chat-model.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import type { CompanyOptions } from '../input/company-options.js';

/** Sources of which every question is paid. */
export const PAID_SOURCES: ReadonlySet<string> = new Set(['brave', 'people_data_labs']);

/** The options of a batch that limit what it spends. */
export type SpendingOptions = Pick<CompanyOptions, 'max_model_tokens' | 'max_provider_calls'>;

/** What a batch may spend: the limits of its options, that of tokens at most the installation's. */
export function spendingLimits(
  { max_model_tokens, max_provider_calls }: SpendingOptions,
  batchTokens: number,
): LedgerLimits {
  const tokens = Math.min(max_model_tokens ?? batchTokens, batchTokens);
  const paid = definedOnly({ calls: max_provider_calls });
  return { [MODEL]: { tokens }, brave: paid, people_data_labs: paid };
}
