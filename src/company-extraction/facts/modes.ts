/** What a caller may ask for (S3-9). */
export const EXTRACTION_MODES = ['basic', 'standard', 'comprehensive', 'contact_focused', 'financial_focused'] as const;
export type ExtractionMode = (typeof EXTRACTION_MODES)[number];

/** How a source is used: never, only where fields are still empty, or always. */
export type Use = 'never' | 'fill_gaps' | 'always';

/** One mode as data: which sources are used (its pages stand in `website/pick-pages.ts`), and what the seed recommends for it. */
export interface ModePlan {
  /** Wikidata answers all facts, or only says which domain the company has. */
  readonly wikidata: 'facts' | 'domain_only';
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
