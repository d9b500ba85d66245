import { PostalAddress } from '../../facts/fact.js';
import { ADDRESS_LABEL, hasStreet, isLoneStreet, isStreetShaped, UNIT_LINE } from './address-words.js';
import { findCountries } from '../../facts/country-names.js';
import { TextLine } from '../tree/page-text.js';
import { findPostcode, PostcodeLine } from './postcode-lines.js';
import { Locale } from './region.js';
import { cleanStreet, placeOf } from './street-text.js';

/** A postal address in running text. */
export interface AddressMention {
  readonly address: PostalAddress;
  /** 0 to 1, by completeness of the address and its place on the page. */
  readonly confidence: number;
  /** Index of its first line; the line above often names whose address it is. */
  readonly line: number;
}

const MAX_ADDRESSES = 100;

/**
 * Share of addresses that are right, by how sure the street is and whether the format of the postcode alone proves it
 * (second figure). Measured on annotated contact pages, and lowered for pages that nobody has seen.
 */
const CONFIDENCE = { sure: [0.6, 0.8], shaped: [0.45, 0.65], none: [0.45, 0.6] } as const;
/** Added in an `address` element, a footer or after a label. */
const IN_BLOCK = 0.05;

const TOWN_FIRST = new Set(['US', 'CA', 'GB', 'IE', 'AU', 'NZ']);

/** British counties, which stand between the town and the postcode and are not towns. */
const COUNTIES = new Set(
  'bedfordshire berkshire buckinghamshire cambridgeshire cheshire cornwall cumbria derbyshire devon dorset durham essex gloucestershire hampshire herefordshire hertfordshire herts kent lancashire leicestershire lincolnshire merseyside middlesex norfolk northamptonshire northants northumberland nottinghamshire oxfordshire rutland shropshire somerset staffordshire suffolk surrey sussex warwickshire wiltshire worcestershire'
    .split(' ')
    .concat(
      'co durham',
      'county durham',
      'east sussex',
      'west sussex',
      'west yorkshire',
      'north yorkshire',
      'south yorkshire',
      'east yorkshire',
      'west midlands',
      'tyne and wear',
      'greater manchester',
      'uk',
      'england',
      'scotland',
      'wales',
      'northern ireland',
      'united kingdom',
    ),
);

interface Street {
  readonly text: string;
  readonly line: number;
  readonly sure: boolean;
}

const shorten = (line: TextLine | undefined): string => line?.text.slice(0, 300) ?? '';

/** The street above a town's line, with floors and suites: at most four lines back. */
function streetAbove(lines: readonly TextLine[], index: number): Street | null {
  const units: string[] = [];
  for (let i = index - 1; i >= Math.max(0, index - 4); i--) {
    const text = shorten(lines[i]);
    if (text.length > 120 || (findPostcode(text)?.certain ?? false)) return null;
    if (UNIT_LINE.test(text) && !hasStreet(text.replace(UNIT_LINE, ''))) {
      units.unshift(text);
      continue;
    }
    const sure = hasStreet(text);
    if (sure || isStreetShaped(text)) return { text: [cleanStreet(text), ...units].join(', '), line: i, sure };
    if (index - i >= 3 || /[@:]|www/.test(text)) return null;
  }
  return null;
}

