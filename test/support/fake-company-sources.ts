import { AppError } from '../../src/platform/errors/app-error.js';
import type { CacheEntry } from '../../src/company-extraction/extraction/collapsing-cache.js';
import type { ExtractionRequest } from '../../src/company-extraction/facts/extraction-request.js';
import type { Fact, FactField, FactValues, SourceName } from '../../src/company-extraction/facts/fact.js';
import { CompanyPipeline, type PipelineParts } from '../../src/company-extraction/extraction/pipeline.js';
import type { Run } from '../../src/company-extraction/facts/source-step.js';
import {
  type Candidate,
  type CompanyQuery,
  CompanySource,
  type Found,
  type SourceBudget,
} from '../../src/company-extraction/sources/company-source.js';
import { factsOf } from '../../src/company-extraction/facts/state-fact.js';
import { type OwnName, titleNames } from '../../src/company-extraction/website/names/own-names.js';
import type { CompanySites, SiteHome } from '../../src/company-extraction/website/visit/visit-site.js';

export const fact = <F extends FactField>(
  field: F,
  value: FactValues[F],
  source: SourceName,
  confidence = 0.9,
): Fact => ({
  field,
  value,
  source,
  url: null,
  method: 'm',
  confidence,
  asOf: null,
});

/** A source of our own port that answers what a test gives it and remembers what it was asked. */
export class FakeSource extends CompanySource {
  readonly asked: CompanyQuery[] = [];
  readonly budgets: SourceBudget[] = [];
  constructor(
    readonly name: SourceName,
    private readonly answer: (query: CompanyQuery, budget: SourceBudget) => Promise<readonly Found[]>,
  ) {
    super();
  }
  override isConfigured(): boolean {
    return true;
  }
  override find(query: CompanyQuery, budget: SourceBudget): Promise<readonly Found[]> {
    this.asked.push(query);
    this.budgets.push(budget);
    return this.answer(query, budget);
  }
}

export const found = (
  source: SourceName,
  id: string,
  change: Partial<Candidate>,
  facts: readonly Fact[] = [],
  identity: Found['identity'] = {},
): Found => ({
  candidate: {
    source,
    id,
    label: change.names?.[0] ?? id,
    description: null,
    names: [id],
    country: 'US',
    domains: [],
    organisation: 'yes',
    popularity: 1,
    dissolved: false,
    ...change,
  },
  identity,
  read: () => Promise.resolve(facts),
});

/** Sites by domain; any other domain does not resolve. */
export class FakeSites implements CompanySites {
  readonly opened: string[] = [];
  constructor(
    private readonly sites: Readonly<
      Record<
        string,
        {
          title: string;
          parked?: boolean;
          facts?: readonly Fact[];
          landsOn?: string;
          error?: AppError;
          country?: string;
        }
      >
    >,
  ) {}
  open(domain: string): Promise<SiteHome> {
    this.opened.push(domain);
    const site = this.sites[domain];
    if (site === undefined) return Promise.reject(new AppError('DNS_FAILURE'));
    if (site.error !== undefined) return Promise.reject(site.error);
    const lands = site.landsOn ?? domain;
    const facts = site.facts ?? [];
    const ownNames: OwnName[] = [
      ...factsOf(facts, 'name').map(({ value }): OwnName => ({ name: value, evidence: 'structured data' })),
      ...titleNames(site.title).map((name): OwnName => ({ name, evidence: 'title' })),
    ];
    const locale = { language: null, regions: [] };
    const pageResult = { title: site.title, parked: site.parked ?? false, facts, links: [], locale, ownNames };
    const country = site.country ?? null;
    return Promise.resolve({ asked: domain, domain: lands, url: `https://${lands}/`, pageResult, ownNames, country });
  }
  readOn(home: SiteHome): Promise<readonly Fact[]> {
    return Promise.resolve(home.pageResult.facts);
  }
}

export class MapCache {
  readonly entries = new Map<string, CacheEntry>();
  readonly ttls: number[] = [];
  hits = 0;
  misses = 0;
  readonly get = (keys: readonly string[]): Promise<CacheEntry | null> => {
    const entry = keys.map((key) => this.entries.get(key)).find((one) => one !== undefined) ?? null;
    if (entry === null) this.misses += 1;
    else this.hits += 1;
    return Promise.resolve(entry);
  };
  readonly set = (key: string, entry: CacheEntry, ttl: number): Promise<void> => {
    this.entries.set(key, entry);
    this.ttls.push(ttl);
    return Promise.resolve();
  };
}

export const request = (name: string, change: Partial<ExtractionRequest> = {}): ExtractionRequest => ({
  name,
  country: 'US',
  language: 'en',
  hint: null,
  mode: 'standard',
  minConfidence: 0,
  ...change,
});
export function watch(signal: AbortSignal = new AbortController().signal) {
  const steps: string[] = [];
  const warnings: string[] = [];
  const run: Run = { signal, step: (phase) => void steps.push(phase), warn: (text) => void warnings.push(text) };
  return { run, steps, warnings };
}
export function pipeline(
  parts: Partial<Omit<PipelineParts, 'sources'>> & { sources?: Partial<PipelineParts['sources']> } = {},
) {
  const cache = new MapCache();
  const { sources, ...rest } = parts;
  const made = new CompanyPipeline({
    sites: new FakeSites({}),
    wikidata: null,
    search: null,
    cache,
    now: () => new Date('2026-01-01T00:00:00Z'),
    ...rest,
    sources: { gleif: null, sec: null, wikipedia: null, people_data_labs: null, ...sources },
  });
  return { made, cache };
}
export const acme = found(
  'wikidata',
  'Q1',
  { names: ['Acme'], domains: ['acme.com'] },
  [fact('name', 'Acme', 'wikidata'), fact('domain', 'acme.com', 'wikidata'), fact('industry', 'software', 'wikidata')],
  { domain: 'acme.com', wikidataId: 'Q1', names: ['Acme', 'Acme Inc.'], country: 'US' },
);
export const wikidata = (...all: readonly Found[]) => new FakeSource('wikidata', () => Promise.resolve(all));
export const failing = (
  name: SourceName,
  code: 'PROVIDER_UNAVAILABLE' | 'PROVIDER_RATE_LIMITED' | 'PROVIDER_AUTH',
  retryAfter?: number,
) =>
  new FakeSource(name, () =>
    Promise.reject(new AppError(code, undefined, retryAfter === undefined ? {} : { retryAfter })),
  );
