import { z } from 'zod';
import type { TokenUse } from './token-use.js';
import { estimateTokens } from './token-estimate.js';

const usageSchema = z.object({
  usage: z.object({ prompt_tokens: z.number().int().min(0), completion_tokens: z.number().int().min(0) }),
});

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
});
export type ChatReply = z.infer<typeof chatReplySchema>;

/** The text that should be JSON: the arguments of the tool, else the content. */
export function textOfReply({ choices }: ChatReply): string {
  const message = choices[0]?.message;
  return message?.tool_calls?.[0]?.function.arguments ?? message?.content ?? '';
}

/**
 * Tokens of an exchange as the server counted them; where it does not say, estimated of an answer. Null where nothing
 * shows that a model answered.
 */
export function usageOf(json: unknown, asked: string): TokenUse | null {
  const counted = usageSchema.safeParse(json).data?.usage;
  if (counted !== undefined) return { input_tokens: counted.prompt_tokens, output_tokens: counted.completion_tokens };
  const answer = chatReplySchema.safeParse(json).data;
  return answer === undefined ? null : { ...usageOfAsked(asked), output_tokens: estimateTokens(textOfReply(answer)) };
}

/** Tokens of an exchange whose answer is not known. */
export const usageOfAsked = (asked: string): TokenUse => ({ input_tokens: estimateTokens(asked), output_tokens: 0 });

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
