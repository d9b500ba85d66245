import { ItemErrorDto } from '../read/batch-view.dto.js';
import type { FileOfBatch } from '../read/file-queries.js';
import type { ItemRow } from '../read/item-queries.js';
import { toCell } from './cell.js';
import type { Column } from './columns.js';

/** An item with the row of the file that it came as. */
export interface RowOfFile extends ItemRow {
  /** The cells in the order of the headers. */
  readonly cells: readonly unknown[];
  /** The same as the JSON text of an object. */
  readonly object: string;
}

/** The columns that follow those of a file: where the item is, and what became of it. */
const INDEX: Column = { header: '_index', read: (row) => row.index };
const STATUS: Column = { header: '_status', read: (row) => row.status };
const CODE: Column = { header: '_error_code', read: (row) => row.error?.code ?? '' };
const MESSAGE: Column = { header: '_error_message', read: (row) => row.error?.message ?? '' };

/** The headers of a file, as JSON keys too: those of several equal columns get a number. */
interface OriginalHeaders {
  readonly headers: readonly string[];
  readonly names: readonly string[];
}

/**
 * The columns of a table as its caller sent it: those of the file in their order, then ours, then the results where
 * there may be some. Of failed items only where and why, so that the file can be mended and sent back.
 */
export function originalColumns(
  headers: readonly string[],
  onlyFailed: boolean,
  results: readonly Column[],
): readonly Column[] {
  const own = headers.map((header, at): Column => ({ header, read: (row) => toCell((row as RowOfFile).cells[at]) }));
  return [...own, ...(onlyFailed ? [INDEX, CODE, MESSAGE] : [INDEX, STATUS, CODE, MESSAGE, ...results])];
}

/** An item with the row that it came as; `text` is the JSON text that is stored of it. */
export function withRow(
  row: ItemRow,
  text: string,
  file: Pick<FileOfBatch, 'format'>,
  { names }: OriginalHeaders,
): RowOfFile {
  const stored: unknown = JSON.parse(text);
  if (file.format === 'ndjson') {
    const object = (stored ?? {}) as Readonly<Record<string, unknown>>;
    const cells = names.map((name) => (Object.hasOwn(object, name) ? object[name] : undefined));
    return { ...row, cells, object: text };
  }
  const cells = (stored ?? []) as readonly unknown[];
  return { ...row, cells, object: objectText(names, cells) };
}

/** An item of a batch that did not come as a file: its fields are the columns. */
export function withFields(row: ItemRow, columns: readonly FieldColumn[]): RowOfFile {
  const cells = columns.map(({ read }) => read(row));
  const names = columns.map(({ name }) => name);
  return { ...row, cells, object: objectText(names, cells) };
}

/** A field of the items of a batch that did not come as a file, as a column. */
export interface FieldColumn {
  readonly name: string;
  readonly read: (row: ItemRow) => unknown;
}

/** Written by hand: a key of digits keeps its place, which it would lose in an object. */
function objectText(names: readonly string[], cells: readonly unknown[]): string {
  const members = names.flatMap((name, at) => {
    const value = cells[at];
    return value === undefined ? [] : [`${JSON.stringify(name)}:${JSON.stringify(value)}`];
  });
  return `{${members.join(',')}}`;
}

/** A line of JSON as its caller sent it, with ours behind it. */
export function originalLine(row: RowOfFile, onlyFailed: boolean): string {
  const { index, status, error, output } = row;
  const { code = null, message = null } = error === null ? {} : ItemErrorDto.from(error);
  const own = onlyFailed
    ? { _index: index, _error_code: code, _error_message: message }
    : { _index: index, _status: status, _error_code: code, _error_message: message, _output: output };
  const text = row.object.trimEnd().slice(0, -1).trimEnd();
  const separator = text.endsWith('{') ? '' : ',';
  return `${text}${separator}${JSON.stringify(own).slice(1)}\n`;
}

/** The value of a field by the keys that lead to it. */
export const fieldAt = (source: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as Readonly<Record<string, unknown>>)[key]
        : undefined,
    source,
  );
