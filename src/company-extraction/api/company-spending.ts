import { Injectable } from '@nestjs/common';
import { type SpendingRow, SpendingStore } from '../../batch/spending/spending-store.js';
import { AppConfig } from '../../platform/config/config.js';
import { MODEL } from '../../platform/llm/chat-model.js';
import { costOf, type TokenUse } from '../../platform/llm/llm-settings.js';
import { MAX_ANSWER_TOKENS, mostTokensOf } from '../../platform/llm/token-estimate.js';
import { CompanyModel } from '../extraction/company-model.js';
import { CompanySources } from '../extraction/company-sources.js';
import { PAID_SOURCES, type PaidSource, spendingLimits } from '../extraction/spending-limits.js';
import { MODE_PLANS } from '../facts/modes.js';
import { MOST_PAGE_CHARACTERS } from '../facts/source-step.js';
import type { CompanyOptions } from '../input/company-options.js';
import type { SpendingDto } from './company-view.dto.js';

/** Paid questions: what a batch can cost before it runs, and what it has cost so far. */
@Injectable()
export class CompanySpending {
  constructor(
    private readonly store: SpendingStore,
    private readonly model: CompanyModel,
    private readonly sources: CompanySources,
    private readonly config: AppConfig,
  ) {}

  /** The most that a batch of so many companies can cost, of those that it would ask. */
  preview(options: CompanyOptions, companies: number): SpendingDto[] {
    const tokens = companies * mostTokensOf(MOST_PAGE_CHARACTERS);
    const asked = this.paid(options).map((provider): SpendingRow => {
      if (provider !== MODEL) {
        const calls = companies * PAID_SOURCES[provider as PaidSource];
        return { provider, calls: Math.min(calls, options.max_provider_calls ?? calls), ...NOTHING };
      }
      const limit = spendingLimits(options, this.config.llmBatchTokens)[MODEL]?.tokens ?? 0;
      const most = Math.min(tokens, limit);
      const output = Math.min(most, companies * 2 * MAX_ANSWER_TOKENS);
      return { provider, calls: most === 0 ? 0 : companies, input_tokens: most - output, output_tokens: output };
    });
    return asked.map((row) => this.show(row, options));
  }

  /** What a batch has spent so far. */
  async of(batchId: number, options: CompanyOptions): Promise<SpendingDto[]> {
    const rows = await this.store.of({ batchId });
    const unasked = this.paid(options).filter((provider) => !rows.some((row) => row.provider === provider));
    const all = [...rows, ...unasked.map((provider) => ({ provider, calls: 0, ...NOTHING }))];
    return all.map((row) => this.show(row, options)).sort((a, b) => (a.provider < b.provider ? -1 : 1));
  }

  /** Whom a batch with these options may ask for money. */
  private paid(options: CompanyOptions): readonly string[] {
    const { brave, peopleDataLabs } = this.sources;
    return [
      ...(this.model.isConfigured() ? [MODEL] : []),
      ...(brave.isConfigured() ? ['brave'] : []),
      ...(peopleDataLabs.isConfigured() && MODE_PLANS[options.extraction_mode].enrichers !== 'never'
        ? ['people_data_labs']
        : []),
    ];
  }

  private show({ provider, calls, input_tokens, output_tokens }: SpendingRow, options: CompanyOptions): SpendingDto {
    const use: TokenUse = { input_tokens, output_tokens };
    const limits = spendingLimits(options, this.config.llmBatchTokens)[provider];
    return {
      provider,
      calls,
      tokens: input_tokens + output_tokens,
      cost_usd: provider === MODEL ? costOf(use, this.config) : null,
      calls_limit: limits?.calls ?? null,
      tokens_limit: limits?.tokens ?? null,
    };
  }
}

const NOTHING = { input_tokens: 0, output_tokens: 0 } as const;
