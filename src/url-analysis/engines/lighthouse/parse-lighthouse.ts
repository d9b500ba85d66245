import type {
  LabMetrics,
  LighthouseDetails,
  Opportunity,
  ProviderName,
  Scores,
  UnavailableReason,
} from '../url-result.js';
import { findOpportunities } from './opportunities.js';
import { asNumber, asRecord, asString, asStrings, type Json } from '../loose-json.js';

/** A Lighthouse result in the schema of this service. */
export interface ParsedLighthouse {
  readonly version: string;
  readonly finalUrl: string | null;
  readonly scores: Scores;
  readonly lab: LabMetrics;
  readonly details: LighthouseDetails;
  readonly opportunities: readonly Opportunity[];
  readonly warnings: readonly string[];
  readonly unavailable: Readonly<Record<string, UnavailableReason>>;
  /** Set when the page could not be loaded or audited; scores are then null. */
  readonly runtimeError: { readonly code: string; readonly message: string } | null;
}

/** Ids whose meaning is the same from Lighthouse 6 to 13. */
const METRIC_AUDITS = {
  fcp_ms: 'first-contentful-paint',
  lcp_ms: 'largest-contentful-paint',
  tbt_ms: 'total-blocking-time',
  cls: 'cumulative-layout-shift',
  si_ms: 'speed-index',
  tti_ms: 'interactive',
  ttfb_ms: 'server-response-time',
  total_bytes: 'total-byte-weight',
} as const;

const CATEGORIES = {
  performance: 'performance',
  accessibility: 'accessibility',
  best_practices: 'best-practices',
  seo: 'seo',
} as const;

const MAX_WARNINGS = 20;
const MAX_CATEGORIES = 20;
const MAX_AUDITS = 300;

/**
 * Parses a Lighthouse result (LHR) of versions 11 to 13, from a local run or from PageSpeed Insights. The format may
 * change: every field is optional, unknown audits and categories are ignored, and parsing never throws.
 */
export function parseLighthouse(value: unknown, source: ProviderName): ParsedLighthouse {
  const lhr = asRecord(value);
  const audits = asRecord(lhr['audits']);
  const unavailable: Record<string, UnavailableReason> = {};
  const error = asRecord(lhr['runtimeError']);
  const code = asString(error['code']);
  return {
    version: asString(lhr['lighthouseVersion']) ?? 'unknown',
    finalUrl: asString(lhr['finalDisplayedUrl']) ?? asString(lhr['finalUrl']),
    scores: readScores(asRecord(lhr['categories']), unavailable),
    lab: readLab(audits, source, unavailable),
    details: readDetails(asRecord(lhr['categories']), audits),
    opportunities: findOpportunities(audits),
    warnings: asStrings(lhr['runWarnings'])
      .slice(0, MAX_WARNINGS)
      .map((text) => text.slice(0, 1_000)),
    unavailable,
    runtimeError:
      code === null || code === 'NO_ERROR'
        ? null
        : { code, message: (asString(error['message']) ?? '').slice(0, 1_000) },
  };
}

function readDetails(categories: Json, audits: Json): LighthouseDetails {
  const scores: Record<string, number | null> = {};
  for (const [id, category] of Object.entries(categories).slice(0, MAX_CATEGORIES)) {
    scores[id.slice(0, 100)] = percent(asNumber(asRecord(category)['score']));
  }
  const scoreById: Record<string, number> = {};
  for (const [id, audit] of Object.entries(audits).slice(0, MAX_AUDITS)) {
    const score = asNumber(asRecord(audit)['score']);
    if (score !== null) scoreById[id.slice(0, 100)] = score;
  }
  return { categories: scores, audits: scoreById };
}

function percent(score: number | null): number | null {
  return score === null ? null : Math.round(Math.min(1, Math.max(0, score)) * 100);
}

/** Score of a category from 0 to 1 as a whole number from 0 to 100; null stays null. */
function readScores(categories: Json, unavailable: Record<string, UnavailableReason>): Scores {
  const read = (name: keyof typeof CATEGORIES): number | null => {
    const category = categories[CATEGORIES[name]];
    const score = asNumber(asRecord(category)['score']);
    if (score === null) unavailable[name] = category === undefined ? 'not_measured' : 'audit_failed';
    return percent(score);
  };
  return {
    performance: read('performance'),
    accessibility: read('accessibility'),
    best_practices: read('best_practices'),
    seo: read('seo'),
    http: null,
  };
}

function readLab(audits: Json, source: ProviderName, unavailable: Record<string, UnavailableReason>): LabMetrics {
  const read = (name: keyof typeof METRIC_AUDITS, digits = 0): number | null => {
    const audit = audits[METRIC_AUDITS[name]];
    const number = asNumber(asRecord(audit)['numericValue']);
    if (number === null) unavailable[name] = audit === undefined ? 'not_measured' : 'audit_failed';
    return number === null ? null : Number(number.toFixed(digits));
  };
  const requests = asRecord(asRecord(audits['network-requests'])['details'])['items'];
  if (!Array.isArray(requests)) unavailable['requests'] = 'not_measured';
  return {
    source,
    fcp_ms: read('fcp_ms'),
    lcp_ms: read('lcp_ms'),
    tbt_ms: read('tbt_ms'),
    cls: read('cls', 4),
    si_ms: read('si_ms'),
    tti_ms: read('tti_ms'),
    ttfb_ms: read('ttfb_ms'),
    total_bytes: read('total_bytes'),
    requests: Array.isArray(requests) ? requests.length : null,
  };
}
