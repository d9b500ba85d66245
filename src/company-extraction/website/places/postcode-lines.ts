import { NOT_A_CITY } from './address-words.js';
import { STATE_PATTERN, stateOf } from './us-states.js';

/** The part of an address that a postcode identifies: its position in the line, and the town. */
export interface PostcodeLine {
  readonly start: number;
  readonly end: number;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string;
  readonly country: string | null;
  /** Whether the format alone proves an address: codes of letters and digits, country prefixes, states. */
  readonly certain: boolean;
}

const CITY =
  "\\p{Lu}[\\p{L}\\p{M}.'’-]*(?:[ -](?:\\p{Lu}|d['’]|de |del |la |le |les |en |sur |am |an der |im |bei |ob der |der |den |di |da |do |dos |do |nad |pod |v |i |y |upon |on |of |and |al )[\\p{L}\\p{M}.'’-]*){0,4}";
const CITY_CYRILLIC = '(?:г\\.?\\s?|м\\.?\\s?|гр\\.?\\s?|город\\s)?\\p{Lu}[\\p{L}.-]+(?:[ -]\\p{Lu}?[\\p{L}-]+){0,2}';

interface Format {
  readonly pattern: RegExp;
  /** ISO country when the format implies it. */
  readonly country: string | null;
  readonly certain: boolean;
}

const format = (source: string, country: string | null, certain: boolean): Format => ({
  pattern: new RegExp(source, 'u'),
  country,
  certain,
});

/**
 * Tried in this order on a line of at most 200 characters; named groups city, region, code, prefix. All repetitions are
 * bounded, so matching is linear in the line's length.
 */
