/** Words of one input that are kept, and the characters of its texts that they are taken from. */
const ITEM_WORDS = 64;
const ITEM_TEXT = 8192;
/** Values of one input that are looked at. */
const ITEM_VALUES = 500;
/** Longer words are cut. */
const WORD_LENGTH = 64;
/** Words of a search. */
const SEARCHED_WORDS = 12;

const RUN = /[\p{L}\p{N}]+/gu;
const MARKS = /\p{M}+/gu;
const NOT_ASCII = /[^\0-\x7f]/;
/** Scripts without spaces between words: their texts are found by any two characters next to each other. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** The words of a text: its runs of letters and digits, in lower case and without accents. */
export function wordsOf(text: string): readonly string[] {
  if (!NOT_ASCII.test(text)) return asciiWords(text.toLowerCase());
  const words: string[] = [];
  const plain = text.normalize('NFKD').replace(MARKS, '').normalize('NFKC').toLowerCase();
  for (const [run] of plain.matchAll(RUN)) {
    if (!UNSPACED.test(run)) {
      words.push(run.slice(0, WORD_LENGTH));
      continue;
    }
    const letters = [...run];
    if (letters.length === 1) words.push(run);
    for (let at = 0; at + 1 < letters.length; at += 1) words.push(`${letters[at]}${letters[at + 1]}`);
  }
  return words;
}

/** Without regular expressions, since this runs for every text of every item: a third of the time (measured). */
function asciiWords(text: string): readonly string[] {
  const words: string[] = [];
  let start = -1;
  for (let at = 0; at <= text.length; at += 1) {
    const code = text.charCodeAt(at);
    const isInside = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    if (isInside === start >= 0) continue;
    if (!isInside) words.push(text.slice(start, Math.min(at, start + WORD_LENGTH)));
    start = isInside ? at : -1;
  }
  return words;
}

/** The words that an input must have to be found. */
export function searchedWords(text: string): readonly string[] {
  const words = new Set<string>();
  for (const word of wordsOf(text)) {
    words.add(word);
    if (words.size === SEARCHED_WORDS) break;
  }
  return [...words];
}

/** The words, or parts of words, that a message must have to be found; messages are looked through as they are. */
export const messageWords = (text: string): readonly string[] => text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/**
 * The words by which an input is found: those of its texts and numbers, wherever they stand in it, the first 64.
 * Bounded work, whatever the input is.
 */
export function inputWords(input: object): ReadonlySet<string> {
  const words = new Set<string>();
  const open: unknown[] = [input];
  let text = ITEM_TEXT;
  for (let seen = 0; open.length > 0 && seen < ITEM_VALUES && text > 0; seen += 1) {
    const value = open.pop();
    if (typeof value === 'object' && value !== null) {
      // The first comes next.
      const inside: unknown[] = Object.values(value);
      for (let at = Math.min(inside.length, ITEM_VALUES) - 1; at >= 0; at -= 1) open.push(inside[at]);
      continue;
    }
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const part = String(value).slice(0, text);
    text -= part.length;
    for (const word of wordsOf(part)) {
      words.add(word);
      if (words.size === ITEM_WORDS) return words;
    }
  }
  return words;
}
