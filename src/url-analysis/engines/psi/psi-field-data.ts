import type { FieldCategory, FieldData, FieldMetric } from '../url-result.js';
import { asList, asNumber, asRecord, asString, type Json } from '../loose-json.js';

const CATEGORIES: ReadonlySet<string> = new Set(['FAST', 'AVERAGE', 'SLOW', 'NONE']);
/** The API returns CLS times 100 as a whole number: 14 means 0.14. */
const CLS_FACTOR = 100;

/**
 * Field data of a response: of the page, else of its origin, else null. Pages with few visits have an empty object,
 * which is no error; `origin_fallback` marks data of the origin in place of the page.
 */
export function readFieldData(loadingExperience: unknown, originLoadingExperience: unknown): FieldData | null {
  const page = asRecord(loadingExperience);
  const pageMetrics = asRecord(page['metrics']);
  if (Object.keys(pageMetrics).length > 0) {
    return fieldData(page, pageMetrics, page['origin_fallback'] === true ? 'origin' : 'url');
  }
  const origin = asRecord(originLoadingExperience);
  const originMetrics = asRecord(origin['metrics']);
  return Object.keys(originMetrics).length > 0 ? fieldData(origin, originMetrics, 'origin') : null;
}

function fieldData(experience: Json, metrics: Json, scope: FieldData['scope']): FieldData {
  return {
    source: 'psi',
    scope,
    overall: category(experience['overall_category']),
    lcp_ms: metric(metrics['LARGEST_CONTENTFUL_PAINT_MS']),
    cls: metric(metrics['CUMULATIVE_LAYOUT_SHIFT_SCORE'], CLS_FACTOR),
    inp_ms: metric(metrics['INTERACTION_TO_NEXT_PAINT'] ?? metrics['EXPERIMENTAL_INTERACTION_TO_NEXT_PAINT']),
    fcp_ms: metric(metrics['FIRST_CONTENTFUL_PAINT_MS']),
    ttfb_ms: metric(metrics['EXPERIMENTAL_TIME_TO_FIRST_BYTE'] ?? metrics['TIME_TO_FIRST_BYTE']),
  };
}

function metric(value: unknown, factor = 1): FieldMetric | null {
  const entry = asRecord(value);
  const percentile = asNumber(entry['percentile']);
  if (percentile === null) return null;
  // The order of the bands is not fixed.
  const bands = asList(entry['distributions']).map((band) => asRecord(band));
  bands.sort((a, b) => (asNumber(a['min']) ?? 0) - (asNumber(b['min']) ?? 0));
  return {
    p75: percentile / factor,
    category: category(entry['category']),
    distribution: bands.slice(0, 3).map((band) => Math.round((asNumber(band['proportion']) ?? 0) * 10_000) / 10_000),
  };
}

function category(value: unknown): FieldCategory | null {
  const name = asString(value);
  return name !== null && CATEGORIES.has(name) ? (name as FieldCategory) : null;
}
