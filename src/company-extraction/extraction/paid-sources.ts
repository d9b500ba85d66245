import { Injectable } from '@nestjs/common';
import type { LedgerLimits } from '../../batch/spending/ledger.js';
import { SPENDING_SETTINGS } from '../../batch/spending/spending.settings.js';
import type { Demand } from '../../batch/spending/spending-report.js';
import { AppConfig } from '../../platform/config/config.js';
import { MODEL } from '../../platform/llm/chat-model.js';
import { mostTokensOf } from '../../platform/llm/token-estimate.js';
import { type ExtractionMode, MODE_PLANS } from '../facts/modes.js';
import { MOST_PAGE_CHARACTERS } from '../facts/source-step.js';
import { CompanyModel } from './company-model.js';
import { CompanySources } from './company-sources.js';
import { type SpendingOptions, spendingLimits } from './spending-limits.js';

/** The sources of companies that are paid by the question, of those that are configured. */
@Injectable()
export class PaidSources {
  constructor(
    private readonly model: CompanyModel,
    private readonly sources: CompanySources,
    private readonly config: AppConfig,
  ) {}

  /** What a batch may spend: the limits of its options, that of tokens at most the installation's. */
  limits(options: SpendingOptions): LedgerLimits {
    return spendingLimits(options, SPENDING_SETTINGS.of(this.config).LLM_BATCH_TOKENS);
  }

  /** The most that so many companies can need in a mode: of each provider one question for a company. */
  demand(mode: ExtractionMode, companies: number): readonly Demand[] {
    const { brave, peopleDataLabs } = this.sources;
    const asksEnrichers = MODE_PLANS[mode].enrichers !== 'never';
    return [
      ...(this.model.isConfigured()
        ? [{ provider: MODEL, calls: companies, tokens: companies * mostTokensOf(MOST_PAGE_CHARACTERS) }]
        : []),
      ...(brave.isConfigured() ? [{ provider: 'brave', calls: companies }] : []),
      ...(peopleDataLabs.isConfigured() && asksEnrichers ? [{ provider: 'people_data_labs', calls: companies }] : []),
    ];
  }
}
