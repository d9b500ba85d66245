import type { HttpFindings } from './findings/http-findings.js';

/** Screen and network that are emulated. `both` in a submission becomes two results under one index. */
export const STRATEGIES = ['mobile', 'desktop'] as const;
export type Strategy = (typeof STRATEGIES)[number];

/**
 * Engine of a result: `http` analyses without a browser, `lighthouse` is a local Lighthouse with Chrome, `psi` is
 * Google's PageSpeed Insights.
 */
export const PROVIDER_NAMES = ['http', 'lighthouse', 'psi'] as const;
export type ProviderName = (typeof PROVIDER_NAMES)[number];

/** Why a number is null. */
export type UnavailableReason = 'requires_browser' | 'not_measured' | 'not_html' | 'audit_failed';

/** Scores from 0 to 100, rounded; null where the engine has none. Bands as Lighthouse's: 0-49, 50-89, 90-100. */
export interface Scores {
  readonly performance: number | null;
  readonly accessibility: number | null;
  readonly best_practices: number | null;
  readonly seo: number | null;
  /** Score of the engine `http`, published with its audits in `http.score`; not comparable with Lighthouse's scores. */
  readonly http: number | null;
}

/** Lab metrics of one page load. Times in milliseconds. */
export interface LabMetrics {
  readonly source: ProviderName;
  /** First Contentful Paint. */
  readonly fcp_ms: number | null;
  /** Largest Contentful Paint. */
  readonly lcp_ms: number | null;
  /** Total Blocking Time. */
  readonly tbt_ms: number | null;
  /** Cumulative Layout Shift, no unit. */
  readonly cls: number | null;
  /** Speed Index. */
  readonly si_ms: number | null;
  /** Time to Interactive. */
  readonly tti_ms: number | null;
  /** Time to first byte of the document. */
  readonly ttfb_ms: number | null;
  /** Transferred bytes of all resources. */
  readonly total_bytes: number | null;
  readonly requests: number | null;
}

export type FieldCategory = 'FAST' | 'AVERAGE' | 'SLOW' | 'NONE';

/** One metric of real visits. */
export interface FieldMetric {
  /** 75th percentile; milliseconds, for CLS no unit. */
  readonly p75: number;
  readonly category: FieldCategory | null;
  /** Shares of good, medium and poor visits, in this order. */
  readonly distribution: readonly number[];
}

/** Field data of real Chrome users over the last 28 days (Chrome UX Report). */
export interface FieldData {
  readonly source: 'psi';
  /** `origin` when the page itself has too few visits. */
  readonly scope: 'url' | 'origin';
  readonly overall: FieldCategory | null;
  readonly lcp_ms: FieldMetric | null;
  readonly cls: FieldMetric | null;
  readonly inp_ms: FieldMetric | null;
  readonly fcp_ms: FieldMetric | null;
  readonly ttfb_ms: FieldMetric | null;
}

/** A possible improvement, with the savings that Lighthouse expects. */
export interface Opportunity {
  readonly id: string;
  readonly title: string;
  readonly savings_ms: number | null;
  readonly savings_bytes: number | null;
  /** The largest causes, at most 5. */
  readonly items: readonly {
    readonly url: string;
    readonly wasted_ms: number | null;
    readonly wasted_bytes: number | null;
  }[];
}

/** Further output of Lighthouse by its own ids; unknown ids of later versions are included. */
export interface LighthouseDetails {
  /** Scores from 0 to 100 of every category in the reply, at most 20. */
  readonly categories: Readonly<Record<string, number | null>>;
  /** Scores from 0 to 1 of every audit that has one, at most 300. */
  readonly audits: Readonly<Record<string, number>>;
}

/** One limit against what was measured; `passed` is null where the figure was not measured. */
export interface BudgetCheck {
  readonly figure: string;
  readonly limit: number;
  readonly actual: number | null;
  readonly passed: boolean | null;
}

/**
 * Whether a result keeps its budgets. A figure that was not measured breaks none; where none was measured there is no
 * verdict.
 */
export interface BudgetVerdict {
  readonly passed: boolean | null;
  readonly checks: readonly BudgetCheck[];
}

/** What one of several analyses of a URL measured. */
export interface RunFigures {
  readonly analyzed_at: string;
  readonly performance: number | null;
  readonly http: number | null;
  readonly lcp_ms: number | null;
  readonly tbt_ms: number | null;
  readonly cls: number | null;
  readonly ttfb_ms: number | null;
}

/** Result of one URL with one strategy. */
export interface UrlResult {
  /** The cleaned URL. */
  readonly url: string;
  /** The URL as submitted. */
  readonly input_url: string;
  /** URL after redirects. */
  readonly final_url: string;
  readonly strategy: Strategy;
  readonly provider: ProviderName;
  readonly provider_version: string;
  /** ISO 8601, UTC. */
  readonly analyzed_at: string;
  readonly duration_ms: number;
  /** Number of the attempt; 1 for the first. */
  readonly attempt: number;
  readonly scores: Scores;
  readonly lab: LabMetrics;
  /** Null without field data: too few visits, or an engine without it. */
  readonly field: FieldData | null;
  /** Findings of the engine `http`; null from the other engines. */
  readonly http: HttpFindings | null;
  /** Details of the engines lighthouse and psi; null from the engine `http`. */
  readonly lighthouse: LighthouseDetails | null;
  /** At most 20, largest savings first. */
  readonly opportunities: readonly Opportunity[];
  readonly warnings: readonly string[];
  /** Reason for every metric that is null; metrics are never estimated. */
  readonly unavailable: Readonly<Record<string, UnavailableReason>>;
  /** Reserved for a stored full report; always null. */
  readonly raw_ref: null;
  /** Figures of all analyses when there were several, of which this is the median. */
  readonly runs?: readonly RunFigures[];
  /** Verdict of the batch's budgets; not part of a cached result. */
  readonly budget?: BudgetVerdict | null;
}
