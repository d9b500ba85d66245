import { IsInt, Max, Min } from 'class-validator';
import { MAX_BUDGET } from '../../batch/spending/spending.dto.js';
import { Optional } from '../../platform/http/optional.js';

/** What a batch of profiles may spend. */
export class ProfileOptionsDto {
  /**
   * Questions that the batch may ask of each provider that is paid by the question: People Data Labs for profiles,
   * Brave Search for their companies. Default: no limit.
   * @example 50
   */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(MAX_BUDGET)
  max_provider_calls?: number;

  /**
   * Tokens that the language model may cost for the companies of the batch, where one is configured; at most
   * `LLM_BATCH_TOKENS`. Default 0: it is not asked.
   * @example 200000
   */
  @Optional()
  @IsInt()
  @Min(0)
  @Max(MAX_BUDGET)
  max_model_tokens?: number;
}
