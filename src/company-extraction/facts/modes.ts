/** Extraction modes a caller may choose. */
export const EXTRACTION_MODES = ['basic', 'standard', 'comprehensive', 'contact_focused', 'financial_focused'] as const;
export type ExtractionMode = (typeof EXTRACTION_MODES)[number];

/** How a source is used: never, only where fields are still empty, or always. */
type Use = 'never' | 'fill_gaps' | 'always';

/**
 * Definition of a mode: which sources are used (its pages are in `website/links/pick-pages.ts`) and the recommended
 * sizes.
 */
export interface ModePlan {
  /** Whether Wikidata contributes all facts or only the company's domain. */
  readonly wikidata: 'facts' | 'domain_only';
  readonly gleif: Use;
  readonly gleifParents: boolean;
  /** In `when_listed`, SEC is queried for United States companies and where a CIK or ticker is known. */
  readonly sec: 'never' | 'when_listed' | 'always';
  readonly wikipedia: Use;
  readonly enrichers: Use;
  /** Recommended number of companies per batch. */
  readonly recommendedSize: number;
  /** Recommended `max_concurrent`. */
  readonly recommendedConcurrency: number;
  /** Seconds per company, used for estimates until times were measured; see `estimate.ts`. */
  readonly defaultSeconds: number;
}

/** The sources of every mode. */
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

/**
 * Whether a result made in mode `richer` contains everything that mode `poorer` extracts, so that the cache may return
 * it.
 */
export function serves(richer: ExtractionMode, poorer: ExtractionMode): boolean {
  return richer === poorer || richer === 'comprehensive' || (richer === 'standard' && poorer === 'basic');
}
