import type { TextEncoding } from '../../platform/text/text-encoding.js';

/** The formats of files with items. */
export const FILE_FORMATS = ['csv', 'ndjson', 'xlsx'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** The separators that a CSV file may have, by the names that callers give them. */
export const DELIMITERS = { ',': ',', ';': ';', tab: '\t', '|': '|' } as const;
export type DelimiterName = keyof typeof DELIMITERS;

/** A row of a file, whatever its format. */
export interface TableRow {
  /** Line of the file at which it begins, or row of the sheet; from 1. */
  readonly line: number;
  /** The values by column; undefined where the row has none. Texts, and in workbooks and JSON numbers and so on. */
  readonly cells: readonly unknown[];
  /** The row as JSON text: a list of the cells, or the object of a line of JSON as it stands. */
  readonly text: string;
  /** Why the row cannot be an item whatever its cells are. */
  readonly fault?: string;
}

/** How a file is read: by its own bytes, where the caller does not say otherwise. */
export interface TableChoice {
  readonly encoding?: TextEncoding;
  readonly delimiter?: DelimiterName;
  /** Name of a sheet, or its number from 1. */
  readonly sheet?: string;
}

/** A file that was opened: its columns are known, its rows are read as they are asked for. */
export interface Table {
  readonly format: FileFormat;
  /** Null for a workbook, which has none. */
  readonly encoding: TextEncoding | null;
  /** Null unless the file is CSV. */
  readonly delimiter: DelimiterName | null;
  /** Name of the sheet; null unless the file is a workbook. */
  readonly sheet: string | null;
  /** The headers as they stand, in order. */
  readonly headers: readonly string[];
  /** The rows below the header that are not empty, from the first; may be called again. */
  rows(): AsyncGenerator<TableRow, void, undefined>;
}
