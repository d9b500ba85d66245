import type { Fact, SourceName } from '../facts/fact.js';

/** What is known about the company so far; each step may add to it. */
export interface KnownIdentity {
  /** Registrable domain, verified or from an identified entity. */
  readonly domain: string | null;
  /** The official website as a source gives it, with port and path; what is visited, where `domain` is what is reported. */
  readonly website: string | null;
  readonly wikidataId: string | null;
  readonly lei: string | null;
  /** Ten digits. */
  readonly cik: string | null;
  readonly ticker: string | null;
  /** Other names of the identified company: label, legal name, aliases. */
  readonly names: readonly string[];
  /** ISO 3166-1 alpha-2 of the identified company. */
  readonly country: string | null;
  readonly wikipedia: { readonly language: string; readonly title: string } | null;
}

/** What a source is asked. */
export interface CompanyQuery {
  /** As submitted, trimmed. */
  readonly name: string;
  /** ISO 3166-1 alpha-2 that the caller localises the search to; `US` by default, so it never excludes a company. */
  readonly country: string;
  /** ISO 639-1. */
  readonly language: string;
  /** Registrable domain the caller gave. */
  readonly hint: string | null;
  readonly known: KnownIdentity;
}

export interface SourceBudget {
  /** Aborted when the company's time is over or the batch is cancelled. */
  readonly signal: AbortSignal;
  /** `identity`: who it is and its domain. `facts`: the usual. `thorough`: people, parents, everything. */
  readonly depth: 'identity' | 'facts' | 'thorough';
}

/** A company a source knows that may be the one asked for; what the score is made of. */
export interface Candidate {
  readonly source: SourceName;
  /** The source's own identifier: a QID, LEI, CIK, domain. */
  readonly id: string;
  /** Shown to callers when the answer is ambiguous. */
  readonly label: string;
  readonly description: string | null;
  /** Label, aliases and legal names. */
  readonly names: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Registrable domains the source says are the company's. */
  readonly domains: readonly string[];
  /** `no` is never accepted: a person, a film, a place. */
  readonly organisation: 'yes' | 'no' | 'unknown';
  /** 0 to 1: how well known, where the source can tell. */
  readonly popularity: number;
  readonly dissolved: boolean;
}

/** A candidate with the way to its facts; reading may cost further requests. */
export interface Found {
  readonly candidate: Candidate;
  /** Identifiers the candidate carries; merged into what is known once it is accepted. */
  readonly identity: Partial<KnownIdentity>;
  readonly read: (budget: SourceBudget) => Promise<readonly Fact[]>;
}

/**
 * A place company facts come from. A source searches and states; it never decides whether a candidate is the company
 * (`resolve-entity.ts`) nor which of two statements holds (`merge-company.ts`).
 */
export abstract class CompanySource {
  abstract readonly name: SourceName;

  /** False where a key or a contact is missing; such a source is never asked. */
  abstract isConfigured(): boolean;

  /**
   * Candidates for the query, best first, at most ten; none when the source does not know the company. With its own
   * identifier among `query.known` the source reads that record instead of searching.
   * Throws `AppError`: PROVIDER_AUTH, PROVIDER_RATE_LIMITED (with `retryAfter`), PROVIDER_UNAVAILABLE (also for replies that
   * break their schema), TIMEOUT or CANCELLED when the signal aborts.
   */
  abstract find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]>;
}
