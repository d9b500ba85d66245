import { declareSettings } from '../../platform/config/feature-settings.js';
import { integer } from '../../platform/config/setting-types.js';

/** The installation's limit of what paid questions may cost. */
export const SPENDING_SETTINGS = declareSettings({
  LLM_BATCH_TOKENS: integer(0, 1_000_000_000, 1_000_000).describe(
    'Tokens that the language model may cost in one batch unless the batch says less, and for the CVs of one owner on one day; 0 = it is asked for none',
  ),
});
