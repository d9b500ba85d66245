import type { Opportunity } from '../url-result.js';
import { asList, asNumber, asRecord, asString, type Json } from '../loose-json.js';

const MAX_OPPORTUNITIES = 20;
const MAX_ITEMS = 5;

/** Audits that are measurements rather than advice. */
const METRICS: ReadonlySet<string> = new Set([
  'first-contentful-paint',
  'largest-contentful-paint',
  'total-blocking-time',
  'cumulative-layout-shift',
  'speed-index',
  'interactive',
  'max-potential-fid',
  'largest-contentful-paint-element',
  'layout-shifts',
  'long-tasks',
]);

/** Audits of Lighthouse up to 12 and the insights that replaced them; 12 reports both, and a finding is listed once. */
const REPLACED_BY: Readonly<Record<string, string>> = {
  'uses-long-cache-ttl': 'cache-insight',
  'render-blocking-resources': 'render-blocking-insight',
  'modern-image-formats': 'image-delivery-insight',
  'uses-optimized-images': 'image-delivery-insight',
  'uses-responsive-images': 'image-delivery-insight',
  'efficient-animated-content': 'image-delivery-insight',
  'dom-size': 'dom-size-insight',
  'uses-http2': 'modern-http-insight',
  'font-display': 'font-display-insight',
  'legacy-javascript': 'legacy-javascript-insight',
  'duplicated-javascript': 'duplicated-javascript-insight',
  'third-party-summary': 'third-parties-insight',
  'uses-text-compression': 'document-latency-insight',
  'critical-request-chains': 'network-dependency-tree-insight',
  'lcp-lazy-loaded': 'lcp-discovery-insight',
  'prioritize-lcp-image': 'lcp-discovery-insight',
  viewport: 'viewport-insight',
};

/** Failed audits that would save time or bytes, by legacy id or insight id, largest savings first. */
export function findOpportunities(audits: Json): readonly Opportunity[] {
  const found: Opportunity[] = [];
  for (const [id, value] of Object.entries(audits)) {
    const audit = asRecord(value);
    const score = asNumber(audit['score']);
    if (METRICS.has(id) || score === null || score >= 1) continue;
    const details = asRecord(audit['details']);
    const savingsMs = savedMs(audit, details);
    const savingsBytes = savedBytes(details);
    if ((savingsMs ?? 0) <= 0 && (savingsBytes ?? 0) <= 0) continue;
    found.push({
      id: id.slice(0, 100),
      title: (asString(audit['title']) ?? id).slice(0, 300),
      savings_ms: savingsMs,
      savings_bytes: savingsBytes,
      items: heaviestItems(details),
    });
  }
  const ids = new Set(found.map(({ id }) => id));
  return found
    .filter(({ id }) => !ids.has(REPLACED_BY[id] ?? ''))
    .sort((a, b) => (b.savings_ms ?? 0) - (a.savings_ms ?? 0) || (b.savings_bytes ?? 0) - (a.savings_bytes ?? 0))
    .slice(0, MAX_OPPORTUNITIES);
}

/**
 * `details.overallSavingsMs` of the legacy form, else the largest of `metricSavings` (CLS has no unit and does not
 * count).
 */
function savedMs(audit: Json, details: Json): number | null {
  const overall = asNumber(details['overallSavingsMs']);
  const savings = asRecord(audit['metricSavings']);
  const metrics = ['LCP', 'FCP', 'TBT', 'INP'].map((name) => asNumber(savings[name]) ?? 0);
  const best = Math.max(overall ?? 0, ...metrics);
  return overall === null && Object.keys(savings).length === 0 ? null : Math.round(best);
}

function savedBytes(details: Json): number | null {
  const overall = asNumber(details['overallSavingsBytes']);
  if (overall !== null) return Math.round(overall);
  const wasted = asList(details['items']).map((item) => asNumber(asRecord(item)['wastedBytes']));
  const known = wasted.filter((bytes): bytes is number => bytes !== null);
  return known.length === 0 ? null : Math.round(known.reduce((sum, bytes) => sum + bytes, 0));
}

function heaviestItems(details: Json): Opportunity['items'] {
  return asList(details['items'])
    .flatMap((value) => {
      const item = asRecord(value);
      const url = asString(item['url']) ?? asString(asRecord(item['source'])['url']);
      if (url === null) return [];
      return [
        { url: url.slice(0, 2_048), wasted_ms: rounded(item['wastedMs']), wasted_bytes: rounded(item['wastedBytes']) },
      ];
    })
    .sort((a, b) => (b.wasted_ms ?? 0) - (a.wasted_ms ?? 0) || (b.wasted_bytes ?? 0) - (a.wasted_bytes ?? 0))
    .slice(0, MAX_ITEMS);
}

function rounded(value: unknown): number | null {
  const number = asNumber(value);
  return number === null ? null : Math.round(number);
}
