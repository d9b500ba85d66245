import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { workbookCell } from './cell.js';
import type { Column, Pages } from './columns.js';

/**
 * An Excel workbook with one sheet. The only file that imports exceljs, and only when the first workbook is asked for: loading
 * it takes a tenth of a second and 20 MB that no other request needs.
 */
export function workbookStream(pages: Pages, columns: readonly Column[]): Readable {
  const output = new PassThrough();
  write(pages, columns, output).catch((error: unknown) => output.destroy(error as Error));
  return output;
}

async function write(pages: Pages, columns: readonly Column[], output: PassThrough): Promise<void> {
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    stream: output,
    useStyles: false,
    useSharedStrings: false,
  });
  const sheet = workbook.addWorksheet('items');
  sheet.addRow(columns.map(({ header }) => workbookCell(header))).commit();
  for await (const rows of pages) {
    for (const row of rows) sheet.addRow(columns.map(({ read }) => workbookCell(read(row)))).commit();
    await taken(output);
  }
  sheet.commit();
  await workbook.commit();
}

/** The writer does not wait for a slow reader, so we do between pages. Throws when the reader went away. */
async function taken(output: PassThrough): Promise<void> {
  if (output.destroyed) throw new Error('The download was given up.');
  if (!output.writableNeedDrain) return;
  const given = new AbortController();
  const gone = once(output, 'close', { signal: given.signal }).then(() => {
    throw new Error('The download was given up.');
  });
  try {
    await Promise.race([once(output, 'drain', { signal: given.signal }), gone]);
  } finally {
    given.abort();
    await gone.catch(() => undefined);
  }
}
