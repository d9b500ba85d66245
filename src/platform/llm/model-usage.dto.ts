import { Fraction } from '../http/fraction.js';

/** What the language model cost for one piece of work, such as an item or an upload. */
export class ModelUsageDto {
  /** Questions; 0 when the answer was kept from before. */
  calls!: number;

  /** Tokens sent. */
  input_tokens!: number;

  /** Tokens answered. */
  output_tokens!: number;

  /** US dollars; null without `LLM_INPUT_PRICE` and `LLM_OUTPUT_PRICE`. */
  @Fraction()
  cost_usd!: number | null;
}
