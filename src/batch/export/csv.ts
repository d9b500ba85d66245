import { Readable } from 'node:stream';
import { type Cell, csvCell } from './cell.js';
import type { Column, Pages } from './columns.js';

/**
 * Cells that are quoted: those with a comma, a quote or a character that some reader takes for a separator or the end of a line (all
 * take a lone line feed for one), with any other control character, or with a leading apostrophe.
 */
const QUOTED = /[",;\p{Cc}\u2028\u2029]|^'/u;
const END_OF_LINE = '\r\n';

const BYTE_ORDER_MARK = '\uFEFF';

/** A CSV file (RFC 4180, UTF-8), written page by page. */
export const csvStream = (pages: Pages, columns: readonly Column[], { bom }: { readonly bom: boolean }): Readable =>
  Readable.from(csv(pages, columns, bom));

async function* csv(pages: Pages, columns: readonly Column[], bom: boolean): AsyncGenerator<string> {
  yield (bom ? BYTE_ORDER_MARK : '') + lineOf(columns.map(({ header }) => header));
  for await (const rows of pages)
    if (rows.length > 0) yield rows.map((row) => lineOf(columns.map(({ read }) => read(row)))).join('');
}

const lineOf = (cells: readonly Cell[]): string => cells.map(written).join(',') + END_OF_LINE;

function written(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  if (cell === '') return cell;
  const text = String(csvCell(cell));
  return QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
