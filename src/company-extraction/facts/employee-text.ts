import { withoutDates } from './date-words.js';
import type { EmployeeCount } from './fact.js';
import { parseDecimal } from './money.js';
import { PEOPLE } from './people-words.js';

/** Longer texts are cut: a count stands in a few words. */
const MAX_LENGTH = 200;
/** Longest wording kept in `reported`. */
const MAX_REPORTED = 80;
/** No employer has as many people; such a number counts something else. */
const TOO_MANY = 10_000_000;

/** Digits with what separates thousands or decimals: `1,200`, `29 500`, `1.5`, `1,20,000`. */
const NUMBER =
  "(?<![\\p{Script=Latin}\\p{Script=Cyrillic}\\d.,])(?:\\d{1,3}(?: \\d{3}(?!\\d))+|\\d{1,9}(?:[.,'’٬]\\d{1,9}){0,4})";

/** Words that multiply the number before them. A lone `m` only counts when it is attached: `250 m` is a length. */
const SCALES: readonly (readonly [string, number])[] = [
  ['millions?|mio|mln|million(?:en|er|i)|miljoen(?:en)?|miljoner|miljoonaa|mill(?:ones|ón)|mil(?:hões|hão|ioni|ione|ioane)|milion\\p{L}*|млн|миллион\\p{L}*', 1e6],
  ['thousands?|tsd|tausend|mille|mila|mil|tys|tysięcy|tis|tisíc|тыс|тысяч\\p{L}*|тис|duizend|tusen|tusind|tuhatta|bin|k', 1e3],
  ['千|천', 1e3],
  ['万|萬|만', 1e4],
  ['lakhs?|lacs?', 1e5],
]; // prettier-ignore
const SCALE_WORDS = SCALES.map(([words]) => words).join('|');
const scaled = (name: string): string =>
  `(?<${name}>${NUMBER})(?:(?<${name}Scale>[ -]?(?:${SCALE_WORDS})|m)(?![\\p{Script=Latin}\\p{Script=Cyrillic}\\d])\\.?)?(?![\\d%]|[.,]\\d)`;

const TO =
  '-|–|—|~|〜|～|to|through|until|bis|à|a|al|do|tot|til|till|fino a|до|and|und|et|y|e|en|och|og|i|и|から|至|到|ile';
const COUNT = new RegExp(`${scaled('low')}(?: ?(?:${TO}) ?${scaled('high')})?`, 'giu');

const AT_LEAST_BEFORE =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}])(?:more than|over|at least|above|upwards of|minimum(?: of)?|mehr als|über|mindestens|plus de|au moins|más de|al menos|mais de|pelo menos|oltre|più di|almeno|meer dan|ruim|ponad|więcej niż|över|mer än|mere end|yli|více než|přes|более|свыше|понад|>=?|超过|超過)\s*$/iu;
const AT_LEAST_AFTER =
  /^\s*(?:[人名명]\s?)?(?:\+|plus(?!\p{L})|or more|and (?:more|over)|oder mehr|ou plus|o más|ou mais|o più|of meer|以上|余|多|이상)/iu;
const AT_MOST_BEFORE =
  /(?<![\p{Script=Latin}\p{Script=Cyrillic}])(?:less than|fewer than|under|below|up to|at most|weniger als|unter|bis zu|höchstens|moins de|jusqu'à|menos de|hasta|até|meno di|fino a|minder dan|tot|mniej niż|mindre än|upp till|менее|до|<=?|不到)\s*$/iu;
const AT_MOST_AFTER =
  /^\s*(?:[人名명]\s?)?(?:or (?:less|fewer)|oder weniger|ou moins|o menos|ou menos|o meno|以下|未満|이하)/iu;

const PEOPLE_AFTER = new RegExp(
  `^[+ ]*(?:(?:or more|de|of|\\p{L}{2,14}|full-time) ){0,2}(?:${PEOPLE})(?![\\p{Script=Latin}\\p{Script=Cyrillic}])`,
  'iu',
);
const PEOPLE_BEFORE = new RegExp(
  `(?:${PEOPLE})(?: ?\\([^()]{0,30}\\))? ?(?:of|数|数量|은|는|-|–)? ?[:：=]? ?(?:ca\\.?|about|approx\\.?|around|circa|約|~)? ?$`,
  'iu',
);

interface Candidate {
  readonly min: number;
  readonly max: number;
  readonly before: string;
  readonly after: string;
  /** Written like a year: four digits, 1900 to 2099. */
  readonly yearLike: boolean;
}

/**
 * `1万2千`, `3천5백`, `1만 2,345명`: ten thousands, thousands and hundreds that are added up. Digits stand before a word for
 * people; one or two behind a space are a number of their own (`资本500万 30人`).
 */
const ADDED_UP =
  /(?<![\d.,])(?=\d)(?:(\d{1,3})[万萬만] ?)?(?:(\d)[千천] ?)?(?:(\d)[百백] ?)?(?:((?<! )\d{1,4}|\d,\d{3}|\d{3,4})(?= ?[人名명]))?/gu;

/** What a part of each group of `ADDED_UP` is worth. */
const WORTH = [10_000, 1_000, 100, 1] as const;

/** One number for those of several parts; a single part stays. */
function withSums(text: string): string {
  let done = '';
  let at = 0;
  for (const match of text.matchAll(ADDED_UP)) {
    const parts = WORTH.map((worth, group) => Number(match[group + 1]?.replace(',', '') ?? 0) * worth);
    if (match.slice(1).filter((part) => part !== undefined).length < 2) continue;
    done += text.slice(at, match.index) + String(parts.reduce((sum, part) => sum + part, 0));
    at = match.index + match[0].length;
  }
  return done + text.slice(at);
}

const DIGIT_ZEROS = [0x660, 0x6f0, 0x966];
/** Full-width and Arabic or Devanagari digits as ASCII ones, white space single. */
const plainText = (raw: string): string => {
  const text = raw
    .normalize('NFKC')
    .replace(/[٠-٩۰-۹०-९]/g, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (DIGIT_ZEROS.findLast((zero) => zero <= code) ?? code));
    })
    .replace(/\s+/gu, ' ')
    .trim();
  return withSums(text);
};