function isTown(text: string): boolean {
  return (
    text.length <= 40 &&
    !/[\d@:]/.test(text) &&
    /^\p{Lu}[\p{L}\p{M}.'’ -]+,?$/u.test(text) &&
    text.split(' ').length <= 4
  );
}

function countryOf(
  postcode: PostcodeLine,
  after: string,
  lines: readonly TextLine[],
  index: number,
  locale: Locale,
): string | null {
  if (postcode.country) return postcode.country;
  for (const text of [after, shorten(lines[index + 1]), shorten(lines[index + 2])]) {
    const named = findCountries(text.slice(0, 80), locale.language)[0];
    if (named && named.start <= 40) return named.country;
    if (text !== after && text.length > 60) break;
  }
  const [top, second] = locale.regions;
  return top && top.weight >= 2 && (!second || top.weight >= second.weight * 1.5) ? top.region : null;
}

class AddressReader {
  readonly found: AddressMention[] = [];
  private readonly seen = new Set<string>();
  private readonly used = new Set<number>();

  constructor(
    private readonly lines: readonly TextLine[],
    private readonly locale: Locale,
  ) {}

  /** Reads an address whose town and postcode are in line `index`. */
  withPostcode(index: number): void {
    const text = shorten(this.lines[index]);
    const postcode = findPostcode(text, this.townFirst(index));
    if (!postcode) return;
    const before = text.slice(0, postcode.start).trim();
    const after = text.slice(postcode.end).trim();
    const street = this.street(index, before, after, postcode);
    const zone = this.lines[index]?.zone;
    const announced =
      ADDRESS_LABEL.test(before) ||
      (before.length < 3 && ADDRESS_LABEL.test(shorten(this.lines[index - 1]).slice(0, 60)));
    if (
      !street?.sure &&
      !(postcode.certain && (postcode.city ?? text.length < 14)) &&
      !announced &&
      !(street && zone !== 'nav')
    )
      return;
    if (!street && text.length > 120 && !postcode.certain) return;
    const county = postcode.city !== null && COUNTIES.has(postcode.city.toLowerCase());
    const city = county
      ? this.townAbove(index, before, street)
      : (postcode.city ?? this.townAbove(index, before, street));
    const inBlock = zone === 'address' || zone === 'footer' || announced;
    const confidence = CONFIDENCE[street === null ? 'none' : street.sure ? 'sure' : 'shaped'][postcode.certain ? 1 : 0];
    this.add(
      {
        street: street?.text ?? null,
        city,
        region: postcode.region,
        postal_code: postcode.postalCode,
        country: countryOf(postcode, after, this.lines, index, this.locale),
      },
      confidence + (inBlock ? IN_BLOCK : 0),
      street?.line ?? index,
    );
    for (let i = street?.line ?? index; i <= index; i++) this.used.add(i);
  }

  /** Whether the page is from a country where postcodes follow the town, and this line names no other country. */
  private townFirst(index: number): boolean {
    const home = this.locale.regions[0]?.region ?? '';
    if (!TOWN_FIRST.has(home)) return false;
    const near = [-1, 0, 1, 2].map((offset) => shorten(this.lines[index + offset]).slice(0, 200));
    return !near.some((text) =>
      findCountries(text, this.locale.language).some(({ country }) => !TOWN_FIRST.has(country)),
    );
  }

  private street(index: number, before: string, after: string, postcode: PostcodeLine): Street | null {
    if (hasStreet(before)) return { text: cleanStreet(before), line: index, sure: true };
    if (postcode.country === 'JP' && /[\d０-９一二三四五六七八九十]/.test(after))
      return { text: after.slice(0, 80), line: index, sure: true };
    const shaped = (
      before
        .split(/\s*[|•·;◊♦]\s*/)
        .filter(Boolean)
        .at(-1) ?? ''
    )
      .replace(/^[^:]{0,30}:\s*/, '')
      .replace(/[\s,–-]+$/, '');
    if (isStreetShaped(shaped)) return { text: shaped, line: index, sure: false };
    const next = shorten(this.lines[index + 1]);
    // Russian, Japanese and Chinese addresses list the largest part first: the street follows.
    if (hasStreet(after) && after.length < 160)
      return { text: cleanStreet(after.replace(/^[\s,.]+/, '')), line: index, sure: true };
    if (before.length > 40) return null;
    return (
      streetAbove(this.lines, index) ??
      (/\p{Script=Cyrillic}|\p{Script=Han}/u.test(postcode.city ?? '') && hasStreet(next)
        ? { text: cleanStreet(next), line: index, sure: true }
        : null)
    );
  }

  private townAbove(index: number, before: string, street: Street | null): string | null {
    const last =
      before
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
        .at(-1) ?? '';
    if (last && isTown(last) && !COUNTIES.has(last.toLowerCase())) return last.replace(/,$/, '');
    for (let i = index - 1; i >= Math.max(0, index - 3, (street?.line ?? 0) + 1); i--) {
      const text = shorten(this.lines[i]);
      if (isTown(text) && !COUNTIES.has(text.replace(/,$/, '').toLowerCase())) return text.replace(/,$/, '');
    }
    return null;
  }

  /**
   * Reads a street without a postcode near it: low confidence alone, higher with a town and a state or country after
   * it.
   */
  withoutPostcode(index: number): void {
    const text = shorten(this.lines[index]);
    if (this.used.has(index) || this.used.has(index + 1) || text.length > 140 || !hasStreet(text)) return;
    const place = placeOf(text) ?? placeOf(shorten(this.lines[index + 1]));
    const street = cleanStreet(text, place?.city ?? null);
    if (street.length > 90 || (place === null && !isLoneStreet(street))) return;
    const zone = this.lines[index]?.zone;
    const confidence = (place ? 0.5 : 0.35) + (zone === 'address' || zone === 'footer' ? IN_BLOCK : 0);
    this.add(
      {
        street,
        city: place?.city ?? null,
        region: place?.region ?? null,
        postal_code: null,
        country: place?.country ?? null,
      },
      confidence,
      index,
    );
  }

  private add(address: PostalAddress, confidence: number, line: number): void {
    const key = `${address.street ?? ''}|${address.postal_code ?? ''}|${address.city ?? ''}`.toLowerCase();
    if (this.seen.has(key) || this.found.length >= MAX_ADDRESSES) return;
    this.seen.add(key);
    this.found.push({ address, confidence, line });
  }
}

/** Addresses in the text of a page, in document order. */
export function collectAddresses(lines: readonly TextLine[], locale: Locale): AddressMention[] {
  const reader = new AddressReader(lines, locale);
  const count = Math.min(lines.length, 10_000);
  for (let i = 0; i < count; i++) reader.withPostcode(i);
  for (let i = 0; i < count; i++) reader.withoutPostcode(i);
  return reader.found;
}

/** Parses one address that structured data states as a single text. */
export function readAddressText(text: string, locale: Locale): PostalAddress | null {
  const lines = text
    .split(/\n|\s{3,}/)
    .map((part): TextLine => ({ text: part.trim().slice(0, 300), zone: 'address', strong: false }))
    .filter((line) => line.text)
    .slice(0, 20);
  const found = collectAddresses(lines, locale);
  return (found.find(({ address }) => address.postal_code) ?? found[0])?.address ?? null;
}
