import { Readable } from 'node:stream';
import { ItemViewDto } from '../read/batch-view.dto.js';
import type { Column, Pages } from './columns.js';
import { csvStream } from './csv.js';
import { workbookStream } from './workbook.js';

export const EXPORT_FORMATS = ['json', 'ndjson', 'csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How a file is written. */
export interface Layout {
  /** Begins a CSV file with a byte order mark. */
  readonly bom: boolean;
}

export interface Format {
  readonly contentType: string;
  /** Whether rows are spread over columns; then the columns are needed first. */
  readonly isTable: boolean;
  /** The file as a stream that reads no further page before the last one was taken. */
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
