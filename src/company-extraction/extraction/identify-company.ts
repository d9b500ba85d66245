import { AppError, type ErrorCode } from '../../platform/errors/app-error.js';
import type { Fact } from '../facts/fact.js';
import { guessDomains } from './guess-domain.js';
import { type Proof, proofOf } from './verify-home-page.js';
import { type Resolution, resolveEntity, type ShownCandidate } from './resolve-entity.js';
import type { SourceSteps } from '../facts/source-step.js';
import {
  type CompanyQuery,
  type CompanySource,
  type Found,
  type KnownIdentity,
  NOTHING_KNOWN,
  type SourceBudget,
} from '../sources/company-source.js';
import { belongsTo } from '../facts/registrable-domain.js';
import { stateFact } from '../facts/state-fact.js';
import type { CompanySites, SiteHome } from '../website/visit/visit-site.js';

/** Result of the identification of a company. */
export interface Identification {
  readonly known: KnownIdentity;
  /** The accepted entity, whose facts are read next. */
  readonly entity: Found | null;
  /** The verified home page of the company; null when there is none. */
  readonly home: SiteHome | null;
  /** Facts from the identification itself: the verified domain. */
  readonly facts: readonly Fact[];
  /** Candidates when several companies match and nothing decides between them. */
  readonly ambiguous: readonly ShownCandidate[] | null;
  /** The one candidate that fits and that nothing confirmed; null when there is none or several are. */
  readonly unconfirmed: ShownCandidate | null;
  /** The site of the hint could not be read, or does not name the company. */
  readonly hintRejected: 'unread' | 'other name' | null;
}

/** Candidates whose websites are checked before the name is reported as ambiguous. */
const MAX_VERIFY_ROUNDS = 3;
/** Search results whose home page is checked. */
const MAX_SEARCH_HOMES = 3;
/** Time limit in milliseconds for one home page, including robots.txt and fallback addresses. */
const HOME_MS = 25_000;

/**
 * How much of a proof's confidence remains, by who named the domain: the caller, a search engine, nobody. A title is
 * the least of proofs, and every namesake has it.
 */
const WAY_FACTOR = { hint: 1, brave: 0.9, guess: 0.8 } as const;
type Way = keyof typeof WAY_FACTOR;
/** What remains for a page of another country than that of the request, which is often only the default. */
const ABROAD_FACTOR = 0.8;
/** The default country of a request: it does not say that the company is there. */
const DEFAULT_COUNTRY = 'US';

/** A home page with the proof that it is the company's. */
interface ProvenHome {
  readonly home: SiteHome;
  readonly proof: Proof;
}

/** Identifies the company that is meant: by the hint, Wikidata, web search and guessed domains, in this order. */
export class CompanyIdentifier {
  constructor(
    private readonly sites: CompanySites,
    private readonly wikidata: CompanySource | null,
    private readonly search: CompanySource | null,
  ) {}

  async identify(query: CompanyQuery, steps: SourceSteps): Promise<Identification> {
    const hinted = await this.hint(query, steps);
    const found = await this.entity(query, steps);
    const resolution = found.resolution;
    const base = { hintRejected: hinted.refused, ambiguous: null, unconfirmed: null } as const;
    const unidentified = { known: NOTHING_KNOWN, entity: null, home: null, facts: [] } as const;
    if (resolution.status === 'accepted') {
      const home = hinted.proven?.home ?? found.homes.get(resolution.found.candidate.id) ?? null;
      return { ...base, ...this.withEntity(query, resolution.found, hinted.proven, home, steps) };
    }
    if (hinted.proven !== null) return { ...base, ...verified(query, hinted.proven, 'hint') };
    if (resolution.status === 'unconfirmed') return { ...base, ...unidentified, unconfirmed: resolution.candidate };
    if (resolution.status !== 'unknown')
      return { ...base, ...unidentified, ambiguous: resolution.status === 'ambiguous' ? resolution.candidates : [] };
    const searched = await this.searchHome(query, steps);
    if (searched !== null) return { ...base, ...verified(query, searched, 'brave') };
    const guessed = await this.guessHome([query.name], query, steps);
    return guessed === null ? { ...base, ...unidentified } : { ...base, ...verified(query, guessed, 'guess') };
  }

  /**
   * Finds the website of an identified company for which no source names one: by search, then by guessing, always
   * verified.
   */
  async findHome(query: CompanyQuery, steps: SourceSteps): Promise<Pick<Identification, 'home' | 'facts'>> {
    const address = query.known.website ?? query.known.domain;
    if (address !== null) return { home: await this.open(address, 'website', steps), facts: [] };
    const searched = await this.searchHome(query, steps);
    if (searched !== null) return verified(query, searched, 'brave');
    const guessed = await this.guessHome([query.name, ...query.known.names.slice(0, 2)], query, steps);
    return guessed === null ? { home: null, facts: [] } : verified(query, guessed, 'guess');
  }

  private async hint(
    query: CompanyQuery,
    steps: SourceSteps,
  ): Promise<{ readonly proven: ProvenHome | null; readonly refused: Identification['hintRejected'] }> {
    if (query.hint === null) return { proven: null, refused: null };
    const home = await this.open(query.hint, 'domain_hint', steps);
    if (home === null) return { proven: null, refused: 'unread' };
    const proof = proofFor([query.name], home, query);
    return proof === null ? { proven: null, refused: 'other name' } : { proven: { home, proof }, refused: null };
  }

