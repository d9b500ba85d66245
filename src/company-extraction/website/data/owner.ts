import { parse } from 'tldts';
import { Item, itemsOf, textOf, textsOf } from './item.js';
import { isOrganization } from './organization-types.js';

/**
 * How reliably an item describes the owner of the page: `own` states the site's address, `likely` is not part of
 * another item.
 */
export type Ownership = 'own' | 'likely' | 'weak';

interface OwnedItem {
  readonly item: Item;
  readonly ownership: Ownership;
}

/**
 * Properties through which a page names its owner, by the type that has them. The publisher of an article is often
 * another company.
 */
const SELF = new Set([
  'publisher',
  'copyrightHolder',
  'mainEntity',
  'about',
  'isPartOf',
  'mainEntityOfPage',
  'sourceOrganization',
]);
const WEAK = new Set([
  'publisher',
  'provider',
  'seller',
  'offeredBy',
  'worksFor',
  'brand',
  'manufacturer',
  'author',
  'creator',
  'sourceOrganization',
  'copyrightHolder',
  'itemReviewed',
  'mainEntity',
  'about',
  'isPartOf',
  'organizer',
  'location',
]);
const PAGE = new Set([
  'WebSite',
  'WebPage',
  'AboutPage',
  'ContactPage',
  'CollectionPage',
  'ProfilePage',
  'FAQPage',
  'ItemPage',
]);

const registrable = (url: string): string | null => parse(url).domain;

function byAddress(item: Item, siteDomain: string | null): 'own' | 'foreign' | 'unknown' {
  const addresses = [textOf(item, 'url'), item.id].filter(
    (one): one is string => one !== null && /^https?:/i.test(one),
  );
  if (siteDomain === null || addresses.length === 0) return 'unknown';
  if (addresses.some((address) => registrable(address) === siteDomain)) return 'own';
  return textsOf(item, 'sameAs').some((address) => registrable(address) === siteDomain) ? 'own' : 'foreign';
}

/** Organisations among a page's items that may be its owner, the most confident first. */
export function findOwners(items: readonly Item[], pageUrl: string | null): OwnedItem[] {
  const siteDomain = pageUrl ? registrable(pageUrl) : null;
  const found = new Map<Item, Ownership>();
  const note = (item: Item, without: Ownership): void => {
    const address = byAddress(item, siteDomain);
    if (address === 'foreign') return;
    const ownership = address === 'own' ? 'own' : without;
    const known = found.get(item);
    if (!known || rank(ownership) < rank(known)) found.set(item, ownership);
  };
  const visit = (item: Item, depth: number): void => {
    if (depth > 4) return;
    const isPage = item.types.some((type) => PAGE.has(type));
    for (const property of item.properties.keys()) {
      const self = isPage && SELF.has(property);
      if (!self && !WEAK.has(property)) continue;
      for (const inner of itemsOf(item, property)) {
        if (isOrganization(inner)) note(inner, self ? 'likely' : 'weak');
        else visit(inner, depth + 1);
      }
    }
  };
  for (const item of items) {
    if (isOrganization(item)) note(item, 'likely');
    else visit(item, 0);
  }
  return [...found]
    .map(([item, ownership]) => ({ item, ownership }))
    .sort((a, b) => rank(a.ownership) - rank(b.ownership));
}

function rank(ownership: Ownership): number {
  return ['own', 'likely', 'weak'].indexOf(ownership);
}
