import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { csvCell } from './cell.js';
import type { Column, Pages } from './columns.js';

/**
 * What is quoted beside commas and quotes: what some reader takes for a separator or for the end of a line (a line feed alone
 * is one to all of them, whatever ends our own lines), every other control character, and a text that began like a formula.
 */
const QUOTED = /[;\p{Cc}\u2028\u2029]|^'/u;
const LAYOUT = { record_delimiter: '\r\n', quoted_match: QUOTED, cast: { number: String } } as const;

const BYTE_ORDER_MARK = '\uFEFF';

/** A CSV file (RFC 4180, UTF-8), a page at a time. */
export const csvStream = (pages: Pages, columns: readonly Column[], { bom }: { readonly bom: boolean }): Readable =>
  Readable.from(csv(pages, columns, bom));

async function* csv(pages: Pages, columns: readonly Column[], bom: boolean): AsyncGenerator<string> {
  yield (bom ? BYTE_ORDER_MARK : '') + stringify([columns.map(({ header }) => csvCell(header))], LAYOUT);
  for await (const rows of pages)
    if (rows.length > 0)
      yield stringify(
        rows.map((row) => columns.map(({ read }) => csvCell(read(row)))),
        LAYOUT,
      );
}
