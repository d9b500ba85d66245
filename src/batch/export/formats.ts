import { Readable } from 'node:stream';
import { ItemViewDto } from '../read/batch-view.dto.js';
import { encoded, type TextEncoding } from '../../platform/text/text-encoding.js';
import type { Column, Pages } from './columns.js';
import { type CsvLayout, csvStream } from './csv.js';
import { originalLine, type RowOfFile } from './original-layout.js';
import { workbookStream } from './workbook.js';

export const EXPORT_FORMATS = ['json', 'ndjson', 'csv', 'xlsx'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Options of the file format. */
interface Layout extends CsvLayout {
  /** Lines of JSON as their caller sent them, with what became of them; of failed items only where and why. */
  readonly original?: { readonly onlyFailed: boolean };
}

interface Format {
  /** Media type, without the encoding of a text. */
  readonly mediaType: string;
  /**
   * What stands for a character that the encoding of the file lacks; undefined for a format that is always UTF-8 or no
   * text.
   */
  readonly escape?: (character: string) => string;
  /** Whether items are written as columns, which must then be known before the first row. */
  readonly isTable: boolean;
  /** The file as a stream that reads the next page only after the previous one was consumed. */
  readonly write: (pages: Pages, columns: readonly Column[], layout: Layout) => Readable;
}

export const FORMATS: Readonly<Record<ExportFormat, Format>> = {
  json: {
    mediaType: 'application/json',
    isTable: false,
    write: (pages) => Readable.from(jsonArray(pages)),
  },
  ndjson: {
    mediaType: 'application/x-ndjson',
    escape: jsonEscape,
    isTable: false,
    write: (pages, _columns, { original }) =>
      Readable.from(original === undefined ? jsonLines(pages) : originalLines(pages, original.onlyFailed)),
  },
  csv: { mediaType: 'text/csv', escape: () => '?', isTable: true, write: csvStream },
  xlsx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    isTable: true,
    write: workbookStream,
  },
};

/** All characters beyond ASCII stand in strings of JSON. */
function jsonEscape(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/** The media type of a file; of a text with its encoding. */
export const contentTypeOf = (format: ExportFormat, encoding: TextEncoding): string =>
  format === 'xlsx' ? FORMATS.xlsx.mediaType : `${FORMATS[format].mediaType}; charset=${encoding}`;

/** The bytes of a file whose text `write` gives. */
export function inEncoding(file: Readable, format: ExportFormat, encoding: TextEncoding): Readable {
  const { escape } = FORMATS[format];
  if (escape === undefined || encoding === 'utf-8') return file;
  return Readable.from(encoded(file as AsyncIterable<string>, encoding, escape));
}

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

async function* originalLines(pages: Pages, onlyFailed: boolean): AsyncGenerator<string> {
  for await (const rows of pages) yield rows.map((row) => originalLine(row as RowOfFile, onlyFailed)).join('');
}
