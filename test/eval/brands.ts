import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proofOf } from '../../src/company-extraction/extraction/verify-home-page.js';
import { guessDomains } from '../../src/company-extraction/extraction/guess-domain.js';
import { normalizeCompanyName } from '../../src/company-extraction/facts/normalize-company-name.js';
import { registrableDomain } from '../../src/company-extraction/facts/registrable-domain.js';
import { type Resolution, resolveEntity } from '../../src/company-extraction/extraction/resolve-entity.js';
import { companyQuery } from '../support/company-query.js';
import type { Found } from '../../src/company-extraction/sources/company-source.js';
import { Section, share, Table } from './section.js';

interface Brand {
  readonly qid: string;
  readonly label: string;
  readonly description?: string;
  readonly websites?: readonly string[];
  readonly dissolved?: boolean;
  readonly domains: readonly string[];
}

function load(data: string): readonly Brand[] {
  const lines = readFileSync(join(data, 'name-suggestion-index', 'brands.ndjson'), 'utf8')
    .trim()
    .split('\n');
  return lines.flatMap((line) => {
    const brand = JSON.parse(line) as Omit<Brand, 'domains'>;
    const domains = [...new Set((brand.websites ?? []).flatMap((site) => registrableDomain(site) ?? []))];
    return domains.length === 0 ? [] : [{ ...brand, domains }];
  });
}

const found = (brand: Brand): Found => ({
  candidate: {
    source: 'wikidata',
    id: brand.qid,
    label: brand.label,
    description: brand.description ?? null,
    names: [brand.label],
    country: null,
    domains: brand.domains,
    organisation: 'yes',
    popularity: 0,
    dissolved: brand.dissolved === true,
  },
  identity: {},
  read: () => Promise.resolve([]),
});

/**
 * Brands a search for the name would answer: those that share its first word, at most seven, as `wbsearchentities`
 * does.
 */
function candidatesOf(brands: readonly Brand[]): (brand: Brand) => readonly Found[] {
  const byFirst = new Map<string, Brand[]>();
  const first = (label: string): string => normalizeCompanyName(label).split(' ')[0] ?? '';
  for (const brand of brands) byFirst.set(first(brand.label), [...(byFirst.get(first(brand.label)) ?? []), brand]);
  return ({ label }) => {
    const wanted = label.toLowerCase();
    const hits = (byFirst.get(first(label)) ?? []).filter((other) => other.label.toLowerCase().startsWith(wanted));
    return hits.slice(0, 7).map(found);
  };
}

type Outcome = 'right' | 'wrong' | 'ambiguous' | 'silent';

/** A recorded web: each listed domain shows its brands' labels as the names of its home page. */
function recordedWeb(brands: readonly Brand[]): ReadonlyMap<string, readonly string[]> {
  const web = new Map<string, string[]>();
  for (const brand of brands)
    for (const domain of brand.domains) web.set(domain, [...(web.get(domain) ?? []), brand.label]);
  return web;
}

const isNamed = (names: readonly string[], labels: readonly string[], domain: string): boolean => {
  const ownNames = labels.map((name) => ({ name, evidence: 'site name' as const }));
  return proofOf(names, { domain, ownNames, title: null, country: null }, null) !== null;
};

/** The pipeline's decision: the best candidate, in the grey zone only if its recorded site names it. */
function byCandidates(
  brand: Brand,
  candidates: readonly Found[],
  web: ReadonlyMap<string, readonly string[]>,
  hint: string | null,
): Outcome {
  const echoes = new Map<string, boolean>();
  let resolution: Resolution = resolveEntity(companyQuery(brand.label, { hint }), candidates, echoes);
  for (let round = 0; round < 3 && resolution.status === 'needs_verification'; round += 1) {
    const { candidate } = resolution.found;
    const domain = candidate.domains[0] ?? '';
    echoes.set(candidate.id, isNamed([brand.label, ...candidate.names], web.get(domain) ?? [], domain));
    resolution = resolveEntity(companyQuery(brand.label, { hint }), candidates, echoes);
  }
  if (resolution.status === 'ambiguous') return 'ambiguous';
  if (resolution.status !== 'accepted') return 'silent';
  return brand.domains.includes(resolution.found.candidate.domains[0] ?? '') ? 'right' : 'wrong';
}

/** Suffixes of two letters that companies of all countries use. */
const OF_NO_COUNTRY = new Set(['ai', 'cc', 'co', 'eu', 'fm', 'io', 'me', 'tv', 'ws']);

/**
 * The country that all national suffixes of a brand's sites are of: what a caller who knows the brand would say; else
 * the default.
 */
function countryOf({ domains }: Brand): string {
  const suffixes = domains.map((domain) => domain.slice(domain.lastIndexOf('.') + 1));
  const national = new Set(suffixes.filter((suffix) => suffix.length === 2 && !OF_NO_COUNTRY.has(suffix)));
  const [only = 'us'] = national;
  if (national.size > 1) return 'US';
  return only === 'uk' ? 'GB' : only.toUpperCase();
}

/** The first guess whose recorded site names the brand. Without candidates: nobody warns of namesakes. */
function byGuess(brand: Brand, web: ReadonlyMap<string, readonly string[]>, country: string): Outcome {
  for (const domain of guessDomains(brand.label, country)) {
    const stated = web.get(domain);
    if (stated === undefined || !isNamed([brand.label], stated, domain)) continue;
    return brand.domains.includes(domain) ? 'right' : 'wrong';
  }
  return 'silent';
}

/** The naive way: the name and `.com`. */
function byCom(brand: Brand): Outcome {
  const label = normalizeCompanyName(brand.label).replaceAll(' ', '');
  return brand.domains.includes(`${label}.com`) ? 'right' : 'wrong';
}

function run(data: string): readonly Table[] {
  const brands = load(data);
  const web = recordedWeb(brands);
  const candidates = candidatesOf(brands);
  const ways: readonly (readonly [string, (brand: Brand) => Outcome])[] = [
    ['name and recorded candidates', (brand) => byCandidates(brand, candidates(brand), web, null)],
    ['with the domain as hint', (brand) => byCandidates(brand, candidates(brand), web, brand.domains[0] ?? null)],
    ['guess and echo, no candidates', (brand) => byGuess(brand, web, 'US')],
    ['guess and echo in its country, no candidates', (brand) => byGuess(brand, web, countryOf(brand))],
    ['naive: the name and .com', byCom],
  ];
  const rows = ways.map(([way, decide]) => {
    const counts: Record<Outcome, number> = { right: 0, wrong: 0, ambiguous: 0, silent: 0 };
    for (const brand of brands) counts[decide(brand)] += 1;
    return [
      way,
      brands.length,
      ...(['right', 'ambiguous', 'silent'] as const).map((one) => share(counts[one] / brands.length)),
      counts.wrong,
      share(counts.right / (counts.right + counts.wrong)),
    ];
  });
  return [
    {
      title: 'Brands: domain asserted for a name',
      columns: ['way', 'brands', 'right', 'ambiguous', 'silent', 'wrong (count)', 'precision'],
      rows,
      note: 'A site’s names are its brands’ labels in the list, so the echo is easier here than on the open web. Wrong are namesakes whose sites bear exactly the name asked for; with candidates the same names are called ambiguous. A guess alone is given with less than .8, and so is all that its page says.',
    },
  ];
}

export const brands: Section = { name: 'brands', needs: ['name-suggestion-index'], run };