const FORMATS: readonly Format[] = [
  // Springfield, IL 62701 · Springfield, Illinois 62701-1234 · Ottawa ON K1A 0B1 · Sydney NSW 2000
  format(`(?<city>\\p{Lu}[\\p{L}.'’ -]{1,38}?)[\\s,]{1,3}\\(?(?<region>${STATE_PATTERN})\\)?\\.?[\\s,–-]{1,4}(?:USA?[\\s,]{1,2})?(?<code>\\d{5}(?:\\s?[-–]\\s?\\d{4})?|[A-Z]\\d[A-Z]\\s?-?\\d[A-Z]\\d|\\d{4})(?!\\d|-\\d{3}(?!\\d))`, null, true),
  // A1A 1A1 alone (Canada)
  format(`(?:(?<city>${CITY})[\\s,]{1,3})?(?<![A-Z\\d])(?<code>[ABCEGHJ-NPRSTVXY]\\d[ABCEGHJ-NPRSTV-Z][ -]?\\d[ABCEGHJ-NPRSTV-Z]\\d)(?![A-Z\\d])`, 'CA', true),
  // London EC1A 1BB · Petersfield, Hampshire GU32 3QF
  format(`(?:(?<city>${CITY})[\\s,.]{1,3}(?:(?<region>${CITY})[\\s,.]{1,3})?)?(?<![A-Z\\d])(?<code>(?:[A-PR-UWYZ][A-HK-Y]?\\d[\\dA-Z]?|GIR)\\s{0,2}\\d[ABD-HJLNP-UW-Z]{2})(?![A-Z\\d])`, 'GB', true),
  // Dublin 2, D02 X285
  format(`(?:(?<city>${CITY})(?:\\s\\d{1,2})?[\\s,]{1,3})?(?<![A-Z\\d])(?<code>[AC-FHKNPRTV-Y]\\d[\\dW]\\s?[\\dAC-FHKNPRTV-Y]{4})(?![A-Z\\d])`, 'IE', false),
  // 〒100-0001 東京都千代田区…
  format('(?:〒\\s?(?<code>\\d{3}[-−‐ー]\\d{4}))\\s{0,3}(?<region>東京都|北海道|(?:大阪|京都)府|\\p{Script=Han}{2,3}県)?(?<city>\\p{Script=Han}[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ヶー]{0,8}?[市区町村郡])?', 'JP', true),
  format('(?<![\\d-])(?<code>\\d{3}[-−‐ー]\\d{4})\\s{0,3}(?<region>東京都|北海道|(?:大阪|京都)府|\\p{Script=Han}{2,3}県)(?<city>\\p{Script=Han}[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ヶー]{0,8}?[市区町村郡])?', 'JP', true),
  // 1012 AB Amsterdam
  format(`(?<![\\d.,])(?<code>[1-9]\\d{3}\\s?[A-Z]{2})[\\s,]{1,3}(?<city>['’]?${CITY})`, 'NL', true),
  // 00-950 Warszawa
  format(`(?<![\\d-])(?<code>\\d{2}-\\d{3})[\\s,]{1,3}(?<city>${CITY})`, 'PL', true),
  // 1250-096 Lisboa
  format(`(?<![\\d-])(?<code>\\d{4}-\\d{3})[\\s,]{1,3}(?<city>${CITY})`, 'PT', true),
  // São Paulo - SP, 01310-100 · CEP 01310-100
  format(`(?:(?<city>${CITY})\\s?[-–/,]\\s?(?<region>[A-Z]{2})[\\s,.–-]{1,4})?(?:CEP:?\\s?)?(?<![\\d-])(?<code>\\d{5}-\\d{3})(?!\\d)`, 'BR', true),
  // D-10115 Berlin · CH-8001 Zürich · LT-01112 Vilnius · F – 75002 Paris
  format(`(?<![\\p{L}])(?<prefix>[A-Z]{1,2})\\s?[-–]\\s?(?<code>\\d{3}\\s\\d{2}|\\d{4,6})[\\s,]{1,3}(?<city>${CITY})`, null, true),
  // Rīga, LV-1010
  format(`(?<city>${CITY})[\\s,]{1,3}(?<prefix>LV|LT|MD|AZ|HR|SI|EE)\\s?[-–]\\s?(?<code>\\d{4,5})(?!\\d)`, null, true),
  // 123456, г. Москва · 01001, м. Київ
  format(`(?<!\\d)(?<code>\\d{5,6})[\\s,]{1,3}(?:(?:Россия|РФ|Российская Федерация|Україна|Украина|Беларусь|България)[\\s,]{1,3})?(?:\\p{Lu}?[\\p{L}]+\\s(?:обл\\.?|область|край|респ\\.?)[\\s,]{1,3})?(?<city>(?=[\\p{Script=Cyrillic}])${CITY_CYRILLIC})`, null, true),
  // 00185 Roma (RM)
  format(`(?<!\\d)(?<code>\\d{5})[\\s,–-]{1,3}(?<city>${CITY})\\s\\((?<region>[A-Z]{2})\\)`, 'IT', true),
  // 75008 Paris · 1010 Wien · 110 00 Praha 1 · 104 35 Αθήνα · 111 22 Stockholm
  format(`(?<![\\d.,/-])(?<!\\d\\s)(?<code>\\d{5}|\\d{4}|\\d{3}\\s\\d{2}|\\d{6})[\\s,–-]{1,3}(?<city>${CITY})`, null, false),
  // Mumbai - 400 001 · Singapore 068805 · Bangkok 10110 · 上海 200120
  format(`(?<city>${CITY})\\s?[,–-]?\\s?(?:P\\.?C\\.?|PIN:?|C\\.?P\\.?:?|CEP:?)?\\s?(?<![\\d-])(?<code>\\d{3}\\s\\d{3}|\\d{5,6})(?![\\d-])`, null, false),
]; // prettier-ignore

const PREFIXES: Readonly<Record<string, string>> = {
  D: 'DE', A: 'AT', F: 'FR', I: 'IT', B: 'BE', L: 'LU', E: 'ES', S: 'SE', N: 'NO', H: 'HU', P: 'PT',
}; // prettier-ignore

/**
 * Postcode and town in a line, by the first format that matches and whose town is plausible. `townFirst` leaves out
 * formats that are only a number next to a word: in countries with other postcodes a house number looks like that.
 */
