import { scoreCandidate } from './score-candidate.js';
import type { Candidate, CompanyQuery, Found } from '../sources/company-source.js';

/** From this score on a candidate is believed by itself. */
export const ACCEPT_FROM = 0.7;
/** From this score on it is believed if its own website names the company. */
export const VERIFY_FROM = 0.55;
/** The best must lead the second by this much, else nobody can tell which is meant. */
export const MARGIN = 0.1;
/** Candidates shown when the answer is ambiguous. */
const SHOWN = 5;
/** A candidate whose best name is less alike than this is somebody else, whatever else fits. */
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
  /** The best candidate is believed if one of its domains names the company. */
  | { readonly status: 'needs_echo'; readonly found: Found; readonly score: number }
  | { readonly status: 'ambiguous'; readonly candidates: readonly ShownCandidate[] }
  | { readonly status: 'unknown' };

interface Scored {
  readonly found: Found;
  readonly score: number;
}

export function showCandidate(candidate: Candidate, score: number): ShownCandidate {
  const { label: name, description, country, domains, source, id } = candidate;
  return { name, description, country, domain: domains[0] ?? null, source, id, score };
}

/** Two records of one company: their first site is the same. Sharing any other is not enough: `penny.hu` is the Hungarian chain's only site and one of the German parent's five. */
const shareDomain = (a: Candidate, b: Candidate): boolean =>
  a.domains[0] !== undefined && a.domains[0] === b.domains[0];

function rank(found: readonly Found[], query: CompanyQuery, echoes: ReadonlyMap<string, boolean>): readonly Scored[] {
  return found
    .filter(({ candidate }) => candidate.organisation !== 'no')
    .map((entry) => {
      const { total, name } = scoreCandidate(entry.candidate, query, echoes.get(entry.candidate.id) ?? null);
      return { found: entry, score: total, name };
    })
    .filter(({ name }) => name >= LEAST_NAME)
    .sort((a, b) => b.score - a.score || (a.found.candidate.id < b.found.candidate.id ? -1 : 1));
}

/**
 * Which candidate is the company asked for (DOMAIN 2.3). Deterministic: equal scores fall to the smaller id.
 * @param echoes what is known about candidates' own websites, by candidate id
 */
export function resolveEntity(
  query: CompanyQuery,
  found: readonly Found[],
  echoes: ReadonlyMap<string, boolean> = new Map(),
): Resolution {
  const ranked = rank(found, query, echoes);
  const [best, ...others] = ranked;
  if (best === undefined || best.score < VERIFY_FROM) return { status: 'unknown' };
  const rivals = others.filter((other) => !shareDomain(best.found.candidate, other.found.candidate));
  const lead = best.score - (rivals[0]?.score ?? 0);
  const ambiguous: Resolution = {
    status: 'ambiguous',
    candidates: ranked.slice(0, SHOWN).map((entry) => showCandidate(entry.found.candidate, entry.score)),
  };
  // 0.1 + 0.6 must not miss 0.7 for a rounding error.
  if (lead + 1e-9 < MARGIN) return ambiguous;
  const echo = echoes.get(best.found.candidate.id);
  if (best.score >= ACCEPT_FROM || echo === true) return { status: 'accepted', found: best.found, score: best.score };
  if (echo === false || best.found.candidate.domains.length === 0) return ambiguous;
  return { status: 'needs_echo', found: best.found, score: best.score };
}
