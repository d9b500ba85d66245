import { LEADING_FORM_WORDS, TRAILING_FORM_WORDS, UNSPACED_FORMS } from './legal-forms.js';

/** Names are cut to this length before any work; the routes accept at most 200 characters. */
const MAX_NAME_LENGTH = 400;

/** Letters that NFKD does not decompose although they are Latin letters with an addition. */
const FOLDED_LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
};

/**
 * Folds a name for comparison: NFKC, diacritics stripped, lower case, `&` and `+` as words, dotted single letters
 * joined (`S.A.B. de C.V.` is `sab de cv`), everything else that is not a letter or digit a single space.
 */
export function foldName(name: string): string {
  const plain = name
    .slice(0, MAX_NAME_LENGTH)
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðþłı]/g, (letter) => FOLDED_LETTERS[letter] ?? letter)
    .normalize('NFC');
  return plain
    .replace(/&/g, ' and ')
    .replace(/\+/g, ' plus ')
    .replace(/['’‘`´]/g, '')
    .replace(/(?<=(?:^|[^\p{L}\p{N}])\p{L})[./](?=\p{L}(?:[^\p{L}\p{N}]|$))/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function stripUnspaced(name: string): string {
  let rest = name.trim();
  for (const form of UNSPACED_FORMS) {
    if (rest.length > form.length && rest.startsWith(form)) rest = rest.slice(form.length).trim();
    if (rest.length > form.length && rest.endsWith(form)) rest = rest.slice(0, -form.length).trim();
  }
  return rest;
}

const endsWith = (words: readonly string[], form: readonly string[]): boolean =>
  words.length > form.length && form.every((word, at) => words[words.length - form.length + at] === word);

/** Removes legal forms from the end repeatedly; at least one word always remains (`AG` stays `ag`). */
function stripForms(words: readonly string[]): readonly string[] {
  let rest = words;
  for (;;) {
    const form = TRAILING_FORM_WORDS.find((candidate) => endsWith(rest, candidate));
    if (form === undefined) break;
    rest = rest.slice(0, rest.length - form.length);
    // `Tiffany & Co` leaves a dangling `and`.
    if (rest.length > 1 && rest[rest.length - 1] === 'and') rest = rest.slice(0, -1);
  }
  const first = rest[0];
  return rest.length > 1 && first !== undefined && LEADING_FORM_WORDS.has(first) ? rest.slice(1) : rest;
}

/**
 * Normal form shared by the spellings of one company's name: folded, without legal forms and a leading `the`.
 * The legal forms of all countries are stripped whatever country is requested: the default country of a request does
 * not say where a company is registered (`Zalando SE` comes with `US`). Empty only when the name has no letter or
 * digit.
 * For comparison and cache keys only; show the original.
 */
export function normalizeCompanyName(name: string): string {
  const folded = foldName(stripUnspaced(name.slice(0, MAX_NAME_LENGTH).normalize('NFC')));
  const words = folded === '' ? [] : folded.split(' ');
  const stripped = stripForms(words);
  const bare = stripped.length > 1 && stripped[0] === 'the' ? stripped.slice(1) : stripped;
  return bare.join(' ');
}
