import { MAX_PAGE_TEXT } from '../../facts/source-step.js';
import { parse } from 'tldts';
import { Fact, SocialAccount } from '../../facts/fact.js';
import { parseUrl } from '../../../platform/addresses/parse-url.js';
import { findCountries } from '../../facts/country-names.js';
import { hasStreet } from '../places/address-words.js';
import { AddressMention, collectAddresses } from '../places/addresses.js';
import { borneOut } from '../names/borne-out-names.js';
import { decodePage } from '../tree/charset.js';
import { collectEmails } from '../contacts/emails.js';
import { innerText } from '../data/element-value.js';
import { attr, elements, first, HtmlElement, parseHtml } from '../tree/html-tree.js';
import { Item } from '../data/item.js';
import { itemFacts } from './item-facts.js';
import { readJsonLd } from '../data/json-ld.js';
import { cityList, largeCitiesIn } from '../places/large-cities.js';
import { readMicrodata } from '../data/microdata.js';
import { readMicroformats } from '../data/microformats.js';
import { isOrganization } from '../data/organization-types.js';
import { textsOf } from '../data/item.js';
import { collectNames, domainLabels, NameMention } from '../names/organization-names.js';
import { collectOwnNames, type OwnName } from '../names/own-names.js';
import { PageMentions } from './page-mentions.js';
import { cleanText, readLines, TextLine } from '../tree/page-text.js';
import { findPostcode } from '../places/postcode-lines.js';
import { isParked } from './parked.js';
import { collectPhones } from '../contacts/phones.js';
import { findPages, PageLink } from '../links/pick-pages.js';
import { readRdfa } from '../data/rdfa.js';
import { inferLocale, Locale } from '../places/region.js';
import { readSocialLink } from '../contacts/social-links.js';
import { listedPlaces, placesOf } from '../places/street-text.js';
import { textFacts } from './text-facts.js';

/** A page as fetched. */
export interface PageInput {
  readonly body: Uint8Array | string;
  /** Final address after redirects; null when unknown (then the owner cannot be determined). */
  readonly url: string | null;
  /** The `Content-Type` header, for the charset. */
  readonly contentType: string | null;
  /** ISO 3166-1 country that the caller expects; it breaks ties between phone regions. */
  readonly country?: string | null;
}

export interface PageFacts {
  readonly url: string | null;
  readonly title: string | null;
  readonly description: string | null;
  /** `rel=canonical` or `og:url`, absolute. */
  readonly canonical: string | null;
  readonly locale: Locale;
  /** Whether the page is a placeholder (for sale, default page, empty): then `facts` is empty. */
  readonly parked: boolean;
  /** Facts about the owner of the page. */
  readonly facts: readonly Fact[];
  readonly mentions: PageMentions;
  /** Names that the page states as its own. */
  readonly ownNames: readonly OwnName[];
  /** The beginning of the text as displayed, a line for each of its lines. */
  readonly text: string;
  /** Pages of the same site to read next, by kind. */
  readonly links: readonly PageLink[];
  /** `truncated` when a limit cut the page, `json_ld_repaired` when scripts were broken. */
  readonly warnings: readonly string[];
}

interface Head {
  readonly title: string | null;
  readonly description: string | null;
  readonly canonical: string | null;
  readonly base: string | null;
}

function readHead(root: HtmlElement, url: string | null): Head {
  const metas = new Map<string, string>();
  let canonical: string | null = null;
  let base: string | null = null;
  for (const element of elements(root)) {
    const name = element.tag === 'meta' ? (attr(element, 'property') ?? attr(element, 'name')) : null;
    const content = attr(element, 'content');
    if (name && content && metas.size < 200 && !metas.has(name.toLowerCase()))
      metas.set(name.toLowerCase(), cleanText(content.slice(0, 2_000)));
    if (element.tag === 'link' && /(?:^|\s)canonical(?:\s|$)/i.test(attr(element, 'rel') ?? ''))
      canonical ??= attr(element, 'href');
    if (element.tag === 'base') base ??= attr(element, 'href');
  }
  const title = first(root, 'title');
  const absolute = (href: string | null | undefined): string | null =>
    href ? (parseUrl(href, url ?? undefined)?.href ?? null) : null;
  return {
    title: (title ? innerText(title).slice(0, 500) : '') || metas.get('og:title') || null,
    description: metas.get('description') ?? metas.get('og:description') ?? null,
    canonical: absolute(canonical) ?? absolute(metas.get('og:url')),
    base: absolute(base) ?? url,
  };
}

function readItems(root: HtmlElement): { readonly items: Item[]; readonly repaired: number } {
  const jsonLd = readJsonLd(root);
  return {
    items: [...jsonLd.items, ...readMicrodata(root), ...readRdfa(root), ...readMicroformats(root)],
    repaired: jsonLd.repaired,
  };
}

