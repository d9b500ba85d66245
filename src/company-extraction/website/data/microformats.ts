import { elementValue, innerText } from './element-value.js';
import { attr, elements, HtmlElement, tokens } from '../tree/html-tree.js';
import { addValue, Item, ITEM_LIMITS, OpenItem, openItem } from './item.js';

/** hCard (vcard) and h-card class names to schema.org properties. */
const PROPERTIES: Readonly<Record<string, string>> = {
  fn: 'name', org: 'legalName', 'organization-name': 'legalName', tel: 'telephone', email: 'email', url: 'url', logo: 'logo', note: 'description', title: 'jobTitle', 'job-title': 'jobTitle',
  'street-address': 'streetAddress', 'extended-address': 'streetAddress', 'post-office-box': 'postOfficeBoxNumber', locality: 'addressLocality', region: 'addressRegion', 'postal-code': 'postalCode',
  'country-name': 'addressCountry', name: 'name', fax: 'faxNumber',
}; // prettier-ignore
const ADDRESS = new Set([
  'streetAddress',
  'postOfficeBoxNumber',
  'addressLocality',
  'addressRegion',
  'postalCode',
  'addressCountry',
]);

interface Card {
  readonly item: OpenItem;
  readonly modern: boolean;
  address: OpenItem | null;
  isPerson: boolean;
}

function readValue(element: HtmlElement, property: string): string | null {
  const href = attr(element, 'href');
  if (href && property === 'email') return href.replace(/^mailto:/i, '').split('?')[0] ?? null;
  if (href && property === 'telephone' && /^tel:/i.test(href)) return href.slice(4);
  const part = [...elements(element)].find((inner) => tokens(inner, 'class').includes('value'));
  if (part && property === 'telephone') return innerText(part) || null;
  if (property === 'url' || property === 'logo') return elementValue(element);
  const title = element.tag === 'abbr' ? attr(element, 'title') : null;
  return title ?? (innerText(element) || null);
}

function isFax(element: HtmlElement): boolean {
  const type = [...elements(element)].find((inner) => tokens(inner, 'class').includes('type'));
  return /fax/i.test((type ? innerText(type) : '') + (attr(element, 'class') ?? ''));
}

function addProperty(card: Card, element: HtmlElement, name: string): void {
  const property = PROPERTIES[name];
  if (!property || (name === 'name' && !card.modern)) return;
  const value = readValue(element, property);
  if (property === 'jobTitle') card.isPerson = true;
  if (ADDRESS.has(property)) {
    card.address ??= openItem('microformats', ['PostalAddress']);
    addValue(card.address, property, value);
  } else addValue(card.item, property === 'telephone' && isFax(element) ? 'faxNumber' : property, value);
}

function collect(card: Card, element: HtmlElement): void {
  for (const child of element.children) {
    if (child.kind !== 'element') continue;
    const classes = tokens(child, 'class');
    const names = card.modern
      ? classes.filter((one) => /^(?:p|u|dt|e)-/.test(one)).map((one) => one.replace(/^[a-z]+-/, ''))
      : classes;
    for (const name of names) addProperty(card, child, name);
    if (!classes.includes('vcard') && !classes.includes('h-card')) collect(card, child);
  }
}

/** hCard and h-card items: an organisation when `fn` and `org` agree or when nothing indicates a person. */
export function readMicroformats(root: HtmlElement): Item[] {
  const found: Item[] = [];
  for (const element of elements(root)) {
    const classes = tokens(element, 'class');
    const modern = classes.includes('h-card');
    if ((!modern && !classes.includes('vcard')) || found.length >= ITEM_LIMITS.values) continue;
    const card: Card = { item: openItem('microformats'), modern, address: null, isPerson: false };
    collect(card, element);
    if (card.address) addValue(card.item, 'address', card.address);
    const name = card.item.properties.get('name')?.[0];
    const org = card.item.properties.get('legalName')?.[0];
    const isOrganization =
      !card.isPerson && (org === undefined ? card.address !== null : name === undefined || name === org);
    if (isOrganization) {
      if (name === undefined && org !== undefined) addValue(card.item, 'name', org);
      // hCard's org is a plain name, not the registered one.
      card.item.properties.delete('legalName');
    } else if (org !== undefined) card.item.properties.delete('legalName');
    card.item.types.push(isOrganization ? 'Organization' : 'Person');
    if (!isOrganization && org !== undefined) addValue(card.item, 'worksFor', org);
    if (card.item.properties.size > 0) found.push(card.item);
  }
  return found;
}
