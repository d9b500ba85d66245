import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { csvCell } from './cell.js';
import type { Column, Pages } from './columns.js';

/**
 * Cells that are quoted besides those with commas and quotes: cells with a character that some reader takes for a
 * separator or the end of a line (all take a lone line feed for one), with any other control character, or with a
 * leading apostrophe.
 */
const QUOTED = /[;\p{Cc}\u2028\u2029]|^'/u;
const LAYOUT = { record_delimiter: '\r\n', quoted_match: QUOTED, cast: { number: String } } as const;

const BYTE_ORDER_MARK = '\uFEFF';

/** A CSV file (RFC 4180, UTF-8), written page by page. */
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
