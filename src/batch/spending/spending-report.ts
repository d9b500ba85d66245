import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/config.js';
import { MODEL } from '../../platform/llm/chat-model.js';
import { costOf } from '../../platform/llm/token-use.js';
import { MAX_ANSWER_TOKENS } from '../../platform/llm/token-estimate.js';
import type { LedgerLimits } from './ledger.js';
import type { SpendingDto } from './spending.dto.js';
import { type SpendingRow, SpendingStore } from './spending-store.js';

/**
 * The most that a batch would ask of a provider, or of the model with the most tokens of all questions, without limits.
 */
export interface Demand {
  readonly provider: string;
  readonly calls: number;
  readonly tokens?: number;
}

/** Paid questions of a batch as callers see them: what they can cost before it runs, and what they have cost so far. */
@Injectable()
export class SpendingReport {
  constructor(
    private readonly store: SpendingStore,
    private readonly config: AppConfig,
  ) {}

  /** The most that a batch can cost, within its limits. */
  preview(demands: readonly Demand[], limits: LedgerLimits): SpendingDto[] {
    return demands.map(({ provider, calls, tokens = 0 }) => {
      const most = Math.min(tokens, limits[provider]?.tokens ?? tokens);
      const isAsked = tokens === 0 || most > 0;
      const output = Math.min(most, calls * 2 * MAX_ANSWER_TOKENS);
      const asked = isAsked ? Math.min(calls, limits[provider]?.calls ?? calls) : 0;
      return this.show({ provider, calls: asked, input_tokens: most - output, output_tokens: output }, limits);
    });
  }

  /** What a batch has spent so far, also on those of `providers` that it has not asked yet; by name. */
  async of(batchId: number, providers: readonly string[], limits: LedgerLimits): Promise<SpendingDto[]> {
    const rows = await this.store.of({ batchId });
    const unasked = providers.filter((provider) => !rows.some((row) => row.provider === provider));
    const none = unasked.map((provider) => ({ provider, calls: 0, input_tokens: 0, output_tokens: 0 }));
    return [...rows, ...none].map((row) => this.show(row, limits)).sort((a, b) => (a.provider < b.provider ? -1 : 1));
  }

  private show({ provider, calls, input_tokens, output_tokens }: SpendingRow, limits: LedgerLimits): SpendingDto {
    return {
      provider,
      calls,
      tokens: input_tokens + output_tokens,
      cost_usd: provider === MODEL ? costOf({ input_tokens, output_tokens }, this.config) : null,
      calls_limit: limits[provider]?.calls ?? null,
      tokens_limit: limits[provider]?.tokens ?? null,
    };
  }
}