export function findPostcode(line: string, townFirst = false): PostcodeLine | null {
  const text = line.slice(0, 200);
  if (!/\d/.test(text)) return null;
  for (const { pattern, country, certain } of FORMATS) {
    if (townFirst && !certain) continue;
    const match = pattern.exec(text);
    const code = match?.groups?.['code'];
    if (!match || !code) continue;
    const hasState = pattern === FORMATS[0]?.pattern;
    const named = match.groups?.['city'] ?? null;
    const city = cleanCity(hasState && named !== null ? named.replace(TRADE_BEFORE_TOWN, '') : named);
    if (named && !city) continue;
    const state = hasState && match.groups?.['region'] ? stateOf(match.groups['region']) : null;
    if (!certain && /^(?:19|20)\d{2}$/.test(code)) continue;
    if (hasState && !fitsState(code, state?.country ?? null)) continue;
    const prefix = match.groups?.['prefix'];
    return {
      // A street without a comma may have been matched as part of the town.
      start: city ? Math.max(match.index, text.indexOf(city, match.index)) : match.index,
      end: match.index + match[0].length,
      city,
      region: match.groups?.['region']?.trim() ?? null,
      postalCode: code.replace(/\s+/g, ' ').replace(/\s?[-–−‐ー]\s?/, '-'),
      country:
        state?.country ?? country ?? (prefix ? (PREFIXES[prefix] ?? (prefix.length === 2 ? prefix : null)) : null),
      certain,
    };
  }
  return null;
}

function fitsState(code: string, country: string | null): boolean {
  if (country === 'CA') return /[A-Z]/.test(code);
  return country === 'AU' ? /^\d{4}$/.test(code) : /^\d{5}/.test(code);
}

/** Where a street ends and, without a comma, its town begins: `Lima Street Englewood`. */
const STREET_END =
  /^(?:street|st\.?|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|drive|dr\.?|lane|ln\.?|parkway|pkwy\.?|highway|hwy\.?|suite|ste\.?|floor|way|court|ct\.?|[NS][EW]|N\.?[EW]\.?|S\.?[EW]\.?)$/i;

const STREET_WORD =
  /^(?:street|st\.|avenue|ave\.?|road|rd\.?|boulevard|blvd\.?|drive|dr\.?|lane|ln\.?|parkway|pkwy\.?|highway|hwy\.?|suite|ste\.?|floor|wing|circle|court|terrace|numbers?|building|square|plaza|stra(?:ß|ss)e|strasse|rue|calle|via)$/i;

/** Last words of what is no town: parts of addresses, businesses and links. */
const NO_TOWN_END =
  /(?:^|\s)(?:street|floor|map|estate|restaurant|hotel|debit|families|trends|services|offices?|insurance|group|company|inc|llc|hours|phone|fax|directions|us|here|more|details)\.?$/i;
/** What stands before a town without a comma: a point of the compass. */
const BEFORE_TOWN = /^[NS]\.?[EW]\.?\s/u;
/**
 * A trade and its preposition before a town and its state: `Plumbers in Chicago, IL`. Elsewhere such words are the
 * town's own: `Garching bei München`, `Barrow in Furness`.
 */
const TRADE_BEFORE_TOWN = /^(?:\p{Lu}?[\p{L}-]+\s){1,4}(?:in|near)\s(?=\p{Lu})/u;

/** Name of a town, or null when the words are something else. */
export function cleanCity(raw: string | null): string | null {
  if (!raw) return null;
  const words = raw
    .replace(/^(?:г|м|гр)\.?\s/u, '')
    .replace(/^город\s/u, '')
    .replace(/^[\s,.–-]+|[\s,–-]+$/g, '')
    .replace(BEFORE_TOWN, '')
    .split(/\s+/);
  while (words.length > 1 && NOT_A_CITY.has((words.at(-1) ?? '').toLowerCase())) words.pop();
  if (words.length > 1 && STREET_WORD.test(words.at(-1) ?? '')) return null;
  const kind = words.findLastIndex((word, index) => index > 0 && index < words.length - 1 && STREET_END.test(word));
  const text = words
    .slice(kind + 1)
    .join(' ')
    .replace(/(?<=\p{L}{3})\.$/u, '');
  if (text.length < 2 || text.length > 40 || words.length > 5 || NO_TOWN_END.test(text)) return null;
  return NOT_A_CITY.has((words[0] ?? '').toLowerCase().replace(/\.$/, '')) ? null : text;
}
