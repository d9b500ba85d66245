import { call, follow, printRows } from './api.js';
import type { Demo } from './launch.js';

interface Analysed {
  readonly cleaned_url: string;
  readonly status: string;
  readonly duplicate_of: number | null;
  readonly analyses: readonly {
    readonly scores: { readonly http: number | null };
    readonly lab: { readonly ttfb_ms: number | null };
  }[];
  readonly error: { readonly code: string } | null;
}

/** The URL API: a few pages of the local web, analysed without a browser. */
export async function showUrls(demo: Demo, origin: string): Promise<void> {
  console.log('\nAddresses: analyse six pages of a local web, without a browser');
  const urls = ['/good', '/plain', '/bad', '/missing', '/moved', '/good'].map((path) => `${origin}${path}`);
  const started = await call(demo, 'POST', '/api/v1/batch-processing/start', {
    urls,
    name: 'Demo pages',
    batch_size: 3,
  });
  const id = String(started['batch_job_id']);
  await follow(demo, id);
  const answer = await call(demo, 'GET', `/api/v1/batch-processing/results/${id}`);
  printRows(['page', 'outcome', 'score', 'first byte'], (answer['results'] as Analysed[]).map(toCells));
}

function toCells(row: Analysed): readonly string[] {
  const path = new URL(row.cleaned_url).pathname;
  const [analysis] = row.analyses;
  if (analysis === undefined) return [path, row.error?.code ?? row.status, '', ''];
  const outcome = row.duplicate_of === null ? row.status : `as #${row.duplicate_of}`;
  return [path, outcome, String(analysis.scores.http ?? '–'), `${analysis.lab.ttfb_ms?.toFixed(0) ?? '–'} ms`];
}
