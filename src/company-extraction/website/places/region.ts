import { parse } from 'tldts';
import { getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';
import { findCountries } from '../../facts/country-names.js';
import { parseUrl } from '../../../platform/addresses/parse-url.js';
import { guessLanguage } from './language.js';
import { attr, elements, HtmlElement } from '../tree/html-tree.js';
import { TextLine } from '../tree/page-text.js';

/** Language and likely countries of a page and its owner. */
export interface Locale {
  /** ISO 639-1 language of the text, null when unknown. */
  readonly language: string | null;
  /** ISO 3166-1 codes, the most likely first, with the weight of the evidence. */
  readonly regions: readonly { readonly region: string; readonly weight: number }[];
}

/** Country-code domains that are sold worldwide and do not imply a country. */
const GENERIC_CCTLD = new Set(
  'io ai co tv me cc ws fm to ly gg sh ac am nu eu la st vc gl is im so cx tk ml ga cf gq su pw'.split(' '),
);

/** The country where most speakers of a language run their sites. Languages of many countries have a lower weight. */
const HOME: Readonly<Record<string, readonly [string, number]>> = {
  de: ['DE', 2.5], fr: ['FR', 2.5], it: ['IT', 4], es: ['ES', 1.5], pt: ['BR', 1.5], nl: ['NL', 3], pl: ['PL', 5], cs: ['CZ', 5], sk: ['SK', 5],
  hu: ['HU', 5], ro: ['RO', 4], bg: ['BG', 5], el: ['GR', 5], tr: ['TR', 5], ru: ['RU', 3.5], uk: ['UA', 5], sv: ['SE', 4.5], da: ['DK', 5],
  nb: ['NO', 5], nn: ['NO', 5], no: ['NO', 5], fi: ['FI', 5], et: ['EE', 5], lv: ['LV', 5], lt: ['LT', 5], sl: ['SI', 5], hr: ['HR', 4], sr: ['RS', 4],
  mk: ['MK', 4], sq: ['AL', 4], is: ['IS', 5], ja: ['JP', 6], ko: ['KR', 6], zh: ['CN', 2.5], he: ['IL', 5], iw: ['IL', 5], th: ['TH', 5], vi: ['VN', 5],
  id: ['ID', 5], ms: ['MY', 4], fa: ['IR', 4], hi: ['IN', 4], ka: ['GE', 5], hy: ['AM', 5], kk: ['KZ', 4], be: ['BY', 4], ca: ['ES', 4], eu: ['ES', 4],
  gl: ['ES', 4], en: ['US', 0.4], ar: ['AE', 0.3],
}; // prettier-ignore

const CURRENCIES: readonly (readonly [RegExp, string])[] = [
  [/£\s?\d/, 'GB'], [/\d\s?zł(?!\p{L})/u, 'PL'], [/\d\s?Kč(?!\p{L})/u, 'CZ'], [/\d\s?(?:руб|₽)/, 'RU'], [/\d\s?(?:грн|₴)/, 'UA'],
  [/(?:[¥￥]\s?\d|\d\s?円)/, 'JP'], [/₩\s?\d|\d\s?원/, 'KR'], [/(?:₹|Rs\.?)\s?\d/, 'IN'], [/R\$\s?\d/, 'BR'], [/(?:A\$|AU\$|AUD)\s?\d/, 'AU'],
  [/(?:C\$|CA\$|CAD)\s?\d/, 'CA'], [/(?:CHF|SFr\.?)\s?\d/, 'CH'], [/\d\s?Ft(?!\p{L})/u, 'HU'], [/\d\s?(?:₺|TL)(?!\p{L})/u, 'TR'], [/₪\s?\d|\d\s?₪/, 'IL'],
  [/NZ\$\s?\d/, 'NZ'], [/S\$\s?\d/, 'SG'], [/HK\$\s?\d/, 'HK'],
]; // prettier-ignore

const US_STATES =
  'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR'.replaceAll(
    ' ',
    '|',
  );

/** Postcode formats that are unique to one country. */
const POSTCODES: readonly (readonly [RegExp, string, number])[] = [
  [new RegExp(`(?:^|[\\s,])(?:${US_STATES})\\.?,?\\s{1,3}\\d{5}(?:-\\d{4})?(?!\\d)`), 'US', 4],
  [/(?:^|[\s,])[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d(?![\dA-Z])/, 'CA', 4],
  [/(?:^|[\s,(])[A-PR-UWYZ][A-HK-Y]?\d[\dA-Z]?\s\d[ABD-HJLNP-UW-Z]{2}(?![\dA-Z])/, 'GB', 4],
  [/(?:^|[\s,])(?:NSW|VIC|Vic|QLD|Qld|TAS|Tas|ACT)\.?,?\s{1,3}\d{4}(?!\d)/, 'AU', 4],
  [/(?:^|[\s,])(?:SA|WA|NT)\.?,?\s{1,3}\d{4}(?!\d)/, 'AU', 1.5],
  [/〒\s?\d{3}-?\d{4}/, 'JP', 5],
  [/(?:^|[\s,])\d{5}-\d{3}(?!\d)/, 'BR', 3],
  [/(?:^|[\s,])\d{4}-\d{3}\s\p{Lu}/u, 'PT', 4],
  [/(?:^|[\s,])\d{2}-\d{3}\s\p{Lu}/u, 'PL', 4],
  [/(?:^|[\s,])[1-9]\d{3}\s[A-Z]{2}\s{1,3}\p{Lu}/u, 'NL', 3],
  [/(?:^|[\s,])(?:D|DE)-\s?\d{5}\s/, 'DE', 5],
  [/(?:^|[\s,])(?:A|AT)-\s?\d{4}\s/, 'AT', 5],
  [/(?:^|[\s,])(?:CH)-\s?\d{4}\s/, 'CH', 5],
  [/(?:^|[\s,])(?:F|FR)-\s?\d{5}\s/, 'FR', 5],
  [/(?:^|[\s,])(?:I|IT)-\s?\d{5}\s/, 'IT', 5],
  [/(?:^|[\s,])(?:B|BE)-\s?\d{4}\s/, 'BE', 5],
  [/(?:^|[\s,])(?:L|LU)-\s?\d{4}\s/, 'LU', 5],
  [/(?:^|[\s,])(?:DK)-\s?\d{4}\s/, 'DK', 5],
  [/(?:^|[\s,])(?:S|SE)-\s?\d{3}\s?\d{2}\s/, 'SE', 5],
  [/\d{5}\s[\p{L}' ]{2,30}\s\([A-Z]{2}\)/u, 'IT', 4],
  [/\d{5}\s.{2,40}\bCEDEX\b/i, 'FR', 5],
]; // prettier-ignore

/** Names of registers and tax ids in the law of one country. */
const LEGAL_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:Handelsregister|HRB|USt-?Id|Umsatzsteuer)/, 'DE'], [/\b(?:Firmenbuch|UID-Nummer: ATU|ATU\d{8})/, 'AT'], [/\b(?:SIRET|SIREN|RCS)\b/, 'FR'],
  [/\bP(?:artita|\.)\s?IVA\b/i, 'IT'], [/\b(?:NIP|REGON|KRS)\b/, 'PL'], [/\b(?:ИНН|ОГРН|КПП)/, 'RU'], [/\b(?:CNPJ)\b/, 'BR'], [/\b(?:KvK|BTW)\b/, 'NL'],
  [/\bIČO?\b/, 'CZ'], [/\bCVR\b/, 'DK'], [/\bABN\b/, 'AU'], [/\bRegistered in England\b/i, 'GB'], [/\bY-tunnus\b/i, 'FI'], [/\bOrg\.?\s?nr\b/i, 'SE'],
  [/\bEIK\b|\bЕИК\b/, 'BG'], [/\bΑΦΜ\b/, 'GR'], [/\bGSTIN\b/, 'IN'],
]; // prettier-ignore

class Votes {
  private readonly weights = new Map<string, { weight: number; bySignal: Map<string, number> }>();

  /** Adds evidence; one kind of signal never counts for more than `cap`. */
  add(region: string | null, signal: string, weight: number, cap: number): void {
    if (!region || !isSupportedCountry(region)) return;
    const entry = this.weights.get(region) ?? { weight: 0, bySignal: new Map<string, number>() };
    const before = entry.bySignal.get(signal) ?? 0;
    const after = Math.min(cap, before + weight);
    entry.bySignal.set(signal, after);
    entry.weight += after - before;
    this.weights.set(region, entry);
  }

  ranking(): { region: string; weight: number }[] {
    return [...this.weights]
      .map(([region, { weight }]) => ({ region, weight }))
      .sort((a, b) => b.weight - a.weight || (a.region < b.region ? -1 : 1))
      .slice(0, 8);
  }
}

/** Country of a host's top-level domain; null for generic ones. */
function regionOfHost(host: string): string | null {
  const label = parse(host.toLowerCase()).publicSuffix?.split('.').at(-1) ?? '';
  if (!/^[a-z]{2}$/.test(label) || GENERIC_CCTLD.has(label)) return null;
  return label === 'uk' ? 'GB' : label.toUpperCase();
}

let callingCodes: ReadonlyMap<string, string> | null = null;

/** Calling code → its main country, e.g. 1 → US, 44 → GB, 7 → RU. */
function regionOfCallingCode(code: string): string | null {
  callingCodes ??= new Map<string, string>([
    ...getCountries().map((country) => [getCountryCallingCode(country), country] as [string, string]),
    ['1', 'US'], ['44', 'GB'], ['7', 'RU'], ['39', 'IT'], ['47', 'NO'], ['358', 'FI'], ['61', 'AU'], ['212', 'MA'], ['262', 'RE'], ['590', 'GP'], ['599', 'CW'],
  ]); // prettier-ignore
  return callingCodes.get(code) ?? null;
}

function voteLocaleTag(votes: Votes, tag: string, signal: string, weight: number): string | null {
  const match = /^([a-z]{2,3})(?:[-_][A-Za-z]{4})?(?:[-_]([A-Za-z]{2}))?(?:$|[-_.])/.exec(tag.trim());
  const language = match?.[1] ?? null;
  const region = match?.[2]?.toUpperCase() ?? null;
  // en-US is the default of many templates, so it counts less.
  if (region) votes.add(region, signal, region === 'US' && language === 'en' ? weight / 4 : weight, weight);
  return language;
}

function voteMarkup(votes: Votes, root: HtmlElement): string | null {
  let language: string | null = null;
  for (const element of elements(root)) {
    if (element.tag === 'html') {
      const tag = attr(element, 'lang') ?? attr(element, 'xml:lang');
      if (tag) language = voteLocaleTag(votes, tag, 'lang', 4);
    } else if (element.tag === 'meta') {
      const name = (
        attr(element, 'property') ??
        attr(element, 'name') ??
        attr(element, 'http-equiv') ??
        ''
      ).toLowerCase();
      const content = attr(element, 'content')?.slice(0, 100) ?? '';
      if (name === 'og:locale' || name === 'content-language' || name === 'language') {
        const declared = voteLocaleTag(votes, content, 'locale', 3);
        language ??= declared;
      } else if (name === 'geo.region') votes.add(content.slice(0, 2).toUpperCase(), 'geo', 6, 6);
    } else if (element.tag === 'a') {
      const href = attr(element, 'href')?.slice(0, 300) ?? '';
      const host =
        /^(?:https?:)?\/\/([^/?#:]{3,100})/i.exec(href)?.[1] ?? /^mailto:[^@?]{1,64}@([^?&\s]{3,100})/i.exec(href)?.[1];
      if (host)
        votes.add(
          regionOfHost(host),
          href.startsWith('mailto') ? 'mail' : 'links',
          href.startsWith('mailto') ? 3 : 0.5,
          4,
        );
      const tel = /^tel:\s*(?:\+|%2B|00)([\d\s.()-]{4,20})/i.exec(href)?.[1];
      if (tel) votes.add(regionOfPlus(tel), 'tel', 2, 6);
    }
  }
  return language;
}

/** Country of an international number given without its `+`. */
function regionOfPlus(digits: string): string | null {
  const plain = digits.replace(/\D/g, '');
  for (const length of [1, 2, 3]) {
    const region = regionOfCallingCode(plain.slice(0, length));
    if (region) return region;
  }
  return null;
}

function voteText(votes: Votes, lines: readonly TextLine[], language: string | null): void {
  for (const { text: whole } of lines.slice(0, 5_000)) {
    const text = whole.slice(0, 500);
    for (const { country, last } of findCountries(text, language)) votes.add(country, 'named', last ? 1.5 : 0.5, 4);
    if (/\d/.test(text)) {
      for (const [pattern, region, weight] of POSTCODES)
        if (pattern.test(text)) votes.add(region, 'postcode', weight, weight * 1.5);
      for (const [pattern, region] of CURRENCIES) if (pattern.test(text)) votes.add(region, 'currency', 1.5, 2);
      for (const match of text.matchAll(/(?:\+|\b00)\s?(\d[\d\s()./-]{6,18})/g))
        votes.add(regionOfPlus(match[1] ?? ''), 'prefix', 2, 5);
    }
    for (const [pattern, region] of LEGAL_WORDS) if (pattern.test(text)) votes.add(region, 'law', 3, 3);
    const host = text.includes('@') ? /@([\w.-]{4,100})/.exec(text)?.[1] : undefined;
    if (host) votes.add(regionOfHost(host), 'mail', 3, 4);
  }
}

/**
 * Infers language and likely countries of a page from its address, markup and text. `hint` is the caller's country: it
 * breaks ties, and decides where the page gives no evidence.
 */
export function inferLocale(
  root: HtmlElement,
  lines: readonly TextLine[],
  url: string | null,
  hint: string | null = null,
): Locale {
  const votes = new Votes();
  const declared = voteMarkup(votes, root);
  const guessed = guessLanguage(lines);
  const language = guessed ?? declared;
  if (url) votes.add(regionOfHost(safeHost(url)), 'domain', 6, 6);
  if (hint) votes.add(hint.toUpperCase(), 'hint', 1, 1);
  const home = language ? HOME[language] : undefined;
  if (home) votes.add(home[0], 'language', home[1], home[1]);
  voteText(votes, lines, language);
  return { language, regions: votes.ranking() };
}

function safeHost(url: string): string {
  return parseUrl(url)?.hostname ?? '';
}
