import { AppError, specOf } from '../../platform/errors/app-error.js';
import type { ModelUse } from '../../platform/llm/token-use.js';
import { definedOnly } from '../../platform/objects/defined-only.js';
import { CollapsingCache, type ExtractionCache } from './collapsing-cache.js';
import { FactCollector, type FactSources } from './collect-facts.js';
import { companyData, type CompanyData, type Provenance, provenanceOf } from './company-data.js';
import type { ExtractionRequest, Gathered } from '../facts/extraction-request.js';
import type { Fact } from '../facts/fact.js';
import { readCountryNames } from '../facts/localized-country-names.js';
import { CompanyIdentifier, type Identification, isOverload } from './identify-company.js';
import type { CompanyModel } from './company-model.js';
import { mergeCompany } from './merge-company.js';
import { type ExtractionMode, MODE_PLANS } from '../facts/modes.js';
import type { ShownCandidate } from './resolve-entity.js';
import { restOnPage } from './rest-on-page.js';
import { type Failure, type Run, SourceSteps } from '../facts/source-step.js';
import { type CompanyQuery, type CompanySource, type KnownIdentity, NOTHING_KNOWN } from '../sources/company-source.js';
import type { CompanySites } from '../website/visit/visit-site.js';
import '../company-extraction.errors.js';

export interface Extraction {
  readonly data: CompanyData;
  readonly provenance: Provenance;
  /** Whether the facts came from the cache. */
  readonly cached: boolean;
  /** What the language model cost; absent when it was not asked. */
  readonly model?: ModelUse;
}

export interface PipelineParts {
  readonly sites: CompanySites;
  readonly wikidata: CompanySource | null;
  /** Web search with an API key; only queried when no domain is known. */
  readonly search: CompanySource | null;
  readonly sources: FactSources;
  readonly cache: ExtractionCache;
  /** The language model; null when there is none. */
  readonly model?: Pick<CompanyModel, 'ask' | 'isConfigured'> | null;
  readonly now: () => Date;
}

/**
 * Extracts one company: identifies it, collects the facts of every source of the mode and merges them. A source that
 * fails only costs its own facts; the company fails only when it could not be identified.
 * Throws `AppError`: COMPANY_NOT_FOUND, COMPANY_AMBIGUOUS and COMPANY_UNCONFIRMED
 * (details.candidates), DOMAIN_HINT_INVALID; the error of a
 * source that might have identified the company and failed temporarily (so that the item is retried instead of being
 * reported as not found); TIMEOUT or CANCELLED when the run's signal aborts.
 */
export class CompanyPipeline {
  private readonly identifier: CompanyIdentifier;
  private readonly collector: FactCollector;
  private readonly cache: CollapsingCache;

  constructor(private readonly parts: PipelineParts) {
    const { sites, wikidata, search, sources, cache } = parts;
    this.identifier = new CompanyIdentifier(sites, wikidata?.isConfigured() === true ? wikidata : null, search);
    this.collector = new FactCollector(sites, sources);
    this.cache = new CollapsingCache(cache);
  }

  async extract(request: ExtractionRequest, run: Run): Promise<Extraction> {
    run.step('search');
    const caller = { signal: run.signal, account: run.ledger?.account ?? null };
    const { gathered, cached } = await this.cache.through(request, caller, (signal) =>
      this.gather(request, { ...run, signal }),
    );
    run.step('aggregation');
    if (cached) for (const warning of gathered.warnings) run.warn(warning);
    const now = this.parts.now();
    const said = await this.parts.model?.ask(
      request.name,
      mergeCompany(restOnPage(gathered.facts), { now }),
      gathered.pages ?? [],
      run,
    );
    const facts = restOnPage([...gathered.facts, ...(said?.facts ?? [])]);
    const merged = mergeCompany(facts, { minConfidence: request.minConfidence, now });
    return {
      ...{ data: companyData(request.name, merged), provenance: provenanceOf(merged), cached },
      ...definedOnly({ model: said?.use }),
    };
  }

  private async gather(request: ExtractionRequest, run: Run): Promise<Gathered> {
    const warnings: string[] = [];
    const warn = (text: string): void => {
      warnings.push(text);
      run.warn(text);
    };
    const steps = new SourceSteps({ ...run, warn });
    const { name, country, language, hint, mode } = request;
    const query: CompanyQuery = { name, country, language, hint, known: NOTHING_KNOWN };
    await readCountryNames();
    const identified = await this.identifier.identify(query, steps);
    if (identified.ambiguous !== null && identified.ambiguous.length > 0)
      throw undecided('COMPANY_AMBIGUOUS', identified.ambiguous, steps);
    if (identified.unconfirmed !== null) throw undecided('COMPANY_UNCONFIRMED', [identified.unconfirmed], steps);
    run.step('extraction');
    const facts = isIdentified(identified)
      ? await this.read(query, identified, mode, steps)
      : await this.byLegalName(query, mode, steps);
    if (facts.length === 0) throw notFound(identified, hint, steps);
    const pages = this.parts.model?.isConfigured() === true ? { pages: steps.pages } : {};
    const limited = steps.isLimited ? { isLimited: true as const } : {};
    return { facts, warnings, complete: !steps.failures.some(isPassing), ...pages, ...limited };
  }

