import type { ProviderName, Strategy, UrlResult } from './url-result.js';

/** What came of one URL, under one strategy or two. */
export interface UrlAnalysis {
  readonly engine: ProviderName;
  readonly engine_reason: string;
  /** Where the redirects ended, of the first strategy. */
  readonly final_url: string;
  /** Index of the item whose analysis this is; null when it is its own. */
  readonly duplicate_of: number | null;
  /** Strategies whose result came out of the cache. */
  readonly cached: readonly Strategy[];
  readonly results: readonly UrlResult[];
}
