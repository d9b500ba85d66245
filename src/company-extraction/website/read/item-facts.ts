import { parse } from 'tldts';
import { type EmployeeCount, Fact, FactField, FactOf, FactValues, PostalAddress } from '../../facts/fact.js';
import { readAddressText } from '../places/addresses.js';
import { countryNamed } from '../../facts/country-names.js';
import { normalizeEmail } from '../contacts/emails.js';
import { parseEmployees } from '../../facts/employee-range.js';
import { Item, itemsOf, Syntax, textOf, textsOf, valuesOf } from '../data/item.js';
import { knownType } from '../data/organization-types.js';
import { findOwners, Ownership } from '../data/owner.js';
import { readPhone } from '../contacts/phones.js';
import { Locale } from '../places/region.js';
import { readSocialLink } from '../contacts/social-links.js';

interface FactContext {
  readonly url: string | null;
  readonly locale: Locale;
}

/** Confidence by syntax, lowered where the item does not state that it is the site's owner. */
const PRIOR: Readonly<Record<Syntax, number>> = { 'json-ld': 0.9, microdata: 0.8, rdfa: 0.8, microformats: 0.8 };
const FACTOR: Readonly<Record<Ownership, number>> = { own: 1, likely: 0.85, weak: 0.5 };

const MAX_TEXT = 2_000;

/** Text of one address part; JSON-LD puts names and codes of countries in items of their own. */
function part(item: Item, property: string): string | null {
  return textOf(item, property)?.replace(/\s+/g, ' ').slice(0, 200) ?? null;
}

/** Parses a count of employees from schema.org's QuantitativeValue; null when it states none. */
function readQuantity(item: Item): EmployeeCount | null {
  const bounds = { minValue: textOf(item, 'minValue') ?? undefined, maxValue: textOf(item, 'maxValue') ?? undefined };
  if (bounds.minValue !== undefined || bounds.maxValue !== undefined) {
    const count = parseEmployees(bounds);
    if (count === null) return null;
    const { min, max } = count;
    return {
      ...count,
      reported: min !== null && max !== null ? `${min}-${max}` : min !== null ? `${min}+` : `up to ${max}`,
    };
  }
  const value = textOf(item, 'value', 'name');
  return value === null ? null : parseEmployees(value);
}

/** Converts schema.org's PostalAddress; null when it has no content. */
function readPostalAddress(item: Item, locale: Locale): PostalAddress | null {
  const box = part(item, 'postOfficeBoxNumber');
  const street =
    textsOf(item, 'streetAddress').join(', ').replace(/\s+/g, ' ').slice(0, 300) ||
    (box ? (/\p{L}/u.test(box) ? box : `PO Box ${box}`) : null);
  const country = part(item, 'addressCountry');
  const address: PostalAddress = {
    street,
    city: part(item, 'addressLocality'),
    region: part(item, 'addressRegion'),
    postal_code: part(item, 'postalCode'),
    country: country
      ? (countryNamed(country, locale.language) ??
        (/^[a-z]{2}$/.test(country) ? countryNamed(country.toUpperCase()) : null))
      : null,
  };
  return Object.values(address).some((value) => value !== null) ? address : null;
}

class ItemFacts {
  readonly facts: Fact[] = [];

  constructor(
    private readonly item: Item,
    private readonly confidence: number,
    private readonly context: FactContext,
  ) {}

  read(): Fact[] {
    this.names();
    this.classification();
    this.contacts(this.item);
    for (const point of itemsOf(this.item, 'contactPoint', 'contactPoints')) this.contacts(point);
    this.addresses();
    this.links();
    this.identifiers();
    this.people();
    return this.facts;
  }

  private add<F extends FactField>(field: F, value: FactValues[F] | null, factor = 1): void {
    if (value === null || value === '') return;
    const fact: FactOf<F> = {
      field,
      value,
      source: 'website',
      url: this.context.url,
      method: this.item.syntax,
      confidence: Math.round(this.confidence * factor * 100) / 100,
      asOf: null,
    };
    this.facts.push(fact);
  }

