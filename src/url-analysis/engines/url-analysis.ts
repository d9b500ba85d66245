import type { ProviderName, Strategy, UrlResult } from './url-result.js';

/** Result of one URL, with one strategy or two. */
export interface UrlAnalysis {
  readonly engine: ProviderName;
  readonly engine_reason: string;
  /** URL after redirects, of the first strategy. */
  readonly final_url: string;
  /** Index of the item whose result this is; null when the item was analysed itself. */
  readonly duplicate_of: number | null;
  /** Strategies whose result came from the cache. */
  readonly cached: readonly Strategy[];
  readonly results: readonly UrlResult[];
}
