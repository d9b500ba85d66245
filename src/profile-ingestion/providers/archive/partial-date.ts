import type { YearMonth } from '../../profile/profile.js';

/**
 * Prefixes of month names in English, German, French, Spanish, Portuguese, Italian and Dutch, without diacritics. The
 * longer prefix is tried first where languages differ.
 */
const MONTHS: readonly (readonly [number, readonly string[]])[] = [
  [1, ['jan', 'ene', 'gen']],
  [2, ['feb', 'fev', 'fevr']],
  [3, ['mar', 'mrz', 'maer', 'maar', 'mrt']],
  [4, ['apr', 'avr', 'abr']],
  [5, ['may', 'mai', 'mag', 'mei']],
  [6, ['jun', 'juin', 'giu']],
  [7, ['jul', 'juil', 'lug']],
  [8, ['aug', 'aou', 'ago']],
  [9, ['sep', 'set']],
  [10, ['oct', 'okt', 'out', 'ott']],
  [11, ['nov']],
  [12, ['dec', 'dez', 'dic']],
];

const MAX_LENGTH = 60;
const PRESENT =
  /^(?:present|current|currently|now|today|ongoing|heute|aktuell|gegenwartig|jetzt|aujourd ?hui|present|actuel|en cours|actualidad|presente|actual|hoy|atual|atualmente|hoje|o momento|oggi|heden)$/;

const fold = (text: string): string =>
  text
    .slice(0, MAX_LENGTH)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[.,'’]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function monthOf(word: string): number | null {
  const found = MONTHS.find(([, beginnings]) => beginnings.some((b) => word.startsWith(b)));
  return found?.[0] ?? null;
}

const year = (digits: string | undefined): number | null => {
  const value = Number(digits);
  return value >= 1900 && value <= 2100 ? value : null;
};
const month = (digits: string | undefined): number | null => {
  const value = Number(digits);
  return value >= 1 && value <= 12 ? value : null;
};
const made = (y: number | null, m: number | null): YearMonth | null => (y === null ? null : { year: y, month: m });

/** `05/12/2020` is May in one country and December in another; the month is only used where both readings agree. */
function fromDayAndMonth(a: string | undefined, b: string | undefined): number | null {
  const [first, second] = [Number(a), Number(b)];
  if (first === second) return month(a);
  if (first > 12) return month(b);
  return second > 12 ? month(a) : null;
}

/** Excel turns `May 2020` into `May-20`. Two digits up to 50 are years of this century. */
const century = (digits: string): string => (Number(digits) <= 50 ? `20${digits}` : `19${digits}`);

/**
 * Parses a date of an export or résumé to the month: `May 2026`, `août 2019`, `mayo de 2020`, `2022`, `2020-05-01`,
 * `05/2020`, `2020年5月`. Null when it is empty or ambiguous.
 */
export function parsePartialDate(raw: string | null | undefined): YearMonth | null {
  const text = fold(raw ?? '');
  const iso = /^(\d{4})(?:[-/ ](\d{1,2})(?:[-/ ]\d{1,2}(?:t.*| .*)?)?)?$/.exec(text);
  if (iso !== null) return iso[2] === undefined || month(iso[2]) !== null ? made(year(iso[1]), month(iso[2])) : null;
  const cjk = /^(\d{4}) ?年(?: ?(\d{1,2}) ?月)?/.exec(text);
  if (cjk !== null) return made(year(cjk[1]), month(cjk[2]));
  const monthFirst = /^(\d{1,2})[/ -](\d{4})$/.exec(text);
  if (monthFirst !== null)
    return month(monthFirst[1]) === null ? null : made(year(monthFirst[2]), month(monthFirst[1]));
  const full = /^(\d{1,2})[/ -](\d{1,2})[/ -](\d{4})$/.exec(text);
  if (full !== null) return made(year(full[3]), fromDayAndMonth(full[1], full[2]));
  const named =
    /^(?:\d{1,2}(?:st|nd|rd|th|er)? )?(?:de )?(\p{L}{3,12})(?: \d{1,2}(?:st|nd|rd|th)?)?(?: de | del | |-)(\d{4}|\d{2})$/u.exec(
      text,
    );
  if (named === null) return null;
  const [, word = '', digits = ''] = named;
  const m = monthOf(word);
  return m === null ? null : made(year(digits.length === 2 ? century(digits) : digits), m);
}

/** Whether a position is current: it has a start and no end, or its end says so. False without dates. */
export const isOngoing = (start: string | null, end: string | null): boolean =>
  end === null ? start !== null : saysPresent(end);

/** Whether a text such as `present` says that a position is current. */
export function saysPresent(raw: string | null | undefined): boolean {
  return PRESENT.test(fold(raw ?? ''));
}
