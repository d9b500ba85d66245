import { Fraction } from '../../platform/http/fraction.js';

/** Largest limit of tokens or calls. */
export const MAX_BUDGET = 1_000_000_000;

/** Paid questions of a batch to one provider. */
export class SpendingDto {
  /**
   * Who is asked: `model`, `brave`, `people_data_labs` for companies or `pdl` for profiles.
   * @example "people_data_labs"
   */
  provider!: string;

  /** Questions: asked so far, or in a preview the most that can be asked without repeated attempts. */
  calls!: number;

  /** Tokens: used so far, or in a preview the most that can be used; 0 for providers without. */
  tokens!: number;

  /** The same in US dollars; null without prices, and for providers whose prices this service does not know. */
  @Fraction()
  cost_usd!: number | null;

  /** Most questions that the batch may ask; null without a limit. */
  calls_limit!: number | null;

  /** Most tokens that the batch may use; null for providers without. */
  tokens_limit!: number | null;
}
