/** Characters of a token in Latin letters, at least; elsewhere a character may be a token of its own. */
const LATIN_CHARACTERS_PER_TOKEN = 3;
const LAST_LATIN = 0x2ff;

/** Most tokens of an answer, and characters of it that are sent back to be repaired. */
export const MAX_ANSWER_TOKENS = 1_500;
export const MAX_SENT_BACK = LATIN_CHARACTERS_PER_TOKEN * MAX_ANSWER_TOKENS;
/** Tokens of instructions and form besides the material. */
const FORM_TOKENS = 1_500;

/** Tokens of a text, rather too many than too few. */
export function estimateTokens(text: string): number {
  let other = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > LAST_LATIN) other += 1;
  return other + Math.ceil((text.length - other) / LATIN_CHARACTERS_PER_TOKEN);
}

/** A question may be asked twice, the second time with the first answer. */
const mostOf = (materialTokens: number): number =>
  2 * (materialTokens + FORM_TOKENS + MAX_ANSWER_TOKENS) + MAX_ANSWER_TOKENS;

/** Tokens that a question about this material can cost. */
export const mostTokens = (material: object): number => mostOf(estimateTokens(JSON.stringify(material)));

/** Tokens that a question can cost about material of so many characters, in whatever script. */
export const mostTokensOf = (characters: number): number => mostOf(characters);
