import { PEOPLE } from './people-words.js';

/** Languages whose names of months texts about companies use; the names are the platform's. */
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'pl', 'sv', 'da', 'nb', 'fi', 'cs', 'hu', 'ro', 'tr', 'ru', 'uk', 'el']; // prettier-ignore

let names: ReadonlyMap<string, ReadonlySet<number>> | null = null;

/** The months, 1 to 12, that each name or abbreviation means in one of the languages. */
export function monthNames(): ReadonlyMap<string, ReadonlySet<number>> {
  if (names !== null) return names;
  const found = new Map<string, Set<number>>();
  for (const language of LANGUAGES)
    // a month beside a day has another ending in many languages: `31 декабря`
    for (const options of [{ month: 'long' }, { month: 'short' }, { month: 'long', day: 'numeric' }] as const) {
      const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' });
      for (let month = 0; month < 12; month++)
        for (const { type, value } of format.formatToParts(Date.UTC(2023, month, 15))) {
          if (type !== 'month' || !/^\p{L}{3,}\.?$/u.test(value)) continue;
          const name = value.toLowerCase().replace('.', '');
          found.set(name, (found.get(name) ?? new Set()).add(month + 1));
        }
    }
  names = found;
  return found;
}

const months = (): string => [...monthNames().keys()].sort((a, b) => b.length - a.length).join('|');

const YEAR = '(?:19|20)\\d\\d';
/** A business year: `2023`, `2023/24`, `2023-2024`. */
const BUSINESS_YEAR = `${YEAR}(?:\\s?[/–-]\\s?(?:${YEAR}|\\d\\d))?(?!\\d)`;
/** What follows a number that is a count and no year: `in 2000 employees`, but not `in 2000 employees: 45`. */
const NOT_PEOPLE = `(?! ?(?:${PEOPLE})(?![\\p{Script=Latin}\\p{Script=Cyrillic}])(?! ?[:：=]))`;
const START = '(?<![\\p{L}\\d])';

let patterns: readonly RegExp[] | null = null;

/**
 * Dates as texts write them. A year alone may be a count, so each pattern has something that makes it a date: a month,
 * a preposition, brackets, a colon, a word for a business year.
 */
function dates(): readonly RegExp[] {
  patterns ??= [
    new RegExp(`\\([^()]{0,40}${YEAR}${NOT_PEOPLE}[^()\\d]{0,12}\\)`, 'giu'),
    /(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2})(?!\d)/giu,
    new RegExp(
      `${START}(?:\\d{1,2}(?:st|nd|rd|th|er|\\.)?\\s(?:de\\s)?)?(?:${months()})(?!\\p{L})\\.?(?:\\s\\d{1,2}(?:st|nd|rd|th)?,?)?(?:\\s(?:de\\s)?['’]?${YEAR}|\\s?['’]\\d\\d)(?!\\d)${NOT_PEOPLE}`,
      'giu',
    ),
    /(?:19|20)\d\d\s?年度?(?:\s?\d{1,2}\s?月(?:\s?\d{1,2}\s?日|期|末)?)?(?:時点|現在|末|底)?|(?:19|20)\d\d\s?년(?:\s?\d{1,2}월)?(?:\s?\d{1,2}일)?/giu,
    new RegExp(`${START}(?:fy|gj|[qh][1-4])\\s?['’]?(?:${BUSINESS_YEAR}|\\d\\d(?!\\d))\\s?[:：]?`, 'giu'),
    new RegExp(
      `${START}(?:(?:fiscal|financial|business|calendar) year|fiscal|year(?:[ -]end(?:ed|ing)?)?|geschäftsjahr|jahr|exercice|année|ejercicio|año|esercizio|anno|exercício|ano|rok|boekjaar|год)\\s${BUSINESS_YEAR}\\s?[:：]?`,
      'giu',
    ),
    new RegExp(
      `${START}(?:in|im|en|em|nel|v|w|i|since|seit|depuis|desde|dal|as of|as at|end of|ende|stand|pr|founded|established|gegründet)[:.]?\\s${YEAR}(?![.,]?\\d)${NOT_PEOPLE}`,
      'giu',
    ),
    new RegExp(
      `(?<![\\p{L}\\d.,])${BUSINESS_YEAR}\\s?[:：]|(?<![\\p{L}\\d.,])${YEAR}\\s?(?:r\\.|г\\.|році|году)`,
      'giu',
    ),
  ];
  return patterns;
}

/** What every date has; the patterns of months are only made for a text that has it. */
const HAS_YEAR = /(?:19|20)\d\d|['’]\d\d|(?:fy|gj|[qh][1-4])\s?\d\d|[./-]\d\d(?!\d)/iu;

/** The text with a blank for each date. */
export function withoutDates(text: string): string {
  if (!HAS_YEAR.test(text)) return text;
  return dates().reduce((rest, pattern) => rest.replace(pattern, ' '), text);
}
