import { Readable } from 'node:stream';
import { type Cell, csvCell } from './cell.js';
import type { Column, Pages } from './columns.js';

/**
 * Cells that are quoted: those with a comma, a bar, a quote or a character that some reader takes for a separator or
 * the end of a line (all take a lone line feed for one), with any other control character, or with a leading
 * apostrophe.
 */
const QUOTED = /[",;|\p{Cc}\u2028\u2029]|^'/u;
/**
 * Most texts: they begin with a letter or a digit and are neither quoted nor run. A short look spares the careful ones.
 */
const PLAIN = /^[A-Za-z0-9][\w .:/@+()=#&?%~*!-]*$/;
const END_OF_LINE = '\r\n';

const BYTE_ORDER_MARK = '\uFEFF';

/** How a CSV file is written. */
export interface CsvLayout {
  readonly bom: boolean;
  /** One of `,`, `;`, `|` and a tab; a comma when omitted. */
  readonly separator?: string;
}

/** A CSV file (RFC 4180, UTF-8), written page by page. */
export const csvStream = (pages: Pages, columns: readonly Column[], layout: CsvLayout): Readable =>
  Readable.from(csv(pages, columns, layout));

async function* csv(
  pages: Pages,
  columns: readonly Column[],
  { bom, separator = ',' }: CsvLayout,
): AsyncGenerator<string> {
  const lineOf = (cells: readonly Cell[]): string => cells.map(written).join(separator) + END_OF_LINE;
  yield (bom ? BYTE_ORDER_MARK : '') + lineOf(columns.map(({ header }) => header));
  for await (const rows of pages)
    if (rows.length > 0) yield rows.map((row) => lineOf(columns.map(({ read }) => read(row)))).join('');
}

function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  if (cell === '' || PLAIN.test(cell)) return cell;
  const text = String(csvCell(cell));
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The separator of a name: a tab has one, others are their own. */
export const separatorOf = (name: string): string => (name === 'tab' ? '\t' : name);
