/**
 * The canonical profile that every provider produces. It is stored, shown and exported unchanged, so its fields are in
 * the snake_case of the API. Values that a source does not state are null or an empty list, never guessed.
 */

/** A date as precise as the source states it. `month` is 1 to 12. */
export interface YearMonth {
  readonly year: number;
  readonly month: number | null;
}

/** Identifiers of an employer besides its name, the most stable first. */
export interface CompanyRef {
  /** LinkedIn's number of the organisation, digits only. */
  readonly linkedin_id: string | null;
  /** The organisation's public name on LinkedIn, lower-case. */
  readonly slug: string | null;
  /** Registrable domain of its website, lower-case. */
  readonly domain: string | null;
  /** ISO 3166-1 alpha-2; distinguishes employers of the same name without other identifiers. */
  readonly country: string | null;
  readonly industry: string | null;
}

/** One position held. */
export interface Experience {
  readonly company_name: string;
  readonly company_ref: CompanyRef;
  readonly title: string | null;
  readonly location: string | null;
  readonly start: YearMonth | null;
  readonly end: YearMonth | null;
  /** True when the source says so, or states a start and no end. False without either date. */
  readonly is_current: boolean;
  readonly description: string | null;
}

export interface Education {
  readonly school: string;
  readonly degree: string | null;
  readonly field: string | null;
  readonly start: YearMonth | null;
  readonly end: YearMonth | null;
  readonly description: string | null;
}

export interface Certification {
  readonly name: string;
  readonly issuer: string | null;
  readonly issued: YearMonth | null;
  readonly expires: YearMonth | null;
  readonly credential_id: string | null;
  readonly url: string | null;
}

/** Origin of a profile, as the record of processing requires (GDPR Art. 30). */
interface Provenance {
  /** `archive`, `pdl`… */
  readonly provider: string;
  /** ISO 8601 time of the import or of the provider's response. */
  readonly fetched_at: string;
  /** Confidence from 0 to 1 that this is the person of the address. */
  readonly confidence: number;
  /**
   * Lawful basis that follows from the provider: the member's own export, or the operator's contract with a data
   * provider.
   */
  readonly basis: 'member_export' | 'data_provider';
}

/** Data of a source about a person, before it is bound to an address. */
export interface ProfileContent {
  readonly full_name: string | null;
  readonly headline: string | null;
  /** Title of the current position; the headline when no position is current. */
  readonly position: string | null;
  readonly about: string | null;
  readonly location: string | null;
  readonly industry: string | null;
  /** Newest first. */
  readonly experience: readonly Experience[];
  readonly education: readonly Education[];
  readonly certifications: readonly Certification[];
  readonly skills: readonly string[];
  readonly languages: readonly string[];
}

/** A profile bound to its address. */
export interface Profile extends ProfileContent {
  /** The slug of the address: a profile's identity. */
  readonly public_id: string;
  /** Canonical address with trailing slash. */
  readonly url: string;
  readonly provenance: Provenance;
}

export const NO_COMPANY_REF: CompanyRef = {
  linkedin_id: null,
  slug: null,
  domain: null,
  country: null,
  industry: null,
};

/** Months since year 0; an unknown month counts as January, so that a plain year sorts before its months. */
const ordinal = (date: YearMonth | null): number => (date === null ? -1 : date.year * 12 + (date.month ?? 1));

/** Current positions first, then by end, then by start, newest first; equal ones stay in the order of the source. */
export function newestFirst(experience: readonly Experience[]): Experience[] {
  const end = (e: Experience): number => (e.is_current ? Number.MAX_SAFE_INTEGER : ordinal(e.end));
  return [...experience].sort((a, b) => end(b) - end(a) || ordinal(b.start) - ordinal(a.start));
}

/** The position to show: the title of the newest current job, else the headline, else the newest title of all. */
export function positionOf(experience: readonly Experience[], headline: string | null): string | null {
  const sorted = newestFirst(experience);
  const current = sorted.find((e) => e.is_current && e.title !== null)?.title;
  return current ?? headline ?? sorted.find((e) => e.title !== null)?.title ?? null;
}
