import { z } from 'zod';
import { declareSettings } from '../config/feature-settings.js';
import { baseUrl, integer, price } from '../config/setting-types.js';

/** Settings of the language model. How many tokens may be spent is for those who ask to say. */
export const LLM_SETTINGS = declareSettings(
  {
    LLM_URL: baseUrl
      .optional()
      .describe(
        'OpenAI-compatible endpoint up to /chat/completions of a language model as one more source; without it none is asked',
      ),
    LLM_MODEL: z.string().min(1).max(200).optional().describe('Model that LLM_URL is asked for'),
    LLM_API_KEY: z.string().min(1).max(500).optional().describe('Bearer key of LLM_URL'),
    LLM_TIMEOUT_SECONDS: integer(1, 600, 60).describe('Seconds that an answer of the language model may take'),
    LLM_INPUT_PRICE: price.describe(
      'US dollars for a million tokens sent to the language model; 0 = costs are not shown',
    ),
    LLM_OUTPUT_PRICE: price.describe('US dollars for a million tokens of its answers'),
  },
  {
    conflicts: ({ LLM_URL, LLM_MODEL }) =>
      (LLM_URL === undefined) === (LLM_MODEL === undefined)
        ? []
        : ['LLM_URL: a language model needs both LLM_URL and LLM_MODEL'],
    providers: ({ LLM_URL }) => (LLM_URL === undefined ? [] : [LLM_URL]),
  },
);