function collectSocials(root: HtmlElement): SocialAccount[] {
  const found = new Map<string, SocialAccount>();
  for (const element of elements(root)) {
    const href = element.tag === 'a' ? attr(element, 'href') : null;
    const account = href ? readSocialLink(href) : null;
    if (account && found.size < 50) found.set(account.url.toLowerCase(), account);
  }
  return [...found.values()];
}

/** Longer lines around a city are text and not parts of an address. */
const MAX_ADDRESS_LINE = 60;
/** A line as short as this is a heading or an entry of a list: `Boston office`. */
const MAX_HEADING = 28;

/**
 * Whether a town of the list is one here: in a short line, as in a list of offices, or with a postcode, a street or a
 * country in the line or the next. In running text it is a name, a topic, a customer's town.
 */
function isPlaced(city: string, lines: readonly TextLine[], at: number): boolean {
  const line = lines[at]?.text ?? '';
  if (line.length <= MAX_HEADING) return true;
  const near = [line, lines[at + 1]?.text ?? '', lines[at - 1]?.text ?? ''].filter(
    (text, i) => i === 0 || text.length <= MAX_ADDRESS_LINE,
  );
  return near.some(
    (text) =>
      hasStreet(text) ||
      (findPostcode(text) !== null && /\d{4}|[A-Z]\d/.test(text)) ||
      findCountries(text).some(({ text: named }) => named !== city),
  );
}

/** Large towns of a short line: several in one line are a list of offices, one alone needs its place. */
function townsIn(lines: readonly TextLine[], at: number): string[] {
  const towns = largeCitiesIn(lines[at]?.text ?? '');
  return new Set(towns).size > 1 ? towns : towns.filter((city) => isPlaced(city, lines, at));
}

function collectCities(lines: readonly TextLine[], addresses: readonly AddressMention[]): string[] {
  const cities = new Set(addresses.flatMap(({ address }) => (address.city ? [address.city] : [])));
  const read = lines.slice(0, 10_000);
  for (const [at, { text }] of read.entries()) {
    if (cities.size >= 300) break;
    for (const city of [
      ...placesOf(text).map((place) => place.city),
      ...listedPlaces(text),
      ...cityList(text),
      ...(text.length <= 100 ? townsIn(read, at) : []),
    ])
      cities.add(city);
  }
  return [...cities];
}

function readMentions(
  root: HtmlElement,
  lines: readonly TextLine[],
  locale: Locale,
  items: readonly Item[],
  head: Head,
  url: string | null,
): PageMentions {
  const emails = collectEmails(root, lines);
  const addresses = collectAddresses(lines, locale);
  const labels = domainLabels(
    url,
    emails.map(({ email }) => email),
    head.canonical ? [head.canonical] : [],
  );
  const structured = items.filter(isOrganization).flatMap((item) => textsOf(item, 'name', 'legalName'));
  const named = collectNames({ root, lines, addressLines: addresses.map(({ line }) => line), labels });
  const names = borneOut(named, labels);
  return {
    emails,
    phones: collectPhones(root, lines, locale),
    addresses,
    names: [
      ...structured.slice(0, 50).map((name): NameMention => ({ name, method: 'structured', count: 1 })),
      ...names,
    ],
    cities: collectCities(lines, addresses),
    socials: collectSocials(root),
  };
}

/** The beginning of a page's text, a line for each of its lines. */
function keptText(lines: readonly TextLine[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const { text } of lines) {
    if (length >= MAX_PAGE_TEXT) break;
    kept.push(text);
    length += text.length + 1;
  }
  return kept.join('\n').slice(0, MAX_PAGE_TEXT);
}

/**
 * Parses a company's page: pure, synchronous, no network. CPU time and memory grow linearly with the page; run it
 * through `PageReader` to apply a time limit as well.
 */
export function readPage(input: PageInput): PageFacts {
  const html = typeof input.body === 'string' ? input.body : decodePage(input.body, input.contentType);
  const tree = parseHtml(html);
  const { root } = tree;
  const lines = readLines(root);
  const head = readHead(root, input.url);
  const locale = inferLocale(root, lines, input.url ?? head.canonical, input.country ?? null);
  const { items, repaired } = readItems(root);
  const mentions = readMentions(root, lines, locale, items, head, input.url);
  const parked = isParked(html, head.title ?? '', lines, input.url);
  const context = { url: input.url, locale };
  const siteDomain = input.url ? parse(input.url).domain : null;
  return {
    url: input.url,
    title: head.title,
    description: head.description,
    canonical: head.canonical,
    locale,
    parked,
    facts: parked
      ? []
      : [
          ...itemFacts(items, context),
          ...textFacts({ mentions, lines, description: head.description, url: input.url, siteDomain }),
        ],
    mentions,
    ownNames: collectOwnNames({ root, lines, items, url: input.url }),
    text: keptText(lines),
    links: head.base ? findPages(root, head.base) : [],
    warnings: [...(tree.truncated ? ['truncated'] : []), ...(repaired > 0 ? ['json_ld_repaired'] : [])],
  };
}
