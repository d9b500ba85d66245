import { z } from 'zod';
import type { TokenUse } from './llm-settings.js';
import { estimateTokens } from './token-estimate.js';

/** A reply of `/chat/completions`, as far as it is read. */
export const chatReplySchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({
          content: z.string().nullish(),
          tool_calls: z.array(z.object({ function: z.object({ arguments: z.string() }) })).nullish(),
        }),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: z.number().int().min(0), completion_tokens: z.number().int().min(0) })
    .nullish()
    .catch(null),
});
export type ChatReply = z.infer<typeof chatReplySchema>;

/** The text that should be JSON: the arguments of the tool, else the content. */
export function textOfReply({ choices }: ChatReply): string {
  const message = choices[0]?.message;
  return message?.tool_calls?.[0]?.function.arguments ?? message?.content ?? '';
}

/** Tokens as the server counted them, else estimated. */
export function usageOf({ usage }: ChatReply, asked: string, answered: string): TokenUse {
  return {
    input_tokens: usage?.prompt_tokens ?? estimateTokens(asked),
    output_tokens: usage?.completion_tokens ?? estimateTokens(answered),
  };
}

const MAX_ANSWER = 100_000;

/** The JSON object in an answer, which may stand in a code block or between words; undefined when there is none. */
export function objectIn(answer: string): unknown {
  const text = answer.slice(0, MAX_ANSWER);
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')];
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1));
  } catch {
    return undefined;
  }
}
