import { Injectable } from '@nestjs/common';
import type { Attempt } from '../../batch/model/handlers/handler.js';
import { type Ledger, type LedgerLimits, sharedLedger } from '../../batch/spending/ledger.js';
import { SpendingStore } from '../../batch/spending/spending-store.js';
import { Companies } from '../../company-extraction/companies.js';
import { MODEL } from '../../platform/llm/chat-model.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import type { ProfileOptions } from '../input/profile-options.js';
import { PDL } from '../providers/pdl/pdl-provider.js';

/** Makes the ledgers of batches; a question that one refuses is a warning of the item, once for each provider. */
@Injectable()
export class ProfileLedgers {
  constructor(
    private readonly store: SpendingStore,
    private readonly companies: Companies,
  ) {}

  /** What a batch of profiles may spend: the language model is asked only where the batch says so. */
  limits(options: ProfileOptions): LedgerLimits {
    const { max_model_tokens = 0, max_provider_calls: calls } = options;
    return {
      ...this.companies.spendingLimits({ ...options, max_model_tokens }),
      [PDL]: definedOnly({ calls }),
    };
  }

  of({ batchId, options, warn }: Pick<Attempt<ProfileOptions>, 'batchId' | 'options' | 'warn'>): Ledger {
    const limits = this.limits(options);
    const ledger = sharedLedger(this.store, { batchId }, limits);
    const refused = new Set<string>(limits[MODEL]?.tokens === 0 ? [MODEL] : []);
    return {
      ...ledger,
      async reserve(provider, tokens) {
        const isAllowed = await ledger.reserve(provider, tokens);
        if (!isAllowed && !refused.has(provider)) {
          refused.add(provider);
          warn(`${provider}: not asked, the batch allows no more ${provider === MODEL ? 'tokens' : 'calls'}`);
        }
        return isAllowed;
      },
    };
  }
}
