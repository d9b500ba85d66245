/** What a caller may ask for (S3-9). */
export const EXTRACTION_MODES = ['basic', 'standard', 'comprehensive', 'contact_focused', 'financial_focused'] as const;
export type ExtractionMode = (typeof EXTRACTION_MODES)[number];

/** Sorts of pages the website step reads; `home` always, the others where the site links them. */
export const PAGE_KINDS = ['home', 'about', 'contact', 'legal', 'careers', 'support', 'investors'] as const;
export type PageKind = (typeof PAGE_KINDS)[number];

/** How a source is used: never, only where fields are still empty, or always. */
export type Use = 'never' | 'fill_gaps' | 'always';

/** One mode as data: which pages and sources are used, and what the seed recommends for it. */
export interface ModePlan {
  /** Wikidata answers all facts, or only says which domain the company has. */
  readonly wikidata: 'facts' | 'domain_only';
  readonly pages: readonly PageKind[];
  readonly maxPages: number;
  readonly gleif: Use;
  readonly gleifParents: boolean;
  /** SEC is asked for United States companies or where a CIK or ticker is known, in `when_listed`. */
  readonly sec: 'never' | 'when_listed' | 'always';
  readonly wikipedia: Use;
  readonly enrichers: Use;
  /** Seed, "Optimal Batch Size" (S3-66). */
  readonly recommendedSize: number;
  /** Seed, "Optimal concurrency settings" (S3-67). */
  readonly recommendedConcurrency: number;
  /** Seconds one company takes when nothing has been measured yet; see `estimate.ts`. */
  readonly defaultSeconds: number;
}

/** The pipeline of every mode (DOMAIN 2.2). */
export const MODE_PLANS: Readonly<Record<ExtractionMode, ModePlan>> = {
  basic: {
    wikidata: 'facts',
    pages: ['home'],
    maxPages: 1,
    gleif: 'never',
    gleifParents: false,
    sec: 'never',
    wikipedia: 'never',
    enrichers: 'never',
    recommendedSize: 50,
    recommendedConcurrency: 10,
    defaultSeconds: 4,
  },
  standard: {
    wikidata: 'facts',
    pages: ['home', 'about', 'contact'],
    maxPages: 3,
    gleif: 'always',
    gleifParents: false,
    sec: 'when_listed',
    wikipedia: 'fill_gaps',
    enrichers: 'fill_gaps',
    recommendedSize: 25,
    recommendedConcurrency: 5,
    defaultSeconds: 8,
  },
  comprehensive: {
    wikidata: 'facts',
    pages: ['home', 'about', 'contact', 'legal', 'careers', 'support', 'investors'],
    maxPages: 8,
    gleif: 'always',
    gleifParents: true,
    sec: 'always',
    wikipedia: 'always',
    enrichers: 'always',
    recommendedSize: 10,
    recommendedConcurrency: 3,
    defaultSeconds: 18,
  },
  contact_focused: {
    wikidata: 'domain_only',
    pages: ['home', 'contact', 'legal', 'about', 'careers', 'support'],
    maxPages: 6,
    gleif: 'never',
    gleifParents: false,
    sec: 'never',
    wikipedia: 'never',
    enrichers: 'never',
    recommendedSize: 30,
    recommendedConcurrency: 7,
    defaultSeconds: 10,
  },
  financial_focused: {
    wikidata: 'facts',
    pages: ['home', 'about', 'investors'],
    maxPages: 3,
    gleif: 'always',
    gleifParents: false,
    sec: 'always',
    wikipedia: 'always',
    enrichers: 'always',
    recommendedSize: 20,
    recommendedConcurrency: 4,
    defaultSeconds: 10,
  },
};

/** Whether a result made in mode `richer` holds everything mode `poorer` asks for, so that the cache may serve it. */
export function serves(richer: ExtractionMode, poorer: ExtractionMode): boolean {
  return richer === poorer || richer === 'comprehensive' || (richer === 'standard' && poorer === 'basic');
}
