import { ZipFile } from '../../platform/archives/zip-file.js';
import type { ZipEntry } from '../../platform/archives/zip-directory.js';
import { FILE_LIMITS, refuseFile } from './file-limits.js';
import { SheetReader, type SheetRow } from './sheet-reader.js';
import type { Table, TableRow } from './table.js';
import { readParts, type SheetPart, type WorkbookParts } from './workbook-parts.js';
import { readXml } from './xml-events.js';

/** A workbook compresses its sheets 5 to 50 times; with equal rows more. */
const ZIP_LIMITS = { entries: 5000, declaredBytes: 1024 * 1024 * 1024, ratio: 400 } as const;

/** Opens a sheet of a workbook (.xlsx): finds its header. Throws FILE_REJECTED. */
export async function openWorkbook(path: string, chosen?: string): Promise<Table> {
  const zip = await ZipFile.open(path, ZIP_LIMITS, (fault, message, entry) =>
    refuseFile(fault, message, entry === undefined ? {} : { value: entry.slice(0, 200) }),
  );
  const parts = await readParts(zip);
  const sheet = choose(parts.sheets, chosen);
  const entry = zip.find(sheet.path);
  if (entry === undefined) throw refuseFile('damaged', `The sheet ${sheet.name.slice(0, 100)} is not in the workbook.`);
  if (entry.unpackedBytes > FILE_LIMITS.sheetBytes)
    throw refuseFile('too_large', `The sheet has more than ${FILE_LIMITS.sheetBytes} bytes.`, {
      limit: FILE_LIMITS.sheetBytes,
      value: entry.unpackedBytes,
    });
  const headers = await headerOf(zip, entry, parts);
  return {
    format: 'xlsx',
    encoding: null,
    delimiter: null,
    sheet: sheet.name,
    headers,
    rows: () => tableRows(sheetRows(zip, entry, parts), headers.length),
  };
}

function choose(sheets: readonly SheetPart[], chosen: string | undefined): SheetPart {
  const found =
    chosen === undefined
      ? sheets[0]
      : (sheets.find(({ name }) => name === chosen) ??
        (/^\d{1,4}$/.test(chosen) ? sheets[Number(chosen) - 1] : undefined));
  if (found !== undefined) return found;
  const names = sheets.slice(0, 20).map(({ name }) => name.slice(0, 100));
  throw refuseFile('unknown_sheet', `The workbook has no such sheet; it has ${names.join(', ')}.`, {
    value: chosen?.slice(0, 100),
  });
}

async function headerOf(zip: ZipFile, entry: ZipEntry, parts: WorkbookParts): Promise<readonly string[]> {
  const rows = sheetRows(zip, entry, parts);
  try {
    const { value, done } = await rows.next();
    if (done === true) throw refuseFile('no_header', 'The sheet is empty; its first row names the columns.');
    const { cells, line, fault } = value as SheetRow;
    if (fault !== undefined) throw refuseFile('damaged', `the header ${fault}.`, { line });
    const last = cells.findLastIndex((cell) => !isEmpty(cell));
    return Array.from({ length: last + 1 }, (_, at) => String(cells[at] ?? '').trim());
  } finally {
    await rows.return(undefined);
  }
}

/** The rows below the header. */
async function* tableRows(
  rows: AsyncGenerator<SheetRow, void, undefined>,
  columns: number,
): AsyncGenerator<TableRow, void, undefined> {
  let isHeader = true;
  for await (const { line, cells: found, fault } of rows) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const cells = Array.from({ length: columns }, (_, at) => found[at] ?? '');
    const last = found.findLastIndex((cell) => !isEmpty(cell));
    yield {
      line,
      cells,
      text: JSON.stringify(cells),
      ...(fault === undefined ? excess(last, columns) : { fault }),
    };
  }
}

const excess = (last: number, columns: number): Pick<TableRow, 'fault'> =>
  last < columns ? {} : { fault: `has a value in column ${last + 1}; the header names ${columns} columns` };

/** The rows of a sheet that have a value, or a cell that cannot be read. */
async function* sheetRows(
  zip: ZipFile,
  entry: ZipEntry,
  parts: WorkbookParts,
): AsyncGenerator<SheetRow, void, undefined> {
  const reader = new SheetReader(parts);
  for await (const piece of readXml(zip.read(entry), reader)) {
    void piece;
    for (const row of reader.take()) if (row.fault !== undefined || row.cells.some((cell) => !isEmpty(cell))) yield row;
  }
}

const isEmpty = (cell: unknown): boolean =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '');
