import type { EndedItem } from '../../batch/model/items/item.js';
import {
  bigintColumn,
  booleanColumn,
  doubleColumn,
  integerColumn,
  textColumn,
} from '../../platform/database/columns.js';
import type { UrlAnalysis } from '../engines/url-analysis.js';
import type { UrlResult } from '../engines/url-result.js';
import type { UrlInput } from '../input/check-url.js';

export type EndedUrl = EndedItem<UrlInput, UrlAnalysis>;

/** A result that was too large to be stored has neither a list of results nor one of strategies. */
const storedOutput = (output: Partial<UrlAnalysis>): Pick<UrlAnalysis, 'results' | 'cached' | 'duplicate_of'> => ({
  results: output.results ?? [],
  cached: output.cached ?? [],
  duplicate_of: output.duplicate_of ?? null,
});

/** Results that an engine has just made for this item: neither known before nor those of another item. */
export function freshResults({ outcome }: EndedUrl): readonly UrlResult[] {
  if (outcome.status === 'failed') return [];
  const { results, cached, duplicate_of } = storedOutput(outcome.output);
  return duplicate_of === null ? results.filter(({ strategy }) => !cached.includes(strategy)) : [];
}

interface StatusRow {
  readonly item: EndedUrl;
  readonly result: UrlResult | undefined;
}

/** A row for each result, and one for an item without any; the columns of `save_url_status`. */
export function statusColumns(ended: readonly EndedUrl[]): readonly Buffer[] {
  const rows = ended.flatMap((item): readonly StatusRow[] => {
    const results = item.outcome.status === 'succeeded' ? storedOutput(item.outcome.output).results : [];
    return results.length === 0 ? [{ item, result: undefined }] : results.map((result) => ({ item, result }));
  });
  const whole = (read: (result: UrlResult) => number | null): Buffer =>
    integerColumn(rows.map(({ result }) => (result === undefined ? null : read(result))));
  const number = (read: (result: UrlResult) => number | null): Buffer =>
    doubleColumn(rows.map(({ result }) => (result === undefined ? null : read(result))));
  const text = (read: (result: UrlResult) => string): Buffer =>
    textColumn(rows.map(({ result }) => (result === undefined ? null : read(result))));
  return [
    bigintColumn(rows.map(({ item }) => item.batchId)),
    integerColumn(rows.map(({ item }) => item.index)),
    booleanColumn(rows.map(({ item }) => item.outcome.status === 'succeeded')),
    text(({ strategy }) => strategy),
    text(({ final_url }) => final_url),
    text(({ provider }) => provider),
    booleanColumn(rows.map((row) => isCached(row))),
    whole(({ scores }) => scores.performance),
    whole(({ scores }) => scores.accessibility),
    whole(({ scores }) => scores.best_practices),
    whole(({ scores }) => scores.seo),
    whole(({ scores }) => scores.http),
    number(({ lab }) => lab.fcp_ms),
    number(({ lab }) => lab.lcp_ms),
    number(({ lab }) => lab.tbt_ms),
    number(({ lab }) => lab.cls),
    number(({ lab }) => lab.si_ms),
    number(({ lab }) => lab.ttfb_ms),
    number(({ lab }) => lab.total_bytes),
    number(({ duration_ms }) => duration_ms),
    text(({ analyzed_at }) => analyzed_at),
    booleanColumn(rows.map(({ result }) => result?.budget?.passed)),
  ];
}

function isCached({ item: { outcome }, result }: StatusRow): boolean {
  if (result === undefined || outcome.status === 'failed') return false;
  return storedOutput(outcome.output).cached.includes(result.strategy);
}

/** One row per batch; the columns of `add_url_metrics`. */
export function metricsColumns(ended: readonly EndedUrl[]): readonly Buffer[] {
  const batchIds = [...new Set(ended.map(({ batchId }) => batchId))];
  const rows = batchIds.map((id) =>
    metricsOf(
      id,
      ended.filter(({ batchId }) => batchId === id),
    ),
  );
  return [
    bigintColumn(rows.map(({ batchId }) => batchId)),
    integerColumn(rows.map(({ analyzed }) => analyzed)),
    integerColumn(rows.map(({ cached }) => cached)),
    integerColumn(rows.map(({ duplicates }) => duplicates)),
    integerColumn(rows.map(({ failed }) => failed)),
    doubleColumn(rows.map(({ analysisMs }) => analysisMs)),
    doubleColumn(rows.map(({ longestMs }) => longestMs)),
    doubleColumn(rows.map(({ bytes }) => bytes)),
  ];
}

interface MetricsRow {
  readonly batchId: number;
  readonly analyzed: number;
  readonly cached: number;
  readonly duplicates: number;
  readonly failed: number;
  readonly analysisMs: number;
  readonly longestMs: number;
  readonly bytes: number;
}

function metricsOf(batchId: number, items: readonly EndedUrl[]): MetricsRow {
  const outputs = items.flatMap(({ outcome }) =>
    outcome.status === 'succeeded' ? [storedOutput(outcome.output)] : [],
  );
  const own = outputs.filter(({ duplicate_of }) => duplicate_of === null);
  const fresh = items.flatMap(freshResults);
  return {
    batchId,
    analyzed: fresh.length,
    cached: own.reduce((sum, { cached }) => sum + cached.length, 0),
    duplicates: outputs.length - own.length,
    failed: items.length - outputs.length,
    analysisMs: fresh.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
    longestMs: Math.max(0, ...fresh.map(({ duration_ms }) => duration_ms)),
    bytes: fresh.reduce((sum, { lab }) => sum + (lab.total_bytes ?? 0), 0),
  };
}
