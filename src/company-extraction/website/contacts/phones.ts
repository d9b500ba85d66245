import { CountryCode, isSupportedCountry, parsePhoneNumberFromString, PhoneNumber } from 'libphonenumber-js/max';
import { findCountries } from '../../facts/country-names.js';
import { attr, elements, HtmlElement } from '../tree/html-tree.js';
import { TextLine } from '../tree/page-text.js';
import {
  countDigits,
  DigitRun,
  findDigitRuns,
  isOtherNumber,
  labelOf,
  looksLikeQuantity,
  PhoneLabel,
} from './phone-candidates.js';
import { Locale } from '../places/region.js';

/** A phone number on a page. */
export interface PhoneMention {
  /** As written, trimmed. */
  readonly written: string;
  /** E.164 when valid in a likely country; else null, and only `written` is known. */
  readonly e164: string | null;
  readonly region: string | null;
  readonly kind: 'voice' | 'fax' | 'mobile';
  readonly method: 'tel' | 'text';
}

const MAX_PHONES = 300;
const MAX_PARSES = 3_000;

/** Separators at which a run of digits may be split into several numbers. */
const SPLIT = /(\s*[/|\\;•·]\s*|\s+|(?<=\d)(?=\()|(?<=\d)\s?[-–—]\s?(?=\+|\(|00))/;

interface Parsed {
  readonly text: string;
  readonly number: PhoneNumber | null;
}

/** Reads the phone numbers of one page; remembers the country mentioned last and the numbers found. */
class PhoneReader {
  private readonly found = new Map<string, PhoneMention>();
  private readonly ranked: readonly CountryCode[];
  private local: CountryCode | null = null;
  private localAge = 0;
  private parses = 0;
  /** The last complete number in the current line. */
  private last: { readonly number: PhoneNumber; readonly label: PhoneLabel } | null = null;

  constructor(private readonly locale: Locale) {
    const top = locale.regions[0]?.weight ?? 0;
    this.ranked = locale.regions
      .filter(({ weight }) => weight >= Math.max(1.4, top * 0.3))
      .map(({ region }) => region)
      .filter((region): region is CountryCode => isSupportedCountry(region))
      .slice(0, 3);
    if (this.ranked.length === 0) this.ranked = [(locale.regions[0]?.region ?? 'US') as CountryCode];
  }

  get mentions(): PhoneMention[] {
    return [...this.found.values()];
  }

  /** Reads a `tel:` link. */
  link(href: string, label: PhoneLabel): void {
    const raw = decode(href.slice(4, 60)).split(/[;?,]/)[0]?.trim() ?? '';
    if (countDigits(raw) < 5 && !/[A-Za-z]{4}/.test(raw)) return;
    const number = this.parse(raw, true);
    if (number || countDigits(raw) >= 6) this.add({ text: raw, number }, label, 'tel');
  }

  line(text: string, previous: string): void {
    this.noticeCountry(text);
    if (!/\d{2}/.test(text)) return;
    this.vanity(text, previous);
    this.last = null;
    let lastEnd = 0;
    for (const run of findDigitRuns(text)) {
      if (this.found.size >= MAX_PHONES) return;
      const label = labelOf(text.slice(Math.max(0, run.start - 60), run.start), previous);
      if (this.continuation(run.text, text.slice(lastEnd, run.start), 5)) continue;
      if (!isPartOfWord(text, run)) this.run(run.text, label);
      lastEnd = run.end;
    }
  }

  private run(text: string, label: PhoneLabel): void {
    if (label === 'other' && !text.startsWith('+')) return;
    const labelled = label !== null && label !== 'other';
    const whole = text.trim();
    if (isOtherNumber(whole)) return;
    const number = this.accept(whole, labelled);
    if (number) this.add(number, label, 'text');
    else if (this.pieces(whole, label, labelled) === 0 && labelled) this.possible(whole, label);
  }

  /** Splits a run into several numbers: the longest valid pieces from the left. Returns how many there were. */
  private pieces(run: string, label: PhoneLabel, labelled: boolean): number {
    const parts = run.split(SPLIT).filter((part) => part !== '');
    let count = 0;
    let end = -1;
    for (let i = 0; i < parts.length && parts.length <= 40; i++) {
      if (!/[\d+(]/.test(parts[i] ?? '')) continue;
      const follows = end >= 0 && i === end + 1 && !/^[0+(]/.test(parts[i] ?? '');
      for (let j = Math.min(parts.length, i + 14); j > i; j--) {
        if ((i === 0 && j === parts.length) || !/\d/.test(parts[j - 1] ?? '')) continue;
        const text = parts.slice(i, j).join('').trim();
        if (!(follows && this.continuation(text, parts[i - 1] ?? '', 2))) {
          const piece = this.accept(text, labelled);
          if (!piece) continue;
          this.add(piece, label, 'text');
        }
        count++;
        end = j;
        i = j - 1;
        break;
      }
    }
    return count;
  }

  /** Records a labelled number that is valid in no likely country, in its written form: an old or local one. */
  private possible(text: string, label: PhoneLabel): void {
    const digits = countDigits(text);
    if (digits >= 6 && digits <= 15 && !looksLikeQuantity(text)) this.add({ text, number: null }, label, 'text');
  }

  private accept(run: string, labelled: boolean): Parsed | null {
    const text = run.replace(/\D+$/, '');
    const digits = countDigits(text);
    if (digits < (labelled ? 5 : 7) || digits > 17 || isOtherNumber(text)) return null;
    if (!labelled && (looksLikeQuantity(text) || /^\d{4}\s?[-–—]\s?\d{4}$/.test(text))) return null;
    const number = this.parse(text, labelled);
    if (!number) return null;
    return !labelled && !text.startsWith('+') && !isWrittenAsPhone(text, number) ? null : { text, number };
  }

  private parse(raw: string, labelled: boolean): PhoneNumber | null {
    if (this.parses++ > MAX_PARSES) return null;
    const text = raw
      .replace(/^00(?=[1-9])/, '+')
      .replace(/^\+\s*/, '+')
      .replace(/^(\+\d{1,3}[\s./-]*)\(\s*0\s*\)/, '$1');
    const local = this.local && this.localAge < 12 ? [this.local] : [];
    // Without a label a national form must be valid in the most likely country: every digit string is valid in some
    // country.
    const regions = labelled ? [...local, ...this.ranked] : [...local, ...this.ranked].slice(0, 1);
    for (const region of new Set(regions)) {
      const number = parsePhoneNumberFromString(text.startsWith('+') || !raw.startsWith('00') ? text : raw, region);
      if (number?.isValid()) return number;
      if (text.startsWith('+')) return null;
    }
    // `49 30 …` without its plus is common after a label.
    if (labelled && countDigits(text) >= 10) {
      const number = parsePhoneNumberFromString(`+${text.replace(/\D/g, '')}`);
      if (number?.isValid() && number.country && this.locale.regions.some(({ region }) => region === number.country))
        return number;
    }
    return null;
  }

  private noticeCountry(text: string): void {
    this.localAge++;
    const mention = findCountries(text.slice(0, 300), this.locale.language).at(-1);
    if (!mention || text.length > 160 || !isSupportedCountry(mention.country)) return;
    this.local = mention.country;
    this.localAge = 0;
  }

  /** Reads keypad letters as printed in North America: `1-800-FLOWERS`, `(520) 494-STAR`. */
  private vanity(text: string, previous: string): void {
    for (const match of text.matchAll(
      /(?<![\w-])(?:1[-. ])?\(?[2-9]\d\d\)?[-. ]{1,2}[A-Z0-9](?:[-. ]?[A-Z0-9]){6,9}(?![\w-])/g,
    )) {
      const letters = /[A-Z]{2}/.test(match[0]) && /[A-Z][-. ]?[A-Z][-. ]?[A-Z]/.test(match[0]);
      if (!letters || !/^1?\d{10}$/.test(keypad(match[0]).replace(/\D/g, ''))) continue;
      const number = parsePhoneNumberFromString(keypad(match[0]), 'US');
      if (number?.isValid())
        this.add({ text: match[0], number }, labelOf(text.slice(0, match.index), previous), 'text');
    }
  }

  /**
   * Completes a shorter number directly after a complete one, whose beginning it shares: `02842 555123 / 124`, `(632)
   * 442-0061, 929-5452`.
   */
  private continuation(text: string, between: string, fewest: number): boolean {
    const last = this.last;
    const digits = text.replace(/\D/g, '');
    if (!last || !/^\s*(?:[,/;&]|or|oder|ou|o|y|e|und|and|lub|или)?\s*$/i.test(between) || between.trim() === '')
      return false;
    const national = last.number.nationalNumber;
    if (digits.length < fewest || digits.length >= national.length) return false;
    const whole = `+${last.number.countryCallingCode}${national.slice(0, -digits.length)}${digits}`;
    const number = parsePhoneNumberFromString(whole);
    if (!number?.isValid()) return false;
    this.add({ text, number }, last.label, 'text');
    return true;
  }

  private add({ text, number }: Parsed, label: PhoneLabel, method: 'tel' | 'text'): void {
    if (number) this.last = { number, label };
    const key = number?.number ?? text.replace(/\D/g, '');
    if (this.found.has(key) || this.found.size >= MAX_PHONES) return;
    const kind = label === 'fax' || label === 'mobile' ? label : 'voice';
    this.found.set(key, { written: text, e164: number?.number ?? null, region: number?.country ?? null, kind, method });
  }
}

/** Letters as keypad digits. */
function keypad(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => '22233344455566677778889999'.charAt(letter.charCodeAt(0) - 65));
}

/** Whether the word joined to the number from the left is a label: `Tel0123…`. */
function isLabelled(text: string, start: number): boolean {
  const word = /[A-Za-z.]{1,20}$/.exec(text.slice(Math.max(0, start - 20), start))?.[0] ?? '';
  return labelOf(word, '') !== null;
}

/** Whether digits belong to the text that touches them: prices, percentages, measures, tax ids with letters. */
function isPartOfWord(text: string, run: DigitRun): boolean {
  const before = text.slice(Math.max(0, run.start - 1), run.start);
  if (/[@#_=$€£¥%&]/.test(before) || (/[A-Za-z]/.test(before) && !isLabelled(text, run.start))) return true;
  return /^\s?(?:[%€$£¥@_=]|(?:km|kg|mm|cm|px|mg|ml|gb|mb|th|nd|rd)(?![a-z]))/i.test(text.slice(run.end, run.end + 4));
}

/**
 * Whether an unlabelled number is formatted as one: grouped, with the trunk zero, or as long as the country's numbers.
 */
function isWrittenAsPhone(text: string, number: PhoneNumber): boolean {
  const groups = text.split(/\D+/).filter(Boolean).length;
  return (
    groups >= 2 ||
    text.startsWith('0') ||
    (number.country === 'US' && countDigits(text) === 10) ||
    number.nationalNumber.length >= 9
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Parses a number from structured data; null when it has no digits. */
export function readPhone(text: string, locale: Locale): PhoneMention | null {
  const reader = new PhoneReader(locale);
  reader.link(`tel:${text.slice(0, 55)}`, 'voice');
  return reader.mentions[0] ?? null;
}

/** All phone and fax numbers of a page, each once. */
export function collectPhones(root: HtmlElement, lines: readonly TextLine[], locale: Locale): PhoneMention[] {
  const reader = new PhoneReader(locale);
  let previous = '';
  for (const { text } of lines) {
    reader.line(text, previous);
    previous = text;
  }
  for (const element of elements(root)) {
    const href = element.tag === 'a' ? attr(element, 'href') : null;
    if (href && /^tel:/i.test(href)) reader.link(href, null);
    else if (href && /^fax:/i.test(href)) reader.link(href, 'fax');
  }
  return reader.mentions;
}
