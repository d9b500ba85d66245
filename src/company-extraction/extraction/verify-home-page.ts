import { foldName, normalizeKeepingWords } from '../facts/normalize-company-name.js';
import { editSimilarity, nameSimilarity } from '../facts/name-similarity.js';
import { domainLabel } from '../facts/registrable-domain.js';
import { isGenericTitle, OWN_NAME_EVIDENCE, type OwnName, type OwnNameEvidence } from '../website/names/own-names.js';

/** What a home page says of whose it is. */
export interface SiteIdentity {
  readonly domain: string;
  /** Names that the page states as its own. */
  readonly ownNames: readonly OwnName[];
  readonly title: string | null;
  /** ISO 3166-1 country that the page shows clearly (address, phone, domain); null when it does not. */
  readonly country: string | null;
}

/** The evidence that a home page is a company's. */
export interface Proof {
  /** All kinds of evidence found, the most reliable first. */
  readonly evidence: readonly OwnNameEvidence[];
  /** 0 to 1: how surely the page is the company's, by its most reliable evidence. */
  readonly confidence: number;
  /** Whether the page shows another country than the company's. */
  readonly isAbroad: boolean;
}

/** Confidence by the most reliable evidence; each further kind adds a little. */
const CONFIDENCE: Readonly<Record<OwnNameEvidence, number>> = {
  'structured data': 0.95,
  'site name': 0.93,
  copyright: 0.92,
  imprint: 0.9,
  title: 0.85,
};
const PER_FURTHER_KIND = 0.02;
const MOST = 0.97;

/** Minimum similarity at which a name on the site counts as the company's. */
const NAMES_COMPANY_FROM = 0.9;
/** Shorter names are compared word by word: `A B C` is not `ABC`. */
const SHORT_NAME = 4;
/** A title alone is enough for a name of this length, or of two words; a shorter one must stand in the domain too. */
const DISTINCTIVE_NAME = 7;

const slug = (text: string): string => foldName(text).replaceAll(' ', '');

/** Short names must be equal; longer ones may differ by a typing error, never by a word. */
function sameName(name: string, other: string): boolean {
  const [left, right] = [normalizeKeepingWords(name), normalizeKeepingWords(other)];
  if (left === right) return true;
  if (Math.min(slug(left).length, slug(right).length) < SHORT_NAME) return false;
  const similarity = nameSimilarity(name, other, normalizeKeepingWords);
  if (similarity >= 0.97) return true;
  return (
    similarity >= NAMES_COMPANY_FROM &&
    left.length >= 8 &&
    left.split(' ').length === right.split(' ').length &&
    editSimilarity(left, right) >= NAMES_COMPANY_FROM
  );
}

/** Labels of a host in front of its public suffix: `aws` and `amazon` of `aws.amazon.com`. */
function hostLabels(domain: string): readonly string[] {
  const label = domainLabel(domain);
  return [...new Set([label ?? '', domain.split('.')[0] ?? ''])].map(slug).filter((one) => one.length > 1);
}

/** Whether the name stands in the domain, or the domain in the name. */
const spells = (name: string, labels: readonly string[]): boolean =>
  labels.some((label) => label === name || (name.length >= SHORT_NAME && label.includes(name)) || (label.length >= SHORT_NAME && name.includes(label))); // prettier-ignore

/** A title proves a distinctive name; a short one only where the domain has it as well. */
function titleProves(name: string, labels: readonly string[]): boolean {
  const bare = normalizeKeepingWords(name);
  return bare.includes(' ') || slug(bare).length >= DISTINCTIVE_NAME || spells(slug(bare), labels);
}

/**
 * The evidence that a home page is the company's: names that it states as its own. Null without any. Different names
 * never match; neither does a longer name that only contains the one searched for (`Apple Records` for `Apple`). A name
 * that is itself a word of titles (`Home`) needs more than a title.
 * @param country the company's country where it is known; a page of another one is a namesake's or a branch's
 */
export function proofOf(companyNames: readonly string[], site: SiteIdentity, country: string | null): Proof | null {
  const labels = hostLabels(site.domain);
  const wanted = companyNames.filter((name) => normalizeKeepingWords(name) !== '');
  const kinds = new Set<OwnNameEvidence>();
  for (const name of wanted) {
    const isGeneric = isGenericTitle(name);
    for (const own of site.ownNames) {
      if (own.evidence === 'title' && (isGeneric || !titleProves(name, labels))) continue;
      if (isGeneric && !spells(slug(name), labels)) continue;
      if (sameName(name, own.name)) kinds.add(own.evidence);
    }
    if (!isGeneric && titleHasLabel(name, site.title, labels)) kinds.add('title');
  }
  const evidence = OWN_NAME_EVIDENCE.filter((kind) => kinds.has(kind));
  const [best] = evidence;
  if (best === undefined) return null;
  const confidence =
    Math.round(Math.min(MOST, CONFIDENCE[best] + PER_FURTHER_KIND * (evidence.length - 1)) * 100) / 100;
  return { evidence, confidence, isAbroad: country !== null && site.country !== null && site.country !== country };
}

/**
 * The whole name, between word borders, in a title whose domain is the name: `Siemens Global website` at siemens.com.
 */
function titleHasLabel(name: string, title: string | null, labels: readonly string[]): boolean {
  const bare = normalizeKeepingWords(name);
  return bare.length >= SHORT_NAME && labels.includes(slug(bare)) && ` ${foldName(title ?? '')} `.includes(` ${bare} `);
}
