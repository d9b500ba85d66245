import type { AppConfig } from '../config/config.js';
import { LLM_SETTINGS } from './llm.settings.js';

/** Tokens that a question cost. */
export interface TokenUse {
  readonly input_tokens: number;
  readonly output_tokens: number;
}

/** What the language model cost for one item or upload. */
export interface ModelUse extends TokenUse {
  /** 0 when the answer was kept from before. */
  readonly calls: number;
  /** US dollars; null without prices. */
  readonly cost_usd: number | null;
}

export const NO_TOKENS: TokenUse = { input_tokens: 0, output_tokens: 0 };

export const addTokens = (a: TokenUse, b: TokenUse): TokenUse => ({
  input_tokens: a.input_tokens + b.input_tokens,
  output_tokens: a.output_tokens + b.output_tokens,
});

/** What tokens cost in US dollars, six decimals; null without prices. */
export function costOf(use: TokenUse, config: AppConfig): number | null {
  const { LLM_INPUT_PRICE: input, LLM_OUTPUT_PRICE: output } = LLM_SETTINGS.of(config);
  if (input === 0 && output === 0) return null;
  return Math.round(use.input_tokens * input + use.output_tokens * output) / 1_000_000;
}