  private names(): void {
    for (const name of textsOf(this.item, 'name').slice(0, 3)) this.add('name', name.slice(0, 200));
    this.add('legal_name', textOf(this.item, 'legalName')?.slice(0, 200) ?? null);
    this.add('description', textOf(this.item, 'description', 'slogan')?.slice(0, MAX_TEXT) ?? null);
  }

  private classification(): void {
    this.add('sector_hint', knownType(this.item));
    for (const code of textsOf(this.item, 'naics').slice(0, 3)) this.add('sector_hint', `naics:${code.slice(0, 20)}`);
    this.add('industry', textOf(this.item, 'industry')?.slice(0, 200) ?? null);
    const founded = /^\s*(\d{4})(-\d{2})?(-\d{2})?/.exec(textOf(this.item, 'foundingDate') ?? '');
    this.add('founded', founded ? `${founded[1] ?? ''}${founded[2] ?? ''}${founded[3] ?? ''}` : null);
    for (const value of valuesOf(this.item, 'numberOfEmployees').slice(0, 3))
      this.add('employees', typeof value === 'string' ? parseEmployees(value) : readQuantity(value));
  }

  private contacts(item: Item): void {
    for (const text of textsOf(item, 'email').slice(0, 20))
      this.add('email', normalizeEmail(text.replace(/^mailto:/i, '')));
    for (const text of textsOf(item, 'telephone').slice(0, 20)) {
      const phone = readPhone(text.replace(/^tel:/i, ''), this.context.locale);
      this.add('phone', phone ? (phone.e164 ?? phone.written) : null, phone?.e164 ? 1 : 0.7);
    }
  }

  private addresses(): void {
    const places = [this.item, ...itemsOf(this.item, 'location')];
    for (const place of places) {
      for (const value of valuesOf(place, 'address').slice(0, 20)) {
        this.add(
          'address',
          typeof value === 'string'
            ? readAddressText(value, this.context.locale)
            : readPostalAddress(value, this.context.locale),
          typeof value === 'string' ? 0.8 : 1,
        );
      }
    }
    for (const item of itemsOf(this.item, 'location'))
      if (item.types.includes('PostalAddress')) this.add('address', readPostalAddress(item, this.context.locale));
  }

  private links(): void {
    const url = textOf(this.item, 'url');
    this.add('domain', url && /^(?:https?:)?\/\//i.test(url) ? parse(url).domain : null);
    for (const href of textsOf(this.item, 'sameAs').slice(0, 30)) {
      const account = readSocialLink(href);
      if (account?.network === 'linkedin') this.add('linkedin', account.url);
      if (account) this.add('social', account);
      this.add('wikidata_id', /wikidata\.org\/(?:wiki|entity)\/(Q\d{1,12})/.exec(href)?.[1] ?? null);
    }
  }

  private identifiers(): void {
    const lei = textOf(this.item, 'leiCode')?.toUpperCase() ?? '';
    this.add('lei', /^[A-Z0-9]{18}\d{2}$/.test(lei) ? lei : null);
    const symbol = /^(?:([\p{L} .]{2,20})[:\s]\s?)?([A-Z0-9.]{1,10})$/u.exec(textOf(this.item, 'tickerSymbol') ?? '');
    this.add('ticker', symbol?.[2] ?? null);
    this.add('exchange', symbol?.[1]?.trim() ?? null);
    this.add('parent', textOf(this.item, 'parentOrganization')?.slice(0, 200) ?? null);
  }

  private people(): void {
    for (const founder of textsOf(this.item, 'founder', 'founders').slice(0, 10))
      this.add('person', { name: founder.slice(0, 120), title: 'Founder' });
    for (const person of itemsOf(this.item, 'employee', 'employees', 'member').slice(0, 30)) {
      const name = textOf(person, 'name');
      const title = textOf(person, 'jobTitle');
      if (name && title) this.add('person', { name: name.slice(0, 120), title: title.slice(0, 120) });
    }
  }
}

/** Facts about the owner in a page's structured data. */
export function itemFacts(items: readonly Item[], context: FactContext): Fact[] {
  return findOwners(items, context.url).flatMap(({ item, ownership }) =>
    new ItemFacts(item, PRIOR[item.syntax] * FACTOR[ownership], context).read(),
  );
}
