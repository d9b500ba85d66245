/** What a cell of a table may hold: never an object, which spreadsheet writers would read as a formula or a link. */
export type Cell = string | number;

/** Excel's limit for the text of a cell. */
const CELL_LENGTH = 32_767;
/** What spreadsheets take for the beginning of a formula, full-width forms included (OWASP CSV injection; ASVS 1.2.10). */
const FORMULA = /^(\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n]|\p{Cc})/u;
/** Characters that XML 1.0 cannot hold: control characters but TAB, CR and LF, surrogates, and two noncharacters. */
const UNPRINTABLE = /(?![\t\r\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu;

/** Between the elements of an array of scalars in one cell. */
const SEPARATOR = '; ';

/** Whether a value is told by the paths below it: an object, or an array with an object or an array in it. */
export const isNested = (value: unknown): boolean =>
  Array.isArray(value) ? value.some(isStructure) : isStructure(value);

const isStructure = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * A JSON value as a cell: numbers stay numbers, the elements of an array of scalars are joined, other structures become JSON
 * text, null and absent values are empty.
 */
export function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && !isNested(value)) return value.map((element: unknown) => toCell(element)).join(SEPARATOR);
  return JSON.stringify(value);
}

/** A cell of a CSV file: a text that a spreadsheet would run as a formula gets a leading apostrophe. */
export const csvCell = (cell: Cell): Cell => (typeof cell === 'string' && FORMULA.test(cell) ? `'${cell}` : cell);

/** A cell of a workbook, where a text is never run: cut to Excel's limit, without what XML cannot hold. */
export const workbookCell = (cell: Cell): Cell =>
  typeof cell === 'string' ? cell.replace(UNPRINTABLE, '').slice(0, CELL_LENGTH) : cell;
