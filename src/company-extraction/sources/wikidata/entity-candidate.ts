import { registrableDomain } from '../../facts/registrable-domain.js';
import { websiteOf } from '../../website/visit/site-addresses.js';
import type { Candidate, KnownIdentity } from '../company-source.js';
import { BUSINESS_CLASSES, COUNTRY_ITEMS, OTHER_CLASSES } from './classes.js';
import {
  currentItems,
  currentStatement,
  currentStatements,
  type Entity,
  labelOf,
  monolingualOf,
  type Property,
  qualifier,
  stringOf,
} from './entity.js';

/** Properties that only businesses have: industry, stock exchange, employees, CEO, legal form, LEI, CIK. */
const BUSINESS_PROPERTIES = ['P452', 'P414', 'P1128', 'P169', 'P1454', 'P1278', 'P5531'] as const;
/** Number of Wikipedia editions that gives the maximum popularity. */
const MANY_SITELINKS = 60;

const has = (entity: Entity, property: Property): boolean => (entity.claims?.[property] ?? []).length > 0;

/**
 * Whether an entity is an organisation, by its classes or its business properties. A website alone proves nothing:
 * museums and singers have one.
 */
function organisation(entity: Entity): Candidate['organisation'] {
  const classes = currentItems(entity, 'P31');
  if (classes.some((item) => BUSINESS_CLASSES.has(item))) return 'yes';
  if (classes.some((item) => OTHER_CLASSES.has(item))) return 'no';
  if (BUSINESS_PROPERTIES.some((property) => has(entity, property))) return 'yes';
  return 'unknown';
}

/** The official websites (P856) as stated, the newest first. */
const websitesOf = (entity: Entity): readonly string[] =>
  currentStatements(entity, 'P856').flatMap((one) => websiteOf(stringOf(one.mainsnak) ?? '') ?? []);

/** Registrable domains of the official websites, the newest first, each once. */
export function domainsOf(entity: Entity): readonly string[] {
  return [...new Set(websitesOf(entity).flatMap((website) => registrableDomain(website) ?? []))];
}

/** Labels, aliases and official names (P1448), those of the request's language and English. */
function namesOf(entity: Entity, language: string): readonly string[] {
  const languages = [...new Set([language, 'en', 'mul'])];
  const names = languages.flatMap((code) => [
    entity.labels?.[code]?.value ?? [],
    ...(entity.aliases?.[code] ?? []).map((alias) => alias.value),
  ]);
  const official = currentStatements(entity, 'P1448').flatMap((one) => monolingualOf(one.mainsnak)?.text ?? []);
  return [...new Set([...names.flat(), ...official])].slice(0, 60);
}

/** CIKs are written with and without leading zeros. */
function paddedCik(cik: string): string | null {
  return /^\d{1,10}$/.test(cik) ? cik.padStart(10, '0') : null;
}

export function leiOf(entity: Entity): string | null {
  const lei = stringOf(currentStatement(entity, 'P1278')?.mainsnak);
  return lei !== null && /^[A-Z0-9]{18}\d\d$/.test(lei) ? lei : null;
}

export function cikOf(entity: Entity): string | null {
  return paddedCik(stringOf(currentStatement(entity, 'P5531')?.mainsnak) ?? '');
}

/** Ticker symbol, which is qualifier P249 of the stock exchange. */
export function tickerOf(entity: Entity): string | null {
  for (const listing of currentStatements(entity, 'P414')) {
    const ticker = stringOf(qualifier(listing, 'P249'));
    if (ticker !== null) return ticker;
  }
  return null;
}

function wikipediaOf(entity: Entity, language: string): KnownIdentity['wikipedia'] {
  for (const code of [language, 'en']) {
    const title = entity.sitelinks?.[`${code}wiki`]?.title;
    if (title !== undefined) return { language: code, title };
  }
  return null;
}

const countryOf = (entity: Entity): string | null =>
  currentItems(entity, 'P17').flatMap((item) => COUNTRY_ITEMS.get(item) ?? [])[0] ?? null;

export function candidateOf(entity: Entity, language: string): Candidate {
  const sitelinks = Object.keys(entity.sitelinks ?? {}).length;
  return {
    source: 'wikidata',
    id: entity.id,
    label: labelOf(entity, language) ?? entity.id,
    description: entity.descriptions?.[language]?.value ?? entity.descriptions?.en?.value ?? null,
    names: namesOf(entity, language),
    country: countryOf(entity),
    domains: domainsOf(entity),
    organisation: organisation(entity),
    popularity: Math.min(1, Math.log1p(sitelinks) / Math.log1p(MANY_SITELINKS)),
    dissolved: has(entity, 'P576'),
  };
}

export function identityOf(entity: Entity, language: string): Partial<KnownIdentity> {
  return {
    domain: domainsOf(entity)[0] ?? null,
    website: websitesOf(entity)[0] ?? null,
    wikidataId: entity.id,
    lei: leiOf(entity),
    cik: cikOf(entity),
    ticker: tickerOf(entity),
    names: namesOf(entity, language),
    country: countryOf(entity),
    wikipedia: wikipediaOf(entity, language),
  };
}
