import type { ExportColumn } from '../../batch/model/kinds/kind.js';
import { asList, asRecord } from '../engines/loose-json.js';

/** The value at a path in the result of the first strategy. */
const ofFirst = (header: string, ...path: readonly string[]): ExportColumn => ({
  header,
  value: ({ output }) =>
    path.reduce<unknown>((value, key) => asRecord(value)[key], asList(asRecord(output)['results'])[0]) ?? null,
});

/** Export columns of an analysed URL besides its input; of two strategies the first. */
export const URL_EXPORT_COLUMNS: readonly ExportColumn[] = [
  { header: 'original_url', value: ({ input }) => asRecord(input)['url'] },
  { header: 'cleaned_url', value: ({ input }) => asRecord(input)['cleaned_url'] },
  { header: 'final_url', value: ({ output }) => asRecord(output)['final_url'] ?? null },
  { header: 'engine', value: ({ output }) => asRecord(output)['engine'] ?? null },
  ofFirst('strategy', 'strategy'),
  ofFirst('performance', 'scores', 'performance'),
  ofFirst('accessibility', 'scores', 'accessibility'),
  ofFirst('best_practices', 'scores', 'best_practices'),
  ofFirst('seo', 'scores', 'seo'),
  ofFirst('http_score', 'scores', 'http'),
  ofFirst('fcp_ms', 'lab', 'fcp_ms'),
  ofFirst('lcp_ms', 'lab', 'lcp_ms'),
  ofFirst('tbt_ms', 'lab', 'tbt_ms'),
  ofFirst('cls', 'lab', 'cls'),
  ofFirst('si_ms', 'lab', 'si_ms'),
  ofFirst('ttfb_ms', 'lab', 'ttfb_ms'),
  ofFirst('total_bytes', 'lab', 'total_bytes'),
  ofFirst('field_lcp_ms', 'field', 'lcp_ms', 'p75'),
  ofFirst('field_inp_ms', 'field', 'inp_ms', 'p75'),
  ofFirst('field_cls', 'field', 'cls', 'p75'),
  ofFirst('budget_passed', 'budget', 'passed'),
  ofFirst('analyzed_at', 'analyzed_at'),
];
