import type { Fact, FactField } from '../facts/fact.js';
import type { Identification } from './identify-company.js';
import { type ExtractionMode, MODE_PLANS, type ModePlan } from '../facts/modes.js';
import { normalizeKeepingWords } from '../facts/normalize-company-name.js';
import { PAID_SOURCES } from './spending-limits.js';
import type { SourceSteps } from '../facts/source-step.js';
import type { CompanyQuery, CompanySource, Found, SourceBudget } from '../sources/company-source.js';
import type { CompanySites } from '../website/visit/visit-site.js';

export interface FactSources {
  readonly gleif: CompanySource | null;
  readonly sec: CompanySource | null;
  readonly wikipedia: CompanySource | null;
  readonly people_data_labs: CompanySource | null;
}

/** Fields that every answer shows; while one of them is missing, the `fill_gaps` sources are queried. */
const CORE_FIELDS: readonly FactField[] = ['domain', 'industry', 'employees', 'address', 'founded'];
/** Time limit in milliseconds for all further pages of a site, which are requested once per second. */
const SITE_MS = 60_000;

const hasGap = (facts: readonly Fact[]): boolean =>
  CORE_FIELDS.some((field) => !facts.some((fact) => fact.field === field));

/** Collects facts about an identified company from every source that its mode uses. */
export class FactCollector {
  constructor(
    private readonly sites: CompanySites,
    private readonly sources: FactSources,
  ) {}

  async collect(
    query: CompanyQuery,
    identified: Identification,
    mode: ExtractionMode,
    steps: SourceSteps,
  ): Promise<readonly Fact[]> {
    const plan = MODE_PLANS[mode];
    const { entity, home } = identified;
    const reads: Promise<readonly Fact[] | null>[] = [];
    if (entity !== null)
      reads.push(steps.attempt('wikidata', (signal) => entity.read({ signal, depth: entityDepth(plan) })));
    if (home !== null && !home.pageResult.parked)
      reads.push(
        steps.attempt(
          'website',
          (signal) =>
            this.sites.readOn(
              home,
              mode,
              signal,
              (code, text) => steps.lose('page', code, text),
              (url, text) => steps.keep(url, text),
            ),
          SITE_MS,
        ),
      );
    if (plan.gleif !== 'never')
      reads.push(this.confirm('gleif', query, plan.gleifParents ? 'thorough' : 'facts', steps));
    if (usesSec(plan, query)) reads.push(this.confirm('sec', query, 'facts', steps));
    // No step rejects unless the company's own signal has aborted.
    const facts = [...identified.facts, ...(await Promise.all(reads)).flatMap((some) => some ?? [])];
    for (const [name, use] of [
      ['wikipedia', plan.wikipedia],
      ['people_data_labs', plan.enrichers],
    ] as const) {
      if (use === 'never' || (use === 'fill_gaps' && !hasGap(facts))) continue;
      facts.push(...((await this.confirm(name, query, 'facts', steps)) ?? []));
    }
    return facts;
  }

  /** Facts of the source's record of the company, when exactly one of its records matches. */
  async confirm(
    name: keyof FactSources,
    query: CompanyQuery,
    depth: SourceBudget['depth'],
    steps: SourceSteps,
  ): Promise<readonly Fact[] | null> {
    const source = this.sources[name];
    if (source === null || !source.isConfigured()) return null;
    if (PAID_SOURCES.has(name) && !(await steps.mayAsk(name))) return null;
    return steps.attempt(name, async (signal) => {
      const confirmed = confirmedBy(await source.find(query, { signal, depth }), query);
      if (confirmed === 'several') steps.run.warn(`${name}: several records carry the name`);
      return confirmed === null || confirmed === 'several' ? [] : confirmed.read({ signal, depth });
    });
  }
}

const entityDepth = (plan: ModePlan): SourceBudget['depth'] => {
  if (plan.wikidata === 'domain_only') return 'identity';
  return plan.gleifParents ? 'thorough' : 'facts';
};

/** SEC lists companies that are traded in the United States. */
function usesSec(plan: ModePlan, query: CompanyQuery): boolean {
  const { cik, ticker, country } = query.known;
  if (plan.sec === 'never') return false;
  if (plan.sec === 'always' || cik !== null) return true;
  return (country ?? query.country) === 'US' && ticker !== null;
}

/**
 * The one record that matches the company: by an identifier or domain that is known already, else the only record in
 * its country with exactly one of its names. A name that fits several records decides nothing.
 */
function confirmedBy(found: readonly Found[], query: CompanyQuery): Found | 'several' | null {
  const { known } = query;
  const byId = found.find(({ candidate, identity }) => {
    if (known.domain !== null && candidate.domains.includes(known.domain)) return true;
    if (known.lei !== null && identity.lei === known.lei) return true;
    return known.cik !== null && identity.cik === known.cik;
  });
  if (byId !== undefined) return byId;
  const names = new Set([query.name, ...known.names].map(normalizeKeepingWords));
  const country = known.country ?? query.country;
  const named = found.filter(
    ({ candidate }) =>
      !candidate.dissolved &&
      (candidate.country === null || candidate.country === country) &&
      candidate.names.some((name) => names.has(normalizeKeepingWords(name))),
  );
  if (named.length > 1) return 'several';
  return named[0] ?? null;
}
