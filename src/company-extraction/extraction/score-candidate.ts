import { bestNameSimilarity } from '../facts/name-similarity.js';
import { belongsTo } from '../facts/registrable-domain.js';
import type { Candidate, CompanyQuery } from '../sources/company-source.js';

/** Maximum contribution of each part of the score; they sum to 1. */
export const SCORE_WEIGHTS = {
  name: 0.45,
  domain: 0.2,
  country: 0.15,
  type: 0.1,
  popularity: 0.05,
  homePage: 0.05,
} as const;

interface CandidateScore {
  /** 0 to 1. */
  readonly total: number;
  /** Similarity of the best name, 0 to 1, before weighting. */
  readonly name: number;
}

/**
 * Agreement of the countries. An unknown country counts half, because the country of the request is often only the
 * default.
 */
function countryAgreement(candidate: Candidate, query: CompanyQuery): number {
  if (candidate.country === null) return 0.5;
  return candidate.country === query.country ? 1 : 0;
}

/**
 * Agreement of the domains; a hint below the company's domain is its own. Without a hint this part is 0, so that a
 * foreign company needs its own website to name it.
 */
function domainAgreement(candidate: Candidate, query: CompanyQuery): number {
  if (query.hint === null) return 0;
  if (candidate.domains.length === 0) return 0.25;
  return belongsTo(query.hint, candidate.domains) ? 1 : 0;
}

const TYPE_AGREEMENT: Readonly<Record<Candidate['organisation'], number>> = { yes: 1, unknown: 0.5, no: 0 };

/**
 * Likelihood that the candidate is the requested company, 0 to 1.
 * @param siteNamesCompany whether the website of the candidate names the company; null when it was not checked
 */
export function scoreCandidate(
  candidate: Candidate,
  query: CompanyQuery,
  siteNamesCompany: boolean | null,
): CandidateScore {
  const name = bestNameSimilarity(query.name, candidate.names);
  const type = TYPE_AGREEMENT[candidate.organisation] * (candidate.dissolved ? 0.5 : 1);
  const total =
    SCORE_WEIGHTS.name * name +
    SCORE_WEIGHTS.country * countryAgreement(candidate, query) +
    SCORE_WEIGHTS.domain * domainAgreement(candidate, query) +
    SCORE_WEIGHTS.type * type +
    SCORE_WEIGHTS.popularity * candidate.popularity +
    SCORE_WEIGHTS.homePage * (siteNamesCompany === true ? 1 : 0);
  return { total: Math.round(total * 1_000) / 1_000, name };
}
