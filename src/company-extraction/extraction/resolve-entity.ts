import { normalizeCompanyName } from '../facts/normalize-company-name.js';
import { scoreCandidate } from './score-candidate.js';
import type { Candidate, CompanyQuery, Found } from '../sources/company-source.js';

/** Minimum score at which a candidate is accepted without further evidence. */
const ACCEPT_FROM = 0.7;
/** Minimum score at which a candidate is accepted if its own website names the company. */
const VERIFY_FROM = 0.55;
/** Minimum lead of the best candidate over the second; below it the name is ambiguous. */
const MARGIN = 0.1;
/** So many longer names make an exact one a class: `Ministry of Health` of any country. */
const CLASS_FROM = 3;
/** Candidates shown when the name is ambiguous. */
const MAX_CANDIDATES_SHOWN = 5;
/** Minimum name similarity; a candidate below it is rejected whatever else matches. */
const LEAST_NAME = 0.6;

/** A candidate as shown to the caller of an ambiguous name. */
export interface ShownCandidate {
  readonly name: string;
  readonly description: string | null;
  readonly country: string | null;
  readonly domain: string | null;
  readonly source: string;
  readonly id: string;
  readonly score: number;
}

export type Resolution =
  | { readonly status: 'accepted'; readonly found: Found; readonly score: number }
  /** The best candidate is accepted if the home page at one of its domains names the company. */
  | { readonly status: 'needs_verification'; readonly found: Found; readonly score: number }
  | { readonly status: 'ambiguous'; readonly candidates: readonly ShownCandidate[] }
  /** One candidate leads, and its own website does not bear it out or it has none. */
  | { readonly status: 'unconfirmed'; readonly candidate: ShownCandidate }
  | { readonly status: 'unknown' };

interface Scored {
  readonly found: Found;
  readonly score: number;
  readonly name: number;
}

function showCandidate(candidate: Candidate, score: number): ShownCandidate {
  const { label: name, description, country, domains, source, id } = candidate;
  return { name, description, country, domain: domains[0] ?? null, source, id, score };
}

/**
 * Two records of one company: their first site is the same. Sharing any other site is not enough: `penny.hu` is the
 * Hungarian chain's only site and one of the German parent's five.
 */
const shareDomain = (a: Candidate, b: Candidate): boolean =>
  a.domains[0] !== undefined && a.domains[0] === b.domains[0];

function rank(
  found: readonly Found[],
  query: CompanyQuery,
  namedBySite: ReadonlyMap<string, boolean>,
): readonly Scored[] {
  return found
    .filter(({ candidate }) => candidate.organisation !== 'no')
    .map((entry) => {
      const { total, name } = scoreCandidate(entry.candidate, query, namedBySite.get(entry.candidate.id) ?? null);
      return { found: entry, score: total, name };
    })
    .filter(({ name }) => name >= LEAST_NAME)
    .sort((a, b) => b.score - a.score || (a.found.candidate.id < b.found.candidate.id ? -1 : 1));
}

/** Whether every name of a candidate that resembles the query's only begins with it: `Deutsche Bank Park`. */
function isLonger({ candidate }: Found, query: CompanyQuery): boolean {
  const wanted = normalizeCompanyName(query.name);
  const names = candidate.names.map(normalizeCompanyName);
  return names.some((name) => name.startsWith(`${wanted} `)) && !names.includes(wanted);
}

/**
 * Decides which candidate is the requested company. Deterministic: equal scores fall to the smaller id.
 * @param namedBySite whether the website of a candidate names the company, by candidate id; absent when not checked
 */
export function resolveEntity(
  query: CompanyQuery,
  found: readonly Found[],
  namedBySite: ReadonlyMap<string, boolean> = new Map(),
): Resolution {
  const all = rank(found, query, namedBySite);
  const longer = all.filter((one) => isLonger(one.found, query));
  // An exact name wins over longer ones that begin with it; where many do, it is the word for what they all are.
  const wins = all.some(({ name }) => name === 1) && longer.length < CLASS_FROM;
  const ranked = wins ? all.filter((one) => !longer.includes(one)) : all;
  const [best, ...others] = ranked;
  if (best === undefined || best.score < VERIFY_FROM) return { status: 'unknown' };
  const rivals = others.filter((other) => !shareDomain(best.found.candidate, other.found.candidate));
  const lead = best.score - (rivals[0]?.score ?? 0);
  const ambiguous: Resolution = {
    status: 'ambiguous',
    candidates: ranked.slice(0, MAX_CANDIDATES_SHOWN).map((entry) => showCandidate(entry.found.candidate, entry.score)),
  };
  // Tolerance for rounding errors: 0.1 + 0.6 must not miss 0.7.
  if (lead + 1e-9 < MARGIN) return ambiguous;
  const siteNamesCompany = namedBySite.get(best.found.candidate.id);
  if (best.score >= ACCEPT_FROM || siteNamesCompany === true)
    return { status: 'accepted', found: best.found, score: best.score };
  if (siteNamesCompany === false || best.found.candidate.domains.length === 0)
    return { status: 'unconfirmed', candidate: showCandidate(best.found.candidate, best.score) };
  return { status: 'needs_verification', found: best.found, score: best.score };
}