const scaleOf = (word: string | undefined): number => {
  const plain = word?.trim().replace(/^-/, '').toLowerCase() ?? '';
  if (plain === '') return 1;
  return plain === 'm' ? 1e6 : (SCALES.find(([words]) => new RegExp(`^(?:${words})$`, 'iu').test(plain))?.[1] ?? 1);
};

/**
 * A number that is multiplied has a decimal point (`1.234 million`); a comma before three digits is a group of
 * thousands (`1,234 thousand`) unless that makes an impossible number (`1,234 million`).
 */
function quantity(digits: string, scale: number): number {
  const plain = digits.replaceAll('٬', ',');
  const times = (number: number): number => Math.round(number * scale * 1e6) / 1e6;
  if (scale === 1 || !/^\d+[.,]\d+$/.test(plain)) return times(parseDecimal(plain));
  const grouped = /^\d{1,3},\d{3}$/.test(plain) ? times(Number(plain.replace(',', ''))) : TOO_MANY;
  return grouped < TOO_MANY ? grouped : times(Number(plain.replace(',', '.')));
}

const isPossible = (value: number): boolean => Number.isInteger(value) && value > 0 && value < TOO_MANY;

function candidatesIn(text: string): Candidate[] {
  return [...text.matchAll(COUNT)].flatMap(({ 0: whole, index, groups = {} }): Candidate[] => {
    const { low = '', lowScale, high, highScale } = groups;
    const around = { before: text.slice(0, index), after: text.slice(index + whole.length) };
    const first = quantity(low, scaleOf(lowScale));
    if (high !== undefined) {
      const max = quantity(high, scaleOf(highScale));
      // `1-5k` is 1,000 to 5,000
      const shared = lowScale === undefined ? first * scaleOf(highScale) : first;
      const min = shared <= max ? shared : first;
      // a range may begin with nobody: `0-1 employees`
      if (isPossible(max) && Number.isInteger(min) && min <= max)
        return [{ ...around, min: Math.max(min, 1), max, yearLike: isYear(low) && isYear(high) }];
      const rest = whole.slice(low.length + (lowScale?.length ?? 0));
      return isPossible(first)
        ? [{ before: around.before, after: rest + around.after, min: first, max: first, yearLike: isYear(low) }]
        : [];
    }
    return isPossible(first)
      ? [{ ...around, min: first, max: first, yearLike: lowScale === undefined && isYear(low) }]
      : [];
  });
}

const isYear = (digits: string): boolean => /^(?:19|20)\d\d$/.test(digits);

/** The number beside a word for people, else the first that is not a year, else the first. */
function choose(candidates: readonly Candidate[]): Candidate | undefined {
  return (
    candidates.find(({ after }) => PEOPLE_AFTER.test(after)) ??
    candidates.find(({ before }) => PEOPLE_BEFORE.test(before)) ??
    candidates.find(({ yearLike }) => !yearLike) ??
    candidates[0]
  );
}

/** Sums of money, shares and numbers of standards; each is bounded by the length of the text. */
const NO_COUNTS: readonly RegExp[] = [
  /[$€£¥₹]\s?\d[\d.,]*(?:\s?(?:million|billion|bn|mio|mrd|k|m|b)(?!\p{L}))?/giu,
  /\d[\d.,]*(?: ?(?:-|–|—|to|bis|à|a) ?\d[\d.,]*)? ?%/giu,
  /(?<!\p{L})(?:ISO|IEC|DIN|OHSAS)(?:[ /](?:ISO|IEC|EN))*[ -]?\d{3,5}(?:[:-]\d{1,4})?(?:(?:,| &| and| und| et| e| y)+ ?(?:9\d{3}|\d{5})(?:[:-]\d{1,4})?(?!\d))*/gu,
];

/**
 * A count of employees out of a short text, in any of some twenty languages; null when it states no possible number.
 * Dates, sums of money, shares and numbers of standards are no counts.
 */
export function parseEmployeeText(raw: string): EmployeeCount | null {
  const reported = raw.slice(0, MAX_LENGTH).replace(/\s+/gu, ' ').trim().slice(0, MAX_REPORTED);
  const text = plainText(raw.slice(0, MAX_LENGTH));
  if (!/\d/.test(text) || /^[-−]\d/.test(text)) return null;
  const bare = NO_COUNTS.reduce((rest, pattern) => rest.replace(pattern, ' '), withoutDates(text))
    .replace(/ +/g, ' ')
    .trim();
  const chosen = choose(candidatesIn(bare));
  if (chosen === undefined) return null;
  const { min, max, before, after } = chosen;
  if (min !== max) return { min, max, exact: null, reported };
  if (AT_LEAST_AFTER.test(after) || AT_LEAST_BEFORE.test(before)) return { min, max: null, exact: null, reported };
  if (AT_MOST_AFTER.test(after) || AT_MOST_BEFORE.test(before)) return { min: null, max, exact: null, reported };
  return { min, max, exact: min, reported };
}
