/** A place in a stored text. */
export interface QuotePlace {
  /** The text as it stands there. */
  readonly text: string;
  /** Index of its first character. */
  readonly offset: number;
}

/** Shorter quotes stand in any text; longer ones are pages. */
const QUOTE_LENGTH = { min: 2, max: 600 } as const;

/** Each stretch of white space is one space. */
const oneSpaced = (text: string): string => text.replace(/\s+/g, ' ');

/** The place in a text of what has this place in the same text with single spaces. */
function placeIn(text: string, place: number): number {
  let removed = 0;
  for (const { index, 0: space } of text.matchAll(/\s+/g)) {
    if (index - removed >= place) break;
    removed += space.length - 1;
  }
  return place + removed;
}

/**
 * Finds a quote in a text, letter by letter; only the kind and number of white space may differ. Null when it does not
 * stand there.
 */
export function findQuote(text: string, quote: string): QuotePlace | null {
  const wanted = oneSpaced(quote.trim());
  if (wanted.length < QUOTE_LENGTH.min || wanted.length > QUOTE_LENGTH.max) return null;
  const found = oneSpaced(text).indexOf(wanted);
  if (found < 0) return null;
  const offset = placeIn(text, found);
  return { text: text.slice(offset, placeIn(text, found + wanted.length - 1) + 1), offset };
}

/** Scripts that write words without spaces, or with endings that belong to the sentence. */
const UNSPACED = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'; // prettier-ignore
const UNSPACED_RUN = new RegExp(`[${UNSPACED}]+`, 'gu');
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, 'u');

/** The words of a text in lower case, without the diacritics of letters; what is written without spaces is one word. */
export function wordsOf(text: string): readonly string[] {
  const folded = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase();
  return folded
    .replace(UNSPACED_RUN, ' $& ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .split(' ')
    .filter(Boolean);
}

/**
 * Whether every word of a value stands in its quote, in whatever order: a quote must say what it is given for. A word
 * of a script without spaces may stand within another.
 */
export function bearsOut(quote: string, value: string): boolean {
  const quoted = wordsOf(quote);
  const said = new Set(quoted);
  const unspaced = quoted.filter((word) => HAS_UNSPACED.test(word));
  const isSaid = (word: string): boolean =>
    said.has(word) || (HAS_UNSPACED.test(word) && unspaced.some((longer) => longer.includes(word)));
  const words = wordsOf(value);
  return words.length > 0 && words.every(isSaid);
}

/** What may not stand beside a term: `Java` does not stand in `JavaScript`, nor `C` in `C++`. */
const BESIDE = '[\\p{L}\\p{N}\\p{M}+#]';

/** Whether a term stands in a text as a whole, letter by letter, white space aside. */
export function hasTerm(text: string, term: string): boolean {
  const wanted = oneSpaced(term.trim());
  if (wanted === '' || wanted.length > QUOTE_LENGTH.max) return false;
  const escaped = wanted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  const before = HAS_UNSPACED.test(wanted.slice(0, 1)) ? '' : `(?<!${BESIDE})`;
  const after = HAS_UNSPACED.test(wanted.slice(-1)) ? '' : `(?!${BESIDE})`;
  return new RegExp(`${before}${escaped}${after}`, 'u').test(oneSpaced(text));
}
