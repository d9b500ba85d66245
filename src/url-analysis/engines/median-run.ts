import type { RunFigures, UrlResult } from './url-result.js';

const figuresOf = ({ scores, lab, analyzed_at }: UrlResult): RunFigures => ({
  analyzed_at,
  performance: scores.performance,
  http: scores.http,
  lcp_ms: lab.lcp_ms,
  tbt_ms: lab.tbt_ms,
  cls: lab.cls,
  ttfb_ms: lab.ttfb_ms,
});

/** Orders runs by what varies: the score, then the largest paint, then the first byte. */
function byFigures(a: UrlResult, b: UrlResult): number {
  const score = ({ scores }: UrlResult): number => scores.performance ?? scores.http ?? 0;
  const paint = ({ lab }: UrlResult): number => lab.lcp_ms ?? 0;
  const byte = ({ lab }: UrlResult): number => lab.ttfb_ms ?? 0;
  return score(a) - score(b) || paint(b) - paint(a) || byte(b) - byte(a);
}

/**
 * The run in the middle (of an even number the worse of both), whole, so that its figures fit together; with the
 * figures of all runs in their order.
 */
export function medianRun(runs: readonly UrlResult[]): UrlResult | undefined {
  const middle = [...runs].sort(byFigures)[Math.ceil(runs.length / 2) - 1];
  return middle === undefined || runs.length === 1 ? middle : { ...middle, runs: runs.map(figuresOf) };
}

/** The runs of the engine that most of them are of; of as many of each, of the one that came first. */
export function ofOneEngine(runs: readonly UrlResult[]): readonly UrlResult[] {
  const byEngine = new Map<string, UrlResult[]>();
  for (const run of runs) byEngine.set(run.provider, [...(byEngine.get(run.provider) ?? []), run]);
  return [...byEngine.values()].reduce((most, some) => (some.length > most.length ? some : most), []);
}
