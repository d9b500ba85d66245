import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { CsvError, parse } from 'csv-parse';
import type { AppError } from '../../../platform/errors/app-error.js';
import { foldHeader } from '../../../platform/text/fold-header.js';
import { decodedWhole, encodingOf } from '../../../platform/text/text-encoding.js';
import { refuse, refuseExcess, type ArchiveLimits } from './archive-limits.js';

/** Columns of a table: the internal name, and the header spellings it has (folded by `foldHeader`). */
export type Columns<Name extends string> = Readonly<Record<Name, readonly string[]>>;
/** One row: the trimmed cell; null when the column is missing or empty. */
export type Row<Name extends string> = Readonly<Record<Name, string | null>>;

/** Rows searched for the header: LinkedIn puts a few lines of notes before some headers. */
const HEADER_SEARCH_ROWS = 20;
/** Characters passed to the parser between two yields to the event loop. */
const CHUNK = 16 * 1024;
const DELIMITERS = [',', ';', '\t'] as const;

/** Text of an uploaded file, in any of the usual encodings. */
export const decodeText = (bytes: Buffer): string => decodedWhole(bytes, encodingOf(bytes));

/** For each cell of a header row the column it names; undefined where it names none. */
function matchHeader<Name extends string>(cells: readonly string[], columns: Columns<Name>): Map<Name, number> {
  const at = new Map<Name, number>();
  const folded = cells.map(foldHeader);
  for (const name of Object.keys(columns) as Name[]) {
    const index = folded.findIndex((header) => columns[name].includes(header));
    if (index >= 0) at.set(name, index);
  }
  return at;
}

/** Whether a row has enough known columns to be the header, and not data with one of the words. */
const isHeader = (found: number, cells: number, known: number): boolean => found >= Math.min(2, cells, known);

/** The separator with which one of the first lines is a header; Excel uses that of its locale. */
function delimiterOf<Name extends string>(text: string, columns: Columns<Name>): string {
  const lines = text.slice(0, 8192).split(/\r\n|\n|\r/, HEADER_SEARCH_ROWS);
  const score = (delimiter: string): number =>
    Math.max(0, ...lines.map((line) => matchHeader(line.replaceAll('"', '').split(delimiter), columns).size));
  return DELIMITERS.reduce<string>((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best), ',');
}

async function* chunksOf(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += CHUNK) {
    yield text.slice(at, at + CHUNK);
    await setImmediate();
  }
}

function toRow<Name extends string>(
  cells: readonly string[],
  at: ReadonlyMap<Name, number>,
  columns: Columns<Name>,
): Row<Name> {
  const names = Object.keys(columns) as Name[];
  const cellOf = (name: Name): string | null => {
    const index = at.get(name);
    const text = index === undefined ? '' : (cells[index] ?? '').trim();
    return text === '' ? null : text;
  };
  return Object.fromEntries(names.map((name) => [name, cellOf(name)])) as Row<Name>;
}

/**
 * The rows of a CSV by header name, whatever the order of its columns and whatever stands before the header. Null when
 * no header is found. Only the columns asked for leave this function.
 *
 * @throws AppError ARCHIVE_REJECTED on too many rows, too many cells in a row, or a record without end.
 */
export async function readTable<Name extends string>(
  bytes: Buffer,
  columns: Columns<Name>,
  limits: ArchiveLimits,
  file: string,
): Promise<readonly Row<Name>[] | null> {
  const text = decodeText(bytes);
  const parser = Readable.from(chunksOf(text)).pipe(
    parse({
      bom: true,
      delimiter: delimiterOf(text, columns),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: limits.recordBytes,
    }),
  );
  let header: ReadonlyMap<Name, number> | null = null;
  let searched = 0;
  const rows: Row<Name>[] = [];
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      if (cells.length > limits.cells) throw tooManyCells(file, limits.cells, cells.length);
      if (header === null) {
        const found = matchHeader(cells, columns);
        const filled = cells.filter((cell) => cell.trim() !== '').length;
        if (isHeader(found.size, filled, Object.keys(columns).length) && found.size > 0) header = found;
        else if (++searched >= HEADER_SEARCH_ROWS) return null;
        continue;
      }
      if (rows.length >= limits.rows) throw tooManyRows(file, limits.rows);
      if (cells.some((cell) => cell.trim() !== '')) rows.push(toRow(cells, header, columns));
    }
  } catch (error) {
    if (error instanceof CsvError) throw refuse('damaged', 'A table cannot be read as CSV.', file, error);
    throw error;
  }
  return header === null ? null : rows;
}

const tooManyCells = (file: string, limit: number, cells: number): AppError =>
  refuseExcess('too_many_cells', `${file} has a row of ${cells} cells; at most ${limit} are read.`, file, limit, cells);

/** The rest of the table is not read, so its value is the first row too many. */
const tooManyRows = (file: string, limit: number): AppError =>
  refuseExcess('too_many_rows', `${file} has more than ${limit} rows.`, file, limit, limit + 1);