  /** Resolves candidates of Wikidata; a candidate with an uncertain score is checked against its own website. */
  private async entity(
    query: CompanyQuery,
    steps: SourceSteps,
  ): Promise<{ readonly resolution: Resolution; readonly homes: ReadonlyMap<string, SiteHome> }> {
    const homes = new Map<string, SiteHome>();
    const { wikidata } = this;
    if (wikidata === null) return { resolution: { status: 'unknown' }, homes };
    const found = (await steps.attempt('wikidata', (signal) => wikidata.find(query, identityBudget(signal)))) ?? [];
    const namedBySite = new Map<string, boolean>();
    let resolution = resolveEntity(query, found, namedBySite);
    for (let round = 0; round < MAX_VERIFY_ROUNDS && resolution.status === 'needs_verification'; round += 1) {
      const { candidate } = resolution.found;
      const home = await this.open(homeAddress(resolution.found) ?? '', 'website', steps);
      if (home !== null) homes.set(candidate.id, home);
      namedBySite.set(candidate.id, home !== null && proofFor([query.name, ...candidate.names], home, query) !== null);
      resolution = resolveEntity(query, found, namedBySite);
    }
    return { resolution, homes };
  }

  private withEntity(
    query: CompanyQuery,
    entity: Found,
    hinted: ProvenHome | null,
    home: SiteHome | null,
    steps: SourceSteps,
  ): Pick<Identification, 'known' | 'entity' | 'home' | 'facts'> {
    const known = { ...NOTHING_KNOWN, ...entity.identity };
    const { domains } = entity.candidate;
    const agrees =
      query.hint !== null &&
      (belongsTo(query.hint, domains) || (hinted !== null && belongsTo(hinted.home.domain, domains)));
    if (query.hint !== null && domains.length > 0 && !agrees) steps.run.warn('domain_hint_mismatch');
    if (hinted === null) return { known, entity, home, facts: [] };
    // A hint that its own site confirms wins over Wikidata.
    const { facts } = verified(query, hinted, 'hint');
    const { domain, url: website } = hinted.home;
    return { known: { ...known, domain, website }, entity, home: hinted.home, facts };
  }

  private async searchHome(query: CompanyQuery, steps: SourceSteps): Promise<ProvenHome | null> {
    const { search } = this;
    if (search === null || !search.isConfigured() || !(await steps.mayAsk('brave'))) return null;
    const found = (await steps.attempt('brave', (signal) => search.find(query, identityBudget(signal)))) ?? [];
    for (const one of found.slice(0, MAX_SEARCH_HOMES)) {
      const home = await this.open(homeAddress(one) ?? one.candidate.id, 'website', steps);
      const proven = home === null ? null : provenAtHome([query.name, ...query.known.names], home, query);
      if (proven !== null) return proven;
    }
    return null;
  }

  /** Guessed domains mostly do not exist, so their failures are not reported as warnings. */
  private async guessHome(
    names: readonly string[],
    query: CompanyQuery,
    steps: SourceSteps,
  ): Promise<ProvenHome | null> {
    const country = query.known.country ?? query.country;
    const guesses = [...new Set(names.flatMap((name) => guessDomains(name, country)))].slice(0, 8);
    for (const guess of guesses) {
      const home = await steps.attempt(
        'guess',
        (signal) => this.sites.open(guess, signal).catch(unreachable(signal)),
        HOME_MS,
      );
      const proven = home === null ? null : provenAtHome([query.name, ...query.known.names], home, query);
      if (proven !== null) return proven;
    }
    return null;
  }

  private async open(site: string, source: string, steps: SourceSteps): Promise<SiteHome | null> {
    if (site === '') return null;
    return steps.attempt(source, (signal) => this.sites.open(site, signal), HOME_MS);
  }
}

/** Address of a candidate's home page: the website its source states, else its domain. */
const homeAddress = ({ candidate, identity }: Found): string | null => identity.website ?? candidate.domains[0] ?? null;

const identityBudget = (signal: AbortSignal): SourceBudget => ({ signal, depth: 'identity' });

/** Codes that mean this process is overloaded; they say nothing about the guessed site. */
export const isOverload = (code: ErrorCode): boolean => ['OVERLOADED', 'PARSE_TIMEOUT', 'SHUTTING_DOWN'].includes(code);

const unreachable =
  (signal: AbortSignal) =>
  (error: unknown): null => {
    if (signal.aborted || (error instanceof AppError && isOverload(error.code))) throw error;
    return null;
  };

/** The country where the company is known to be; that of the request unless it is the default. */
const knownCountry = ({ known, country }: CompanyQuery): string | null =>
  known.country ?? (country === DEFAULT_COUNTRY ? null : country);

/** One rule for every way to a home page. A parked page never proves anything, whatever its title. */
function proofFor(names: readonly string[], home: SiteHome, query: CompanyQuery): Proof | null {
  const { title, parked } = home.pageResult;
  return parked ? null : proofOf(names, { ...home, title }, knownCountry(query));
}

/** Where nobody vouches for the domain, a page of another country is a namesake's. */
function provenAtHome(names: readonly string[], home: SiteHome, query: CompanyQuery): ProvenHome | null {
  const proof = proofFor(names, home, query);
  return proof === null || proof.isAbroad ? null : { home, proof };
}

function verified(
  query: CompanyQuery,
  { home, proof }: ProvenHome,
  source: Way,
): Pick<Identification, 'known' | 'entity' | 'home' | 'facts'> {
  const isElsewhere = home.country !== null && home.country !== (query.known.country ?? query.country);
  const confidence = proof.confidence * WAY_FACTOR[source] * (isElsewhere && source !== 'hint' ? ABROAD_FACTOR : 1);
  const fact = stateFact('domain', home.domain, {
    source,
    url: home.url,
    method: `home page names the company (${proof.evidence.join(', ')})`,
    confidence: Math.round(confidence * 100) / 100,
  });
  return { known: { ...query.known, domain: home.domain, website: home.url }, entity: null, home, facts: [fact] };
}
