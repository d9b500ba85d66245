import { isNested } from '../model/fields/item-fields.js';

/** Value of a table's cell. Never an object, which spreadsheet libraries may interpret as a formula or a link. */
export type Cell = string | number;

/** Excel's limit for the text of a cell, in characters. */
const CELL_LENGTH = 32_767;
/** Beginnings that spreadsheets read as a formula, including full-width forms (OWASP CSV injection; ASVS 1.2.10). */
const FORMULA = /^(\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n]|\p{Cc})/u;
/** Characters that XML 1.0 does not allow: control characters but TAB, CR and LF, surrogates, and two noncharacters. */
const UNPRINTABLE = /(?![\t\r\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** Separator between the elements of an array of scalars in one cell. */
const SEPARATOR = '; ';

/**
 * Converts a JSON value to a cell: the elements of an array of scalars are joined, other objects and arrays become JSON
 * text, null and absent values an empty cell.
 */
export function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && !isNested(value)) return value.map((element: unknown) => toCell(element)).join(SEPARATOR);
  return JSON.stringify(value);
}

/** A cell of a CSV file: a text that a spreadsheet would run as a formula is prefixed with an apostrophe. */
export const csvCell = (cell: Cell): Cell => (typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell);

/** The text of a cell of a CSV file without the apostrophe of `csvCell`, by which spreadsheets mark a text too. */
export const withoutGuard = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text;

/**
 * A cell of a workbook, where texts are never run: cut to Excel's limit, without characters that XML does not allow.
 */
export const workbookCell = (cell: Cell): Cell =>
  typeof cell === 'string' ? cell.replace(UNPRINTABLE, '').slice(0, CELL_LENGTH) : cell;
