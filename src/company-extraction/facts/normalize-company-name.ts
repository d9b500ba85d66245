import {
  COMPACT_FORMS,
  LEADING_BEFORE_TWO_WORDS,
  LEADING_FORM_WORDS,
  MAX_FORM_WORDS,
  PRINTED_SHORT_FORMS,
  TRAILING_FORMS,
  UNSPACED_FORMS,
  WORD_FORMS,
} from './legal-forms.js';

/** Names are cut to this length before any work; the routes accept at most 200 characters. */
const MAX_NAME_LENGTH = 400;

const ASCII = /^[\0-\x7f]*$/;
/** ASCII words that folding leaves as they are. */
const SIMPLE = /^(?:[a-z0-9]+(?: [a-z0-9]+)*)?$/;

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
  const cut = name.slice(0, MAX_NAME_LENGTH);
  return ASCII.test(cut) ? foldAscii(cut) : foldUnicode(cut);
}

/** What `foldUnicode` makes of ASCII, in half the time: most names are in ASCII. */
function foldAscii(name: string): string {
  const lower = name.toLowerCase();
  if (SIMPLE.test(lower)) return lower;
  return lower
    .replace(/&/g, ' and ')
    .replace(/\+/g, ' plus ')
    .replace(/['`]/g, '')
    .replace(/(?<=(?:^|[^a-z0-9])[a-z])[./](?=[a-z](?:[^a-z0-9]|$))/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function foldUnicode(name: string): string {
  const plain = name
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

/** Single letters with dots or strokes at the end of a name: `N.A.`, `S/A`, `S. C. A.`. */
const DOTTED_END = /[\s,]+(\p{L}(?:[./] ?\p{L}){1,5})\.?$/u;
/** Longest such end with what separates it from the name: no more of a name is searched. */
const MAX_DOTTED_END = 20;
/** Such letters that name a place or a field. */
const DOTTED_WORDS = new Set(['us', 'usa', 'uk', 'uae', 'dc', 'la', 'ny', 'ussr', 'ai', 'it', 'hr', 'pr', 'tv', 'vr']);

/** A dotted abbreviation at the end is a legal form, known or not, unless it names a place or a field. */
function stripDotted(name: string): string {
  const [end, letters = ''] = DOTTED_END.exec(name.slice(-MAX_DOTTED_END)) ?? [];
  if (end === undefined || DOTTED_WORDS.has(letters.replace(/[^\p{L}]/gu, '').toLowerCase())) return name;
  const rest = name.slice(0, -end.length);
  return /\p{L}{2}/u.test(rest) ? rest : name;
}

/** A last word, its separator and its full stop; no more of a name is searched. */
const LAST_WORD = /[\s,]+(\p{L}{1,4})[.,]?$/u;
const MAX_LAST_WORD = 12;
/** Words that name no company without what follows: `Groupe SFA` keeps its letters. */
const NO_NAME =
  /^(?:the |la |le |el )?(?:group[eo]?|grupo|gruppe|gruppo|ban[ck]o?|banque|banca|holding|club|team|radio)$/u;

/** Two plain capitals are initials as often; after two words of a name they are a form. */
const TWO_CAPITALS = /^[A-Z]{2}$/;
const TWO_WORDS = /\p{L}[^\s]*\s+(?!and\b|&)[^\s]*\p{L}/u;

/**
 * A rare short form counts as it is printed, in its letters, after a name with others: `Acme GEIE`, `Acme gAG`, `Acme
 * osk`.
 */
function stripPrinted(name: string): string {
  const [end, word = ''] = LAST_WORD.exec(name.slice(-MAX_LAST_WORD)) ?? [];
  if (end === undefined || !PRINTED_SHORT_FORMS.has(word.normalize('NFKC'))) return name;
  const rest = name.slice(0, -end.length);
  if (TWO_CAPITALS.test(word) && !TWO_WORDS.test(rest)) return name;
  const [hasCapitals, hasSmall] = [/\p{Lu}/u.test(rest), /\p{Ll}/u.test(rest)];
  const isAlike = /\p{Lu}/u.test(word) ? hasCapitals && !hasSmall : hasSmall && !hasCapitals;
  return isAlike || !/\p{L}{2}/u.test(rest) || NO_NAME.test(rest.toLowerCase()) ? name : rest;
}

/**
 * Number of words of the longest legal form at the end; 0 without one. A form may be spaced otherwise than the table
 * has it (`Sp. z o. o.`), but only in single letters: `Acme Co Op` ends in a form, `Mar King Co` does not end in
 * `kingco`.
 */
function formLength(words: readonly string[], takesWords: boolean): number {
  for (let count = Math.min(MAX_FORM_WORDS, words.length - 1); count > 0; count -= 1) {
    const tail = words.slice(-count);
    const otherwiseSpaced = count > 1 && tail.slice(1).every((word) => word.length === 1);
    if (TRAILING_FORMS.has(tail.join(' ')) || (otherwiseSpaced && COMPACT_FORMS.has(tail.join('')))) return count;
    if (takesWords && WORD_FORMS.has(tail.join(' ')) && isOfTwoWords(words.slice(0, -count))) return count;
  }
  return 0;
}

/** Words that do not count as words of a name. */
const JOINTS = new Set(['the', 'and', 'of']);
const isOfTwoWords = (words: readonly string[]): boolean => words.filter((word) => !JOINTS.has(word)).length > 1;

function wordsOf(name: string): readonly string[] {
  const folded = foldName(name);
  return folded === '' ? [] : folded.split(' ');
}

/**
 * Removes legal forms from the end repeatedly; at least one word always remains (`AG` stays `ag`). Without one at the
 * end of `words` those of `undotted` are taken.
 */
function stripForms(
  words: readonly string[],
  undotted: () => readonly string[],
  takesWords: boolean,
): readonly string[] {
  const lengthOf = (some: readonly string[]): number => formLength(some, takesWords);
  let rest = lengthOf(words) > 0 ? words : undotted();
  for (let length = lengthOf(rest); length > 0; length = lengthOf(rest)) {
    rest = rest.slice(0, rest.length - length);
    // `Tiffany & Co` leaves a dangling `and`.
    if (rest.length > 1 && rest[rest.length - 1] === 'and') rest = rest.slice(0, -1);
  }
  const first = rest[0];
  if (first === undefined) return rest;
  const leads =
    (rest.length > 1 && LEADING_FORM_WORDS.has(first)) || (rest.length > 2 && LEADING_BEFORE_TWO_WORDS.has(first));
  return leads ? rest.slice(1) : rest;
}

/**
 * Normal form shared by the spellings of one company's name: folded, without legal forms and a leading `the`.
 * The legal forms of all countries are stripped whatever country is requested: the default country of a request does
 * not say where a company is registered (`Zalando SE` comes with `US`). Empty only when the name has no letter or
 * digit.
 * For comparison and cache keys only; show the original.
 */
export function normalizeCompanyName(name: string): string {
  return normalize(name, true);
}

/**
 * The same with words that are legal forms only elsewhere (`Cooperative`, `Unlimited`): where one name too many would
 * take one company for another, as in a cache, a register and the proof of a home page.
 */
export function normalizeKeepingWords(name: string): string {
  return normalize(name, false);
}

function normalize(name: string, takesWords: boolean): string {
  const cut = name.slice(0, MAX_NAME_LENGTH);
  // No form that is written without a space is in ASCII.
  const plain = ASCII.test(cut) ? cut.trim() : stripUnspaced(cut.normalize('NFC'));
  const words = wordsOf(plain);
  const undotted = (): readonly string[] => {
    const bare = stripPrinted(stripDotted(plain));
    return bare === plain ? words : wordsOf(bare);
  };
  const stripped = stripForms(words, undotted, takesWords);
  const bare = stripped.length > 1 && stripped[0] === 'the' ? stripped.slice(1) : stripped;
  return bare.join(' ');
}
