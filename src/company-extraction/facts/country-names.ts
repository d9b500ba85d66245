import { countriesIn } from './country-languages.js';
import { countryNamesIn, formsIn } from './localized-country-names.js';

/** Languages in which addresses in a country name the country. */
const OWN_LANGUAGES: Readonly<Record<string, string>> = {
  AT: 'de', BE: 'nl fr de', BG: 'bg', BR: 'pt', BY: 'ru be', CH: 'de fr it', CN: 'zh', CY: 'el', CZ: 'cs', DE: 'de', DK: 'da', EE: 'et',
  EG: 'ar', ES: 'es ca', FI: 'fi sv', FR: 'fr', GR: 'el', HR: 'hr', HU: 'hu', IL: 'he', IN: 'hi', IR: 'fa', IS: 'is', IT: 'it', JP: 'ja',
  KR: 'ko', KZ: 'ru kk', LT: 'lt', LU: 'fr de', LV: 'lv', MA: 'fr', MK: 'mk', MX: 'es', NL: 'nl', NO: 'nb', PE: 'es', PL: 'pl', PT: 'pt',
  RO: 'ro', RS: 'sr', RU: 'ru', SE: 'sv', SI: 'sl', SK: 'sk', TH: 'th', TR: 'tr', TW: 'zh', UA: 'uk ru', VN: 'vi', DZ: 'fr', TN: 'fr',
  PA: 'es', DO: 'es',
}; // prettier-ignore

/** Spellings that the lists of country names lack. */
const ALIASES: Readonly<Record<string, string>> = {
  usa: 'US', 'u.s.a': 'US', 'u.s': 'US', us: 'US', 'united states': 'US', 'united states of america': 'US', uk: 'GB', 'u.k': 'GB',
  'united kingdom': 'GB', 'great britain': 'GB', britain: 'GB', england: 'GB', scotland: 'GB', wales: 'GB', 'northern ireland': 'GB',
  holland: 'NL', 'the netherlands': 'NL', nederland: 'NL', españa: 'ES', россия: 'RU', 'российская федерация': 'RU', russia: 'RU',
  'south korea': 'KR', korea: 'KR', 'republic of korea': 'KR', 'czech republic': 'CZ', 'česká republika': 'CZ', česko: 'CZ', uae: 'AE', 'u.a.e': 'AE',
  'united arab emirates': 'AE', dubai: 'AE', 'hong kong': 'HK', 'hong kong sar': 'HK', taiwan: 'TW', vietnam: 'VN', 'p.r.china': 'CN',
  'p.r. china': 'CN', 'pr china': 'CN', prc: 'CN', brasil: 'BR', méxico: 'MX', türkiye: 'TR', turkey: 'TR', norge: 'NO', sverige: 'SE', suomi: 'FI', danmark: 'DK',
  schweiz: 'CH', suisse: 'CH', svizzera: 'CH', österreich: 'AT', ελλάδα: 'GR', 'republic of ireland': 'IE', éire: 'IE', jersey: 'JE', 'isle of man': 'IM',
  'kingdom of denmark': 'DK', 'kingdom of the netherlands': 'NL', noreg: 'NO', italia: 'IT', polska: 'PL', "people's republic of china": 'CN',
  'états-unis': 'US', 'vereinigte staaten': 'US', 'estados unidos': 'US', 'stati uniti': 'US', 'reino unido': 'GB', 'royaume-uni': 'GB',
  日本: 'JP', 日本国: 'JP', 中国: 'CN', 中國: 'CN', 台灣: 'TW', 台湾: 'TW', 香港: 'HK', 대한민국: 'KR', 한국: 'KR', singapore: 'SG',
}; // prettier-ignore

/**
 * Names that usually mean something else: a US state, a first name, a word. They only count as the last part of a line.
 */
const AMBIGUOUS = new Set([
  'georgia',
  'jordan',
  'chad',
  'jersey',
  'guinea',
  'mali',
  'niger',
  'peru',
  'cuba',
  'lebanon',
  'panama',
  'togo',
  'us',
  'benin',
  'oman',
]);

let table: ReadonlyMap<string, string> | null = null;

function names(): ReadonlyMap<string, string> {
  if (table) return table;
  const map = new Map<string, string>();
  const add = (language: string, only?: string): void => {
    for (const [code, name] of Object.entries(countriesIn(language).getNames(language, { select: 'official' }))) {
      if ((only === undefined || only === code) && name.length > 1) map.set(fold(name), code);
    }
    for (const [code, ...forms] of formsIn(language, only === undefined ? undefined : [only]))
      for (const name of forms) if (name.length > 1 && !map.has(fold(name))) map.set(fold(name), code);
  };
  add('en');
  for (const [country, languages] of Object.entries(OWN_LANGUAGES))
    for (const one of languages.split(' ')) add(one, country);
  for (const [name, code] of Object.entries(ALIASES)) map.set(fold(name), code);
  table = map;
  return map;
}

function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.\s]+$/, '');
}

/**
 * ISO 3166-1 alpha-2 code of a text that consists of a country's name, or of its code in capitals; else null. Meant for
 * parts of running text, where `it` and `in` are words. For a field that contains only a country use `countryCode`.
 */
export function countryNamed(text: string, language: string | null = null): string | null {
  const key = fold(text.trim().slice(0, 80)).replace(/^[\s,;(–-]+|[\s,;)–-]+$/g, '');
  const named = names().get(key) ?? (language ? countryNamesIn(language).get(key) : undefined);
  if (named) return named;
  return /^[A-Z]{2}$/.test(text.trim()) && countriesIn('en').getNames('en')[text.trim()] ? text.trim() : null;
}

interface CountryMention {
  readonly country: string;
  readonly text: string;
  readonly start: number;
  /** Whether it ends the line, where addresses put their country. */
  readonly last: boolean;
}

/** Finds countries named in a line, in runs of up to five words. */
export function findCountries(line: string, language: string | null = null): CountryMention[] {
  const text = line.slice(0, 1_000);
  const words = [...text.matchAll(/[\p{L}\p{M}.'’&-]+/gu)].slice(0, 150);
  const found: CountryMention[] = [];
  for (let i = 0; i < words.length; i++) {
    const mention = mentionAt(text, words, i, language);
    if (!mention) continue;
    found.push(mention.mention);
    i = mention.end;
  }
  return found;
}

function mentionAt(
  text: string,
  words: RegExpExecArray[],
  i: number,
  language: string | null,
): { mention: CountryMention; end: number } | null {
  const first = words[i];
  if (!first || /^\p{Ll}/u.test(first[0])) return null;
  for (let j = Math.min(i + 4, words.length - 1); j >= i; j--) {
    const last = words[j];
    if (!last) continue;
    const run = text.slice(first.index, last.index + last[0].length);
    const key = fold(run);
    const country = names().get(key) ?? (language ? countryNamesIn(language).get(key) : undefined);
    if (!country || (run.length <= 3 && run !== run.toUpperCase())) continue;
    const atEnd = /^[\s.,;:)]*$/.test(text.slice(last.index + last[0].length));
    if (AMBIGUOUS.has(key) && !(atEnd && (first.index === 0 || /[,;)]\s*$/.test(text.slice(0, first.index))))) continue;
    return { mention: { country, text: run, start: first.index, last: atEnd }, end: j };
  }
  return null;
}
