import { Readable } from 'node:stream';
import { ItemViewDto } from '../read/batch-view.dto.js';
import type { Column, Pages } from './columns.js';
import { csvStream } from './csv.js';
import { workbookStream } from './workbook.js';

export const EXPORT_FORMATS = ['json', 'ndjson', 'csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Options of the file format. */
export interface Layout {
  /** Whether a CSV file begins with a byte order mark, which Excel needs to recognize UTF-8. */
  readonly bom: boolean;
}

export interface Format {
  readonly contentType: string;
  /** Whether items are written as columns, which must then be known before the first row. */
  readonly isTable: boolean;
  /** The file as a stream that reads the next page only after the previous one was consumed. */
  readonly write: (pages: Pages, columns: readonly Column[], layout: Layout) => Readable;
}

export const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  json: {
    contentType: 'application/json; charset=utf-8',
    isTable: false,
    write: (pages) => Readable.from(jsonArray(pages)),
  },
  ndjson: {
    contentType: 'application/x-ndjson; charset=utf-8',
    isTable: false,
    write: (pages) => Readable.from(jsonLines(pages)),
  },
  csv: { contentType: 'text/csv; charset=utf-8', isTable: true, write: csvStream },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    isTable: true,
    write: workbookStream,
  },
};

async function* jsonArray(pages: Pages): AsyncGenerator<string> {
  let isFirst = true;
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    yield (isFirst ? '[\n' : ',\n') + rows.map((row) => JSON.stringify(ItemViewDto.from(row))).join(',\n');
    isFirst = false;
  }
  yield isFirst ? '[]\n' : '\n]\n';
}

async function* jsonLines(pages: Pages): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => `${JSON.stringify(ItemViewDto.from(row))}\n`).join('');
}