  private async read(
    query: CompanyQuery,
    identified: Identification,
    mode: ExtractionMode,
    steps: SourceSteps,
  ): Promise<readonly Fact[]> {
    const known = { ...query, known: identified.known };
    const site =
      identified.home === null ? await this.identifier.findHome(known, steps) : { home: identified.home, facts: [] };
    const complete: KnownIdentity = {
      ...identified.known,
      domain: identified.known.domain ?? site.home?.domain ?? null,
    };
    const whole = { ...identified, home: site.home, facts: [...identified.facts, ...site.facts] };
    return this.collector.collect({ ...query, known: complete }, whole, mode, steps);
  }

  /** Looks the full legal name up in the registers, which may know a company that no other source knows. */
  private async byLegalName(query: CompanyQuery, mode: ExtractionMode, steps: SourceSteps): Promise<readonly Fact[]> {
    const plan = MODE_PLANS[mode];
    if (plan.sec !== 'never' && query.country === 'US') {
      const facts = (await this.collector.confirm('sec', query, 'facts', steps)) ?? [];
      if (facts.length > 0) return facts;
    }
    if (plan.gleif !== 'never') {
      const facts = (await this.collector.confirm('gleif', query, 'facts', steps)) ?? [];
      if (facts.length > 0) return facts;
    }
    if (plan.enrichers === 'never') return [];
    return (await this.collector.confirm('people_data_labs', query, 'facts', steps)) ?? [];
  }
}

const isIdentified = ({ entity, home }: Identification): boolean => entity !== null || home !== null;

/** Sources that could have identified the company. Guessed domains are not among them: a failed guess says nothing. */
const IDENTIFYING: ReadonlySet<string> = new Set([
  'wikidata',
  'brave',
  'domain_hint',
  'sec',
  'gleif',
  'people_data_labs',
]);

const isPassing = ({ code }: Failure): boolean =>
  specOf(code).class === 'transient' || specOf(code).class === 'throttled';

/** Details of an error that is not cached, because the answer may be another one. */
const uncertainty = ({ failures, isLimited }: SourceSteps): { readonly uncertain?: true } =>
  isLimited || failures.some(isPassing) ? { uncertain: true } : {};

/**
 * When the website of a candidate was unavailable, or a limit kept a source from being asked, the answer may change, so
 * it is not cached. When this process was too busy to read a candidate's page, that error is thrown instead, so that
 * the item is retried.
 */
function undecided(
  code: 'COMPANY_AMBIGUOUS' | 'COMPANY_UNCONFIRMED',
  candidates: readonly ShownCandidate[],
  steps: SourceSteps,
): AppError {
  const overload = steps.failures.find(({ code }) => isOverload(code));
  if (overload !== undefined)
    return new AppError(overload.code, undefined, { details: { source: overload.source, candidates } });
  return new AppError(code, undefined, {
    details: { candidates, suggestion: 'domain_hints', ...uncertainty(steps) },
  });
}

/** The error when no company was found: of a source that may answer later, a wrong hint, or COMPANY_NOT_FOUND. */
function notFound(identified: Identification, hint: string | null, steps: SourceSteps): AppError {
  const { failures } = steps;
  const uncertain = steps.isLimited ? { uncertain: true } : {};
  const passing = failures.find(
    (failure) => (IDENTIFYING.has(failure.source) && isPassing(failure)) || isOverload(failure.code),
  );
  const tried = failures.map(({ source, code }) => `${source}: ${code}`).slice(0, 10);
  if (passing !== undefined) {
    const { code, source, retryAfter } = passing;
    const wait = definedOnly({ retryAfter });
    const host = source === 'domain_hint' && hint !== null ? { host: hint } : {};
    return new AppError(code, specOf(code).meaning, { details: { source, ...host, tried }, ...wait });
  }
  if (identified.hintRejected !== null && hint !== null) {
    const problem =
      identified.hintRejected === 'unread' ? 'could not be read' : 'does not state the name of the company';
    return new AppError('DOMAIN_HINT_INVALID', `The home page of ${hint} ${problem}.`, {
      details: { host: hint, tried, ...uncertain },
    });
  }
  const details = {
    reason: 'No web presence found for specified company',
    suggestion: 'domain_hints',
    tried,
    ...uncertain,
  };
  return new AppError('COMPANY_NOT_FOUND', 'Company not found in search results', { details });
}
