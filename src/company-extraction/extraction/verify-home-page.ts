import { foldName, normalizeCompanyName } from '../facts/normalize-company-name.js';
import { editSimilarity, nameSimilarity } from '../facts/name-similarity.js';
import { domainLabel } from '../facts/registrable-domain.js';

/** Names that a home page states for its owner. */
export interface SiteNames {
  /** `<title>`; split at separators here. */
  readonly title: string | null;
  /** Names from og:site_name, JSON-LD and similar markup. */
  readonly stated: readonly string[];
}

/** Minimum similarity at which a name on the site counts as the company's. */
const NAMES_COMPANY_FROM = 0.9;

const slug = (text: string): string => foldName(text).replaceAll(' ', '');

/**
 * Parts of a title, one of which may name the company: `Acme – Fine tools`, `Home
 * Acme`.
 */
function titleParts(title: string): readonly string[] {
  return title
    .slice(0, 300)
    .split(/\s+[-–—|·•:»«/]+\s+|\s*[|·•»«–—]\s*|:\s+/u)
    .map((part) => part.replace(/^(?:welcome to|home of|willkommen bei|bienvenue chez)\s+/iu, '').trim())
    .filter((part) => part !== '');
}

/**
 * Whether a site names the company: one of its stated names is the company's, or a part of its title is, or the title
 * contains the whole name and the label of the domain equals it. Different names never match; neither does a longer
 * name that only contains the one searched for (`Apple Records` for `Apple`).
 */
export function pageNamesCompany(companyNames: readonly string[], site: SiteNames, domain: string): boolean {
  const parts = site.title === null ? [] : titleParts(site.title);
  const siteNames = [...site.stated.slice(0, 10), ...parts];
  const wanted = companyNames.filter((name) => normalizeCompanyName(name) !== '');
  if (wanted.some((name) => siteNames.some((other) => sameName(name, other)))) return true;
  const label = domainLabel(domain) ?? '';
  const title = ` ${foldName(site.title ?? '')} `;
  return wanted.some((name) => {
    const bare = normalizeCompanyName(name);
    return slug(bare) === slug(label) && bare.length >= 4 && title.includes(` ${bare} `);
  });
}

/** Short names must be equal; longer ones may differ by a typing error, never by a word. */
function sameName(name: string, other: string): boolean {
  const similarity = nameSimilarity(name, other);
  if (similarity >= 0.97) return true;
  if (similarity < NAMES_COMPANY_FROM) return false;
  const [left, right] = [normalizeCompanyName(name), normalizeCompanyName(other)];
  return (
    left.length >= 8 &&
    left.split(' ').length === right.split(' ').length &&
    editSimilarity(left, right) >= NAMES_COMPANY_FROM
  );
}
