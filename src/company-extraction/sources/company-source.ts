import type { Fact, SourceName } from '../facts/fact.js';

/** Identifiers known about the company so far; each step may add to them. */
export interface KnownIdentity {
  /** Registrable domain, verified or from an identified entity. */
  readonly domain: string | null;
  /**
   * Official website as a source states it, with port and path: the address that is visited. `domain` is what is
   * reported.
   */
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

/** What is known of a company of which only the name was submitted. */
export const NOTHING_KNOWN: KnownIdentity = {
  domain: null,
  website: null,
  wikidataId: null,
  lei: null,
  cik: null,
  ticker: null,
  names: [],
  country: null,
  wikipedia: null,
};

/** Query to a source. */
export interface CompanyQuery {
  /** As submitted, trimmed. */
  readonly name: string;
  /** ISO 3166-1 alpha-2 code of the country to search in; `US` by default, so it never excludes a company. */
  readonly country: string;
  /** ISO 639-1. */
  readonly language: string;
  /** Registrable domain given by the caller. */
  readonly hint: string | null;
  readonly known: KnownIdentity;
}

export interface SourceBudget {
  /** Aborted at the company's time limit or when the batch is cancelled. */
  readonly signal: AbortSignal;
  /** `identity`: identity and domain only. `facts`: the usual facts. `thorough`: also people, parents and the rest. */
  readonly depth: 'identity' | 'facts' | 'thorough';
}

/** A company in a source that may be the requested one; input of the score. */
export interface Candidate {
  readonly source: SourceName;
  /** The source's own identifier: a QID, LEI, CIK, domain. */
  readonly id: string;
  /** Shown to callers when the name is ambiguous. */
  readonly label: string;
  readonly description: string | null;
  /** Label, aliases and legal names. */
  readonly names: readonly string[];
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Registrable domains that the source lists for the company. */
  readonly domains: readonly string[];
  /** Whether it is an organisation. `no` (a person, a film, a place) is never accepted. */
  readonly organisation: 'yes' | 'no' | 'unknown';
  /** Popularity from 0 to 1, where the source states it. */
  readonly popularity: number;
  readonly dissolved: boolean;
}

/** A candidate and how to read its facts; reading may take further requests. */
export interface Found {
  readonly candidate: Candidate;
  /** Identifiers of the candidate; merged into the known ones once it is accepted. */
  readonly identity: Partial<KnownIdentity>;
  readonly read: (budget: SourceBudget) => Promise<readonly Fact[]>;
}

/**
 * A source of company facts. It searches and states facts; it never decides whether a candidate is the company
 * (`resolve-entity.ts`) nor which of two statements is right (`merge-company.ts`).
 */
export abstract class CompanySource {
  abstract readonly name: SourceName;

  /** False when an API key or contact is missing; such a source is never queried. */
  abstract isConfigured(): boolean;

  /**
   * Candidates for the query, best first, at most ten; empty when the source does not know the company. When
   * `query.known` has an identifier of the source, that record is read instead of searching.
   * Throws `AppError`: PROVIDER_AUTH, PROVIDER_RATE_LIMITED (with `retryAfter`), PROVIDER_UNAVAILABLE (also for
   * responses that violate their schema), TIMEOUT or CANCELLED when the signal aborts.
   */
  abstract find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]>;
}
