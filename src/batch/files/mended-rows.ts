import { fitted, type TextEncoding } from '../../platform/text/text-encoding.js';
import { toCell } from '../export/cell.js';
import { columnNames } from '../model/fields/column-names.js';
import { readItemIndex } from '../model/items/item.js';
import { exportedAs, ourColumns } from './exported-columns.js';
import { refuseFile } from './file-limits.js';
import { REF } from '../model/fields/field-path.js';
import type { Mapping } from './mapping.js';
import type { Table, TableRow } from './table.js';

/** The file that a batch came as: its format and its headers. */
interface OriginalTable {
  readonly format: string;
  readonly headers: readonly string[];
}

/** The columns of a file of corrections: those of the file that is corrected, and after them its own further ones. */
export interface MendedColumns {
  readonly headers: readonly string[];
  /** For each of them, its place in the file of corrections; undefined where that lacks it. */
  readonly places: readonly (number | undefined)[];
  /** How many of them are those of the corrected file. */
  readonly originals: number;
}

/**
 * Lays the columns of a file of corrections over those of the file that it corrects, without those that an export adds.
 * Without such a file it stands alone, and its mapping tells which of its columns are an export's.
 */
export function layColumns(table: Table, original: OriginalTable | undefined): MendedColumns {
  const names = columnNames(table.headers);
  if (original === undefined) return { headers: names, places: names.map((_, at) => at), originals: 0 };
  const ours = ourColumns(names, { fields: [], rest: undefined });
  const placesByName = new Map(names.map((name, at) => [name, at]));
  const former = columnNames(original.headers);
  const known = new Set(former);
  const further = names.filter((name) => !known.has(name) && !ours.has(name));
  const headers = [...former, ...further];
  return { headers, places: headers.map((name) => placesByName.get(name)), originals: former.length };
}

/**
 * Whether a file of corrections is an export of the standard layout although the corrected file is none: it lacks the
 * columns of that.
 */
export const hasOtherLayout = (table: Table, { headers }: OriginalTable): boolean =>
  exportedAs(columnNames(table.headers)) !== undefined && exportedAs(columnNames(headers)) === undefined;

/**
 * A corrected row over the row that it corrects: a cell that reads as an export wrote it keeps the value that it had,
 * so that a number of a workbook does not become a text on its way through a CSV file; a column that the correction
 * lacks keeps its value too.
 */
export function mendedCells(
  row: TableRow,
  { places }: MendedColumns,
  former: readonly unknown[],
  encoding: TextEncoding | null = null,
): readonly unknown[] {
  return places.map((place, at) => {
    const before = former[at];
    if (place === undefined) return before;
    const now = row.cells[place];
    const [written, known] = [String(toCell(now)).trim(), String(toCell(before)).trim()];
    const isSame = written === known || written === fitted(known, encoding);
    return isSame ? before : now;
  });
}

/**
 * A file as one with the columns of another, by their names: rows of a batch in parts stand under the same headers,
 * whichever file they came in. Throws FILE_REJECTED for a column that the other lacks.
 */
export function layTable(table: Table, original: OriginalTable): Table {
  const { headers, places, originals } = layColumns(table, original);
  const further = headers[originals];
  if (further !== undefined)
    throw refuseFile('other_columns', `The files of the batch so far have no column ${further}.`, { column: further });
  const isSame = table.format === original.format && places.every((place, at) => place === at);
  async function* rows(): AsyncGenerator<TableRow, void, undefined> {
    for await (const row of table.rows()) {
      const cells = places.map((place) => (place === undefined ? undefined : row.cells[place]));
      // A line of JSON has its values by name.
      const isStored = isSame || (table.format === 'ndjson' && original.format === 'ndjson');
      yield { ...row, cells, text: isStored ? row.text : storedText(cells, original) };
    }
  }
  return { ...table, headers: original.headers, rows };
}

/** The cells of a stored row, in the order of the headers; a line of JSON has them by name. */
export function storedCells(text: string, { format, headers }: OriginalTable): readonly unknown[] {
  const stored: unknown = JSON.parse(text);
  if (Array.isArray(stored)) return stored as readonly unknown[];
  const object = stored as Readonly<Record<string, unknown>>;
  return format === 'ndjson' ? headers.map((name) => (Object.hasOwn(object, name) ? object[name] : undefined)) : [];
}

/** The text of a corrected row as it is stored: a list of cells, or an object whose fields keep their order. */
export function storedText(cells: readonly unknown[], { format, headers }: OriginalTable): string {
  const own = cells.slice(0, headers.length);
  if (format !== 'ndjson') return JSON.stringify(headers.map((_, at) => own[at] ?? ''));
  const members = headers.flatMap((name, at) =>
    own[at] === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(own[at])}`],
  );
  return `{${members.join(',')}}`;
}

/** How a row of a file says which item it corrects. */
export interface Address {
  readonly index?: number;
  readonly ref?: string;
  /** An `_index` that no item can have. */
  readonly noIndex?: string;
}

/**
 * Reads the addresses of rows: the column `_index`, or `index` of a standard export, else the one that goes to `ref`.
 */
export class Addresses {
  private readonly indexAt: number;
  private readonly refAt: number;
  /** The columns of the addresses, for errors. */
  readonly columns: { readonly index: string; readonly ref: string };

  constructor(table: Table, mapping: Mapping) {
    const names = columnNames(table.headers);
    const ref = mapping.columns.find(({ field }) => field === REF)?.name ?? REF;
    const index = exportedAs(names) === undefined || names.includes('_index') ? '_index' : 'index';
    this.indexAt = names.indexOf(index);
    this.refAt = names.indexOf(ref);
    this.columns = { index, ref };
  }

  /** Undefined for a row that says neither. */
  of({ cells }: TableRow): Address | undefined {
    const written = String(cells[this.indexAt] ?? '').trim();
    if (written !== '') {
      const index = readItemIndex(written);
      return index === undefined ? { noIndex: written } : { index };
    }
    const ref = String(cells[this.refAt] ?? '').trim();
    return ref === '' ? undefined : { ref };
  }
}
